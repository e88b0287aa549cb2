import { authorise } from '@suotdoi/core/accounts';
import { type Ctx, dayOf, Refusal } from '@suotdoi/core/ground';
import { sql } from 'kysely';
import { skills, standards } from '../model.ts';
import { missingFor, neededFor, nextSkill, standardOn } from '../rules.ts';

/** How far one person is: what counts, what is lacking, what to learn next. */
export interface PersonStanding {
  /** Codes of the skills that count so far. */
  readonly counted: readonly string[];
  readonly next: string | null;
  readonly missing: { readonly essential: readonly string[]; readonly others: number };
  /** How many skills the standard asks for. */
  readonly needed: number;
  readonly reached: Date | null;
}

/**
 * For those who teach the person and must know what comes next: one's own, or within a reader's
 * `people.see`. The acts behind it are `personSource`.
 * @throws Refusal `missing` people.unknown_person
 */
export async function personStanding(ctx: Ctx, person: string): Promise<PersonStanding> {
  const { rows } = await sql<{ unit: string; counted: string[]; reached: Date | null }>`
    select r.unit, s.reached,
      coalesce((select json_agg(k ->> 'skill') from json_array_elements(s.skills) k), '[]')
        as counted
    from people.v_residence r
    left join standing.person s on s.shard = r.shard and s.person = r.person
    where r.person = ${person}::uuid and r.to_date is null
  `.execute(ctx.db);
  const found = rows[0];
  if (!found) throw new Refusal('missing', 'people.unknown_person');
  const self = ctx.actor.kind === 'account' && ctx.actor.person?.person === person;
  if (!self) await authorise(ctx, 'people.see', found.unit);
  const codes = new Set(found.counted);
  const rule = standardOn(dayOf(ctx.now), standards);
  return {
    counted: found.counted,
    next: nextSkill(codes, skills)?.code ?? null,
    missing: missingFor(codes, skills, rule),
    needed: neededFor(skills, rule),
    reached: found.reached,
  };
}
