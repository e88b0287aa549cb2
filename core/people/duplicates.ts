import { authorise, scopeUnits } from '@suotdoi/core/accounts';
import { type Ctx, Refusal } from '@suotdoi/core/ground';
import { sql } from 'kysely';
import { undoableSince } from './commands/merge-people.ts';
import { uuid } from './model.ts';

/** Why two people are thought to be one, the strongest reason first. */
export type LikenessReason = 'identity' | 'village' | 'commune';

export interface DuplicatePair {
  readonly why: LikenessReason;
  readonly people: readonly [LikePerson, LikePerson];
}

interface LikePerson {
  readonly person: string;
  readonly name: string;
  readonly birthYear: number;
  readonly village: string;
}

/** A merge that can still be undone. */
interface RecentMerge {
  readonly person: string;
  readonly name: string;
  readonly kept: string;
  readonly keptName: string;
  readonly village: string;
  readonly at: Date;
}

export interface DuplicateList {
  readonly pairs: DuplicatePair[];
  readonly more: boolean;
  readonly merges: RecentMerge[];
}

const PAIRS_PER_PAGE = 40;
const MERGES_SHOWN = 50;

/**
 * People of the reader's own place who may be one: the same identity number (known at the hub
 * alone), or the same name (without marks) and birth year in one village or one commune. Different
 * numbers, or different last digits, say that they are two.
 */
export async function duplicateList(ctx: Ctx, { page = 1 } = {}): Promise<DuplicateList> {
  const scope = scopeUnits(ctx.actor, 'people.register');
  const [found, merges] = await Promise.all([pairsWithin(ctx, scope, page), mergesOf(ctx, scope)]);
  return { pairs: found.slice(0, PAIRS_PER_PAGE), more: found.length > PAIRS_PER_PAGE, merges };
}

async function pairsWithin(
  ctx: Ctx,
  scope: readonly string[],
  page: number,
): Promise<DuplicatePair[]> {
  const side = (who: 'a' | 'b') => {
    const of = sql.ref(who);
    return sql`json_build_object('person', ${of}.id, 'name', ${of}.name,
      'birthYear', ${of}.birth_year, 'village', ${of}.village)`;
  };
  const { rows } = await sql<DuplicatePair>`
    with here as materialized (
      select p.shard, p.id, p.name, p.search, p.birth_year, p.id_last3, r.unit, u.name as village,
        u.parent, i.hash
      from people.residence r
      join people.person p on p.shard = r.shard and p.id = r.person
      join units.v_unit u on u.code = r.unit
      left join people.identity i on i.shard = p.shard and i.person = p.id
      where r.to_date is null and r.unit in (select unit from units.v_ancestry
          where valid_to is null and ancestor = any(${scope}::text[]))
        and not exists (select 1 from people.merged m where m.person = p.id)),
    pairs as (
      select 'identity' as why, a.id as a, b.id as b
      from here a join here b on b.hash = a.hash and a.id < b.id
      union all
      select case when a.unit = b.unit then 'village' else 'commune' end, a.id, b.id
      from here a
      join here b on b.search = a.search and b.birth_year = a.birth_year and b.parent = a.parent
        and a.id < b.id and coalesce(a.id_last3 = b.id_last3, true)
        and (a.hash is null or b.hash is null))
    select why, json_build_array(${side('a')}, ${side('b')}) as people
    from pairs k join here a on a.id = k.a join here b on b.id = k.b
    where not exists (select 1 from people.told_apart t where t.a = k.a and t.b = k.b)
    order by array_position(array['identity', 'village', 'commune'], why), a.search, k.a, k.b
    limit ${PAIRS_PER_PAGE + 1} offset ${(page - 1) * PAIRS_PER_PAGE}
  `.execute(ctx.db);
  return rows;
}

async function mergesOf(ctx: Ctx, scope: readonly string[]): Promise<RecentMerge[]> {
  const { rows } = await sql<RecentMerge>`
    select m.person, p.name, m.kept, k.name as "keptName", u.name as village, m.at
    from people.merged m
    join people.person p on p.shard = m.shard and p.id = m.person
    join people.person k on k.shard = m.kept_shard and k.id = m.kept
    join people.residence r on r.shard = p.shard and r.person = p.id and r.to_date is null
    join units.v_unit u on u.code = r.unit
    where m.at > ${undoableSince(ctx)} and r.unit in (select unit from units.v_ancestry
      where valid_to is null and ancestor = any(${scope}::text[]))
    order by m.at desc, m.person limit ${MERGES_SHOWN}
  `.execute(ctx.db);
  return rows;
}

/** One of two people, as much as helps to tell them apart. */
export interface ComparedPerson extends LikePerson {
  readonly unit: string;
  readonly sex: 'female' | 'male' | null;
  readonly ethnicity: string | null;
  readonly disability: boolean | null;
  readonly idLast3: string | null;
  readonly consent: string | null;
  /** Where they lived, newest first: names of places with their days. */
  readonly residences: { village: string; from: string; to: string | null }[];
  readonly family: string | null;
  readonly relatives: string[];
  readonly groups: string[];
  readonly created: string;
  readonly hasAccount: boolean;
}

/**
 * Two people side by side, in the order asked, for those who may register people where both live.
 * @throws Refusal `missing` people.unknown_person, also when one of them is merged already
 */
export async function duplicatePair(
  ctx: Ctx,
  ids: readonly [string, string],
): Promise<[ComparedPerson, ComparedPerson]> {
  const known = ids.filter((id) => uuid.safeParse(id).success);
  const { rows } = await sql<ComparedPerson>`
    select p.id as person, p.name, p.birth_year as "birthYear", r.unit, u.name as village, p.sex,
      p.ethnicity, p.disability, p.id_last3 as "idLast3", v.consent, f.name as family,
      (select json_agg(json_build_object('village', xu.name, 'from', x.from_date,
          'to', x.to_date) order by x.from_date desc)
        from people.residence x join units.v_unit xu on xu.code = x.unit
        where x.shard = p.shard and x.person = p.id) as residences,
      coalesce((select json_agg(o.name order by m.role, o.birth_year)
        from people.membership m
        join people.person o on o.shard = m.person_shard and o.id = m.person
        where m.shard = f.shard and m.collective = f.id and m.to_date is null
          and o.id <> p.id), '[]') as relatives,
      coalesce((select json_agg(c.name order by c.name) from people.membership m
        join people.collective c on c.shard = m.shard and c.id = m.collective
          and c.kind <> 'family'
        where m.person = p.id and m.to_date is null), '[]') as groups,
      p.created, exists (select 1 from accounts.v_account a where a.person = p.id) as "hasAccount"
    from people.person p
    join people.residence r on r.shard = p.shard and r.person = p.id and r.to_date is null
    join people.v_person v on v.shard = p.shard and v.id = p.id
    join units.v_unit u on u.code = r.unit
    left join lateral (select c.shard, c.id, c.name from people.membership m
      join people.collective c on c.shard = m.shard and c.id = m.collective and c.kind = 'family'
      where m.person = p.id and m.to_date is null limit 1) f on true
    where p.id = any(${known}::uuid[])
      and not exists (select 1 from people.merged m where m.person = p.id)
  `.execute(ctx.db);
  const [one, other] = ids.map((id) => rows.find(({ person }) => person === id));
  if (!one || !other || one === other) throw new Refusal('missing', 'people.unknown_person');
  await authorise(ctx, 'people.register', one.unit);
  await authorise(ctx, 'people.register', other.unit);
  return [one, other];
}
