import { authorise, isAllowed, may, scopeUnits } from '@suotdoi/core/accounts';
import { type Ctx, foldText, Refusal } from '@suotdoi/core/ground';
import { sql } from 'kysely';
import type { GroupKind, GroupRole } from './group-model.ts';
import { uuid } from './model.ts';

export interface GroupRow {
  readonly id: string;
  readonly kind: GroupKind;
  readonly name: string;
  readonly unit: string;
  readonly place: string;
  /** Members today. */
  readonly members: number;
}

const GROUPS_PER_PAGE = 50;

interface GroupFilter {
  readonly kind?: GroupKind | undefined;
  readonly words?: string | undefined;
  readonly page?: number | undefined;
}

/**
 * Groups at a unit within the reader's scope, or with a member who lives there. With words, clans
 * that are counted elsewhere are found too: their people may live here. `more`: a page follows.
 */
export async function groupList(
  ctx: Ctx,
  { kind, words = '', page = 1 }: GroupFilter,
): Promise<{ groups: GroupRow[]; more: boolean }> {
  const scope = scopeUnits(ctx.actor, 'people.see');
  const asked = foldText(words);
  const anywhere = asked !== '' && may(ctx.actor, 'people.register');
  const { rows } = await sql<GroupRow>`
    with inside as materialized (select unit from units.v_ancestry
      where valid_to is null and ancestor = any(${scope}::text[]))
    select c.id, c.kind, c.name, c.unit, u.name as place,
      (select count(*)::int from people.membership m where m.shard = c.shard
        and m.collective = c.id and m.to_date is null) as members
    from people.collective c join units.v_unit u on u.code = c.unit
    where c.kind <> 'family' and c.to_date is null
      and (${kind ?? null}::text is null or c.kind = ${kind ?? null})
      and c.search like ${`%${asked}%`}
      and (c.unit in (select unit from inside) or (${anywhere} and c.kind = 'clan')
        or exists (select 1 from people.membership m
          join people.residence r on r.shard = m.person_shard and r.person = m.person
            and r.to_date is null
          where m.shard = c.shard and m.collective = c.id and m.to_date is null
            and r.unit in (select unit from inside)))
    order by c.kind, c.name collate "vi-VN-x-icu", c.id
    limit ${GROUPS_PER_PAGE + 1} offset ${(page - 1) * GROUPS_PER_PAGE}
  `.execute(ctx.db);
  return { groups: rows.slice(0, GROUPS_PER_PAGE), more: rows.length > GROUPS_PER_PAGE };
}

export interface GroupMember {
  readonly shard: string;
  readonly person: string;
  /** Null where the reader may not see people by name. */
  readonly name: string | null;
  readonly birthYear: number | null;
  readonly village: string | null;
  readonly role: GroupRole;
  readonly from: string;
  readonly to: string | null;
}

export interface GroupPage extends Omit<GroupRow, 'members'> {
  readonly from: string;
  /** Members today first, then those who left. */
  readonly members: GroupMember[];
  /** The reader keeps this group. */
  readonly mayChange: boolean;
  /** The reader may add and take out the people of their own place. */
  readonly mayAddOwn: boolean;
}

/**
 * A group with its members and their dates. Members who live where the reader sees nobody by name
 * have none. Any officer who registers people may open a clan, because clans span communes.
 * @throws Refusal `missing` people.unknown_group, `forbidden` accounts.not_allowed
 */
export async function groupPage(ctx: Ctx, id: string): Promise<GroupPage> {
  const page = uuid.safeParse(id).success ? await readGroup(ctx, id) : undefined;
  if (!page) throw new Refusal('missing', 'people.unknown_group');
  const clanOfAll = page.kind === 'clan' && may(ctx.actor, 'people.register');
  const someHere = page.members.some(({ name }) => name !== null);
  if (!clanOfAll && !someHere) await authorise(ctx, 'people.see', page.unit);
  const mayChange = await isAllowed(ctx, 'people.register', page.unit);
  return { ...page, mayChange, mayAddOwn: mayChange || clanOfAll };
}

type Row = Omit<GroupPage, 'mayChange' | 'mayAddOwn'>;

async function readGroup(ctx: Ctx, id: string): Promise<Row | undefined> {
  const scope = scopeUnits(ctx.actor, 'people.see');
  const { rows } = await sql<Row>`
    select c.id, c.kind, c.name, c.unit, u.name as place, c.from_date as "from",
      coalesce((select json_agg(json_build_object('shard', m.person_shard, 'person', m.person,
          'name', case when s.seen then p.name end, 'village', case when s.seen then s.village end,
          'birthYear', case when s.seen then p.birth_year end, 'role', m.role,
          'from', m.from_date, 'to', m.to_date)
          order by m.to_date desc nulls first, p.name_order collate "vi-VN-x-icu", p.id)
        from people.membership m
        join people.person p on p.shard = m.person_shard and p.id = m.person
        left join lateral (select v.name as village, exists (select 1 from units.v_ancestry a
            where a.unit = r.unit and a.valid_to is null
              and a.ancestor = any(${scope}::text[])) as seen
          from people.residence r join units.v_unit v on v.code = r.unit
          where r.shard = p.shard and r.person = p.id and r.to_date is null limit 1) s on true
        where m.shard = c.shard and m.collective = c.id
          and (m.to_date is null or m.to_date > m.from_date)), '[]') as members
    from people.collective c join units.v_unit u on u.code = c.unit
    where c.id = ${id}::uuid and c.kind <> 'family'
  `.execute(ctx.db);
  return rows[0];
}
