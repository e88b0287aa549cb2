import { authorise, isAllowed, scopeUnits } from '@suotdoi/core/accounts';
import { type Ctx, foldText, type PersonKey, Refusal } from '@suotdoi/core/ground';
import { sql } from 'kysely';
import { type ConsentAnswer, type ConsentAsked, uuid } from './model.ts';

export interface PersonRow {
  readonly shard: string;
  readonly person: string;
  readonly name: string;
  readonly birthYear: number;
  readonly unit: string;
  readonly village: string;
  readonly family: string | null;
  /** given, refused, withdrawn, or null: not asked yet. */
  readonly consent: string | null;
}

const PEOPLE_PER_PAGE = 50;

export interface PeopleFilter {
  /** Parts of a name, without regard to marks or case. */
  readonly words?: string | undefined;
  /** Only people who live in this unit. */
  readonly unit?: string | undefined;
  readonly page?: number | undefined;
  /** People listed first, found or not: those a form has already chosen. */
  readonly first?: readonly string[];
}

/**
 * People living within the reader's scope, `PEOPLE_PER_PAGE` a page: those whose name has the very
 * words first, then by given name. `more` says whether another page follows.
 */
export async function peopleList(
  ctx: Ctx,
  filter: PeopleFilter,
): Promise<{ people: PersonRow[]; more: boolean }> {
  const scope = scopeUnits(ctx.actor, 'people.see');
  const first = (filter.first ?? []).filter((id) => uuid.safeParse(id).success);
  const within = filter.unit ? [filter.unit] : scope;
  const asked = foldText(filter.words ?? '');
  const words = `%${asked.replaceAll(' ', '% %')}%`;
  const { rows } = await sql<PersonRow>`
    select p.shard, p.id as person, p.name, p.birth_year as "birthYear", r.unit, u.name as village,
      (select c.name from people.membership m
        join people.collective c on c.shard = m.shard and c.id = m.collective and c.kind = 'family'
        where m.person = p.id and m.to_date is null limit 1) as family,
      v.consent
    from people.residence r
    join people.person p on p.shard = r.shard and p.id = r.person
    join people.v_person v on v.shard = p.shard and v.id = p.id
    join units.v_unit u on u.code = r.unit
    where r.to_date is null
      and not exists (select 1 from people.merged m where m.person = p.id)
      and (p.id = any(${first}::uuid[]) or (p.search like ${words}
        and r.unit in (select unit from units.v_ancestry
          where valid_to is null and ancestor = any(${within}::text[]))))
      and r.unit in (select unit from units.v_ancestry
        where valid_to is null and ancestor = any(${scope}::text[]))
    order by p.id = any(${first}::uuid[]) desc, ' ' || p.search || ' ' like ${`% ${asked} %`} desc,
      p.name_order collate "vi-VN-x-icu", p.birth_year, p.id
    limit ${PEOPLE_PER_PAGE + 1} offset ${((filter.page ?? 1) - 1) * PEOPLE_PER_PAGE}
  `.execute(ctx.db);
  return { people: rows.slice(0, PEOPLE_PER_PAGE), more: rows.length > PEOPLE_PER_PAGE };
}

/** An answer to the question of consent, and how it was asked. */
interface Answered {
  readonly answer: ConsentAnswer;
  readonly wording: string;
  readonly way: ConsentAsked['way'];
  readonly witness: string | null;
  readonly guardian: string | null;
  /** A moment, ISO. */
  readonly at: string;
}

export interface PersonPage extends PersonRow {
  readonly version: number;
  readonly sex: 'female' | 'male' | null;
  /** Of an identity number, if one was given. */
  readonly idLast3: string | null;
  /** The reader may correct, move and ask this person. */
  readonly mayChange: boolean;
  readonly residences: { unit: string; village: string; from: string; to: string | null }[];
  readonly consents: Answered[];
  /** The family's id, for its page. */
  readonly familyId: string | null;
  readonly familyMembers: { shard: string; person: string; name: string; birthYear: number }[];
}

/**
 * One person with where they lived, what they answered and whom they live with. Asked for somebody
 * who was merged into another, it is the other's page.
 */
export async function personPage(ctx: Ctx, person: string): Promise<PersonPage> {
  const page = uuid.safeParse(person).success ? await readPerson(ctx, person) : undefined;
  if (!page) throw new Refusal('missing', 'people.unknown_person');
  if (!isSelf(ctx, page)) await authorise(ctx, 'people.see', page.unit);
  return { ...page, mayChange: await isAllowed(ctx, 'people.register', page.unit) };
}

async function readPerson(ctx: Ctx, person: string): Promise<PersonPage | undefined> {
  const { rows } = await sql<PersonPage>`
    select p.shard, p.id as person, p.name, p.birth_year as "birthYear", p.sex, p.version, r.unit,
      p.id_last3 as "idLast3", u.name as village, v.consent, f.name as family, f.id as "familyId",
      (select json_agg(json_build_object('unit', x.unit, 'village', xu.name,
          'from', x.from_date, 'to', x.to_date) order by x.from_date desc)
        from people.residence x join units.v_unit xu on xu.code = x.unit
        where x.shard = p.shard and x.person = p.id) as residences,
      coalesce((select json_agg(json_build_object('answer', c.answer, 'wording', c.wording,
          'way', c.way, 'witness', c.witness, 'guardian', c.guardian, 'at', c.at) order by c.at desc, c.id desc)
        from people.consent c where c.shard = p.shard and c.person = p.id), '[]') as consents,
      coalesce((select json_agg(json_build_object('shard', o.shard, 'person', o.id,
          'name', o.name, 'birthYear', o.birth_year) order by m.role, o.birth_year)
        from people.membership m
        join people.person o on o.shard = m.person_shard and o.id = m.person
        where m.shard = f.shard and m.collective = f.id and m.to_date is null), '[]')
        as "familyMembers"
    from people.person p
    join people.residence r on r.shard = p.shard and r.person = p.id and r.to_date is null
    join people.v_person v on v.shard = p.shard and v.id = p.id
    join units.v_unit u on u.code = r.unit
    left join lateral (select c.shard, c.id, c.name from people.membership m
      join people.collective c on c.shard = m.shard and c.id = m.collective and c.kind = 'family'
      where m.person = p.id and m.to_date is null limit 1) f on true
    where p.id = coalesce((select kept from people.merged where person = ${person}::uuid),
      ${person}::uuid)
  `.execute(ctx.db);
  return rows[0];
}

/** The people of a session sheet: who they are, where they live, whether they may be recorded. */
export async function peopleByKey(ctx: Ctx, keys: readonly PersonKey[]): Promise<PersonRow[]> {
  const { rows } = await sql<PersonRow>`
    select p.shard, p.id as person, p.name, p.birth_year as "birthYear", r.unit,
      u.name as village, null as family, v.consent
    from people.person p
    join people.residence r on r.shard = p.shard and r.person = p.id and r.to_date is null
    join people.v_person v on v.shard = p.shard and v.id = p.id
    join units.v_unit u on u.code = r.unit
    where p.id = any(${keys.map((k) => k.person)}::uuid[])
  `.execute(ctx.db);
  return rows;
}

/** For machines: the shards of the people known here. No names. */
export async function shardsOf(ctx: Ctx, people: readonly string[]): Promise<Map<string, string>> {
  const rows = await ctx.db
    .selectFrom('people.person')
    .select(['id', 'shard'])
    .where('id', 'in', [...people])
    .execute();
  return new Map(rows.map(({ id, shard }) => [id, shard]));
}

function isSelf(ctx: Ctx, key: { person: string }): boolean {
  return ctx.actor.kind === 'account' && ctx.actor.person?.person === key.person;
}
