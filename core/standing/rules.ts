import type { Skill, Standard, Way } from './model.ts';

/** One live (not voided) act of a person about a skill. */
export interface SkillAct {
  readonly statement: string;
  readonly skill: string;
  /** alone, prompted, helped, passed, declared. */
  readonly grade: string;
  /** Effective time, ISO: the earlier of what the act says and when it was received. */
  readonly at: string;
  /** Where it happened, if the act says so. */
  readonly unit: string | null;
}

/** A skill that counts, with the first act that made it count. */
export interface CountedSkill {
  readonly skill: string;
  readonly at: string;
  readonly statement: string;
  readonly way: 'session' | 'check';
  readonly unit: string | null;
}

/**
 * Does this act make its skill count? Done alone before an instructor: yes. Passed a check: yes,
 * unless the skill must be shown. With a prompt, with help, or declared: kept, not counted.
 */
export function actCounts(act: SkillAct, skill: Skill | undefined): boolean {
  if (!skill) return false;
  if (act.grade === 'alone') return true;
  return act.grade === 'passed' && !skill.mustBeShown;
}

/** For each skill the earliest act that makes it count; in order of time. The set decides, not its order. */
export function countedSkills(
  acts: readonly SkillAct[],
  skills: ReadonlyMap<string, Skill>,
): CountedSkill[] {
  const first = new Map<string, SkillAct>();
  for (const act of acts) {
    if (!actCounts(act, skills.get(act.skill))) continue;
    const known = first.get(act.skill);
    if (!known || earlier(act, known)) first.set(act.skill, act);
  }
  return [...first.values()]
    .sort((a, b) => (earlier(a, b) ? -1 : 1))
    .map(({ skill, at, statement, grade, unit }) => ({
      skill,
      at,
      statement,
      unit,
      way: grade === 'alone' ? 'session' : 'check',
    }));
}

/** Same moment: the identifier decides, so that every node decides alike. */
function earlier(a: SkillAct, b: SkillAct): boolean {
  return a.at === b.at ? a.statement < b.statement : a.at < b.at;
}

/** The version of the standard in force on a day; before the first one, the first. */
export function standardOn(day: string, standards: readonly Standard[]): Standard {
  const inForce = standards.find((s) => s.validFrom <= day && (!s.validTo || day < s.validTo));
  const first = standards[0];
  if (!first) throw new Error('no standard');
  return inForce ?? (day < first.validFrom ? first : (standards.at(-1) ?? first));
}

/** What a set of skills still lacks for the standard of a citizen. */
export function missingFor(
  codes: ReadonlySet<string>,
  skills: readonly Skill[],
  standard: Standard,
): { essential: string[]; others: number } {
  const essential = skills.filter((s) => s.essential && !codes.has(s.code)).map((s) => s.code);
  const others = skills.filter((s) => !s.essential && codes.has(s.code)).length;
  return {
    essential: standard.citizen.allEssential ? essential : [],
    others: Math.max(0, standard.citizen.others - others),
  };
}

/** How many skills the standard of a citizen asks for. */
export function neededFor(skills: readonly Skill[], { citizen }: Standard): number {
  const essential = citizen.allEssential ? skills.filter((s) => s.essential).length : 0;
  return essential + citizen.others;
}

/**
 * When the standard was first met, and how. Skills are added in order of time; the version in
 * force at each moment decides. Once met it stays met while the acts stand.
 */
export function reached(
  counted: readonly CountedSkill[],
  skills: readonly Skill[],
  standards: readonly Standard[],
): { at: string; via: Way } | null {
  const codes = new Set<string>();
  for (const [i, { skill, at }] of counted.entries()) {
    codes.add(skill);
    const { essential, others } = missingFor(codes, skills, standardOn(at.slice(0, 10), standards));
    if (essential.length === 0 && others === 0) return { at, via: wayOf(counted.slice(0, i + 1)) };
  }
  return null;
}

function wayOf(counted: readonly CountedSkill[]): Way {
  const inSession = counted.filter((c) => c.way === 'session').length;
  if (inSession === counted.length) return 'session';
  return inSession === 0 ? 'check' : 'mixed';
}

/** Is a share of the members enough for a family, a clan or a community? */
export function shareReached(
  n: { members: number; reached: number },
  rule: { share: number; minMembers: number },
): boolean {
  return n.members >= rule.minMembers && n.reached >= n.members * rule.share;
}

/**
 * The next skill to learn: its prerequisites are counted, it is not; essential ones first, in the
 * order of lessons. Null when all are counted.
 */
export function nextSkill(codes: ReadonlySet<string>, skills: readonly Skill[]): Skill | null {
  const open = skills
    .filter((s) => !codes.has(s.code) && s.prerequisites.every((p) => codes.has(p)))
    .sort((a, b) => Number(b.essential) - Number(a.essential) || a.lessonOrder - b.lessonOrder);
  return open[0] ?? null;
}
