import { type Ctx, monthOf } from '@suotdoi/core/ground';
import { skillOf } from '@suotdoi/core/record/model';
import { sql } from 'kysely';
import { skillByCode } from '../model.ts';
import type { SkillAct } from '../rules.ts';

/** The live acts of a person. */
export interface Acts {
  /** Of skills, with their grades. */
  readonly acts: readonly SkillAct[];
  /** All, of skills or not. */
  readonly actCount: number;
  readonly lastAct: string | null;
  readonly activeMonths: readonly string[];
}

export const noActs: Acts = { acts: [], actCount: 0, lastAct: null, activeMonths: [] };

/** Acts as lines of text, the n-th line of each column being of the same act. */
interface ActLines {
  readonly person: string;
  readonly ids: string;
  readonly objects: string;
  readonly grades: string;
  readonly times: string;
  readonly units: string;
}

/**
 * One row a person, in which each column comes as lines of text: measured, that costs both sides
 * half of what arrays or JSON cost; no value holds an end of line. People are named twice, so that
 * their acts are looked up by index whatever the statistics say. Acts of somebody who was merged
 * are acts of the person they were merged into.
 */
export async function loadActs(ctx: Ctx, ids: readonly string[]): Promise<Map<string, Acts>> {
  const { rows } = await sql<ActLines>`
    with who as materialized (
      select u.id as person, u.id as counted from unnest(${ids}::uuid[]) as u (id)
      where not exists (select 1 from people.v_merged m where m.person = u.id)
      union all
      select m.person, m.kept from people.v_merged m where m.kept = any(${ids}::uuid[]))
    select w.counted as person, string_agg(s.id::text, E'\n') as ids,
      string_agg(s.object, E'\n') as objects, string_agg(coalesce(s.grade, ''), E'\n') as grades,
      string_agg(s.happened::text, E'\n') as times,
      string_agg(coalesce(s.unit, ''), E'\n') as units
    from record.v_act s join who w on w.person = s.person
    where s.person = any(array(select person from who))
    group by w.counted
  `.execute(ctx.db);
  return new Map(rows.map((lines) => [lines.person, actsIn(lines)]));
}

function actsIn(lines: ActLines): Acts {
  const times = lines.times.split('\n').map(millis);
  const [ids, objects] = [lines.ids.split('\n'), lines.objects.split('\n')];
  const [grades, units] = [lines.grades.split('\n'), lines.units.split('\n')];
  const acts = times.flatMap((at, i): SkillAct[] => {
    const [statement = '', grade = '', unit = ''] = [ids[i], grades[i], units[i]];
    const skill = grade ? skillOf(objects[i] ?? '') : null;
    if (!skill || !skillByCode.has(skill)) return [];
    return [{ statement, skill, grade, at: new Date(at).toISOString(), unit: unit || null }];
  });
  return {
    acts,
    actCount: times.length,
    lastAct: new Date(Math.max(...times)).toISOString(),
    activeMonths: [...new Set(times.map((at) => monthOf(new Date(at))))],
  };
}

/** "2026-10-04 02:00:00+00", as PostgreSQL writes a moment in UTC: the zone of all our sessions. */
function millis(text: string): number {
  return Date.parse(`${text.slice(0, 10)}T${text.slice(11, -3)}Z`);
}
