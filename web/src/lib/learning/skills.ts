import { type Skill, skillByCode, skillGroups, skills } from '@suotdoi/core/standing/model';
import type { Locale } from '@suotdoi/messages';

/** A skill's name; a code that is not in the list is shown as it is. */
export function skillName(locale: Locale, code: string): string {
  return skillByCode.get(code)?.[locale] ?? code;
}

/** The same in two or three words, for sheets. */
export function shortName(locale: Locale, code: string): string {
  return skillByCode.get(code)?.short[locale] ?? code;
}

/** What the instructor looks for. */
export function observed(locale: Locale, skill: Skill): string {
  return locale === 'vi' ? skill.observe : skill.observeEn;
}

export function notCounted(locale: Locale, skill: Skill): string {
  return locale === 'vi' ? skill.doesNotCount : skill.doesNotCountEn;
}

/** A group of skills, in the order in which they are taught. */
export interface SkillGroup {
  readonly id: number;
  readonly name: string;
  readonly skills: readonly Skill[];
}

export function groupsOfSkills(locale: Locale): SkillGroup[] {
  return skillGroups.map((group) => ({
    id: group.id,
    name: group[locale],
    skills: skills
      .filter((skill) => skill.group === group.id)
      .sort((a, b) => a.lessonOrder - b.lessonOrder),
  }));
}
