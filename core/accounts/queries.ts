import { type Ctx, dayOf, type PersonKey, type RoleName } from '@suotdoi/core/ground';
import { sql } from 'kysely';
import { authorise, within } from './authorise.ts';
import { grantScope } from './rules.ts';

/** A person who works with this node, and the roles they hold today within the unit asked for. */
export interface ListedAccount {
  readonly id: string;
  readonly name: string;
  readonly username: string;
  readonly roles: readonly {
    readonly id: string;
    readonly role: RoleName;
    readonly unit: string;
    readonly unitName: string;
    readonly until: string | null;
  }[];
}

/** Longest list shown; a unit with more is looked at part by part. */
const LIST_MAX = 200;

/**
 * Accounts that hold a role at the unit or within it today, by given name. Citizens' accounts
 * are left out: the one who keeps accounts needs no list of the people.
 * `more`: there are others, not shown; look at the units below.
 * @throws Refusal `unknown` accounts.sign_in_first, `forbidden` accounts.not_allowed
 */
export async function accountList(
  ctx: Ctx,
  unit: string,
): Promise<{ rows: ListedAccount[]; more: boolean }> {
  await authorise(ctx, 'accounts.grant', unit);
  const today = dayOf(ctx.now);
  const { rows } = await sql<ListedAccount>`
    select u.id, u.name, u.username,
           jsonb_agg(jsonb_build_object('id', r.id, 'role', r.role, 'unit', r.unit,
             'unitName', coalesce(n.name, r.unit), 'until', r.to_date)
             order by r.unit, r.role) as roles
    from units.v_ancestry a
    join accounts.role r on r.unit = a.unit
    join accounts."user" u on u.id = r.user_id
    left join units.v_unit n on n.code = r.unit
    where a.ancestor = ${unit} and a.valid_to is null and r.role <> 'citizen'
      and r.from_date <= ${today}::date and (r.to_date is null or r.to_date > ${today}::date)
    group by u.id
    order by regexp_replace(u.name, '^.* ', '') collate "vi-VN-x-icu",
             u.name collate "vi-VN-x-icu", u.id
    limit ${LIST_MAX + 1}`.execute(ctx.db);
  return { rows: rows.slice(0, LIST_MAX), more: rows.length > LIST_MAX };
}

/** Whether anybody administers this node yet: if not, the program prints an invitation. */
export async function hasAdministrator(ctx: Ctx): Promise<boolean> {
  const today = dayOf(ctx.now);
  const found = await ctx.db
    .selectFrom('accounts.role')
    .select('id')
    .where('role', '=', 'administrator')
    .where((e) => e.or([e('to_date', 'is', null), e('to_date', '>', today)]))
    .limit(1)
    .executeTakeFirst();
  return found !== undefined;
}

/**
 * The account that speaks for a person, for those who give citizens theirs there; null if there is
 * none, or the actor may not.
 */
export async function accountOfPerson(
  ctx: Ctx,
  { shard, person, unit }: PersonKey & { unit: string },
): Promise<{ id: string; username: string | null } | null> {
  if (!(await within(ctx, unit, grantScope(ctx.actor, 'citizen')))) return null;
  const found = await ctx.db
    .selectFrom('accounts.v_account')
    .select(['id', 'username'])
    .where('shard', '=', shard)
    .where('person', '=', person)
    .executeTakeFirst();
  return found?.id ? { id: found.id, username: found.username } : null;
}

/** Which of these accounts hold a role today. For lists that have authorised. */
export async function holdersAmong(
  ctx: Ctx,
  accounts: readonly string[],
  role: RoleName,
): Promise<Set<string>> {
  if (accounts.length === 0) return new Set();
  const today = dayOf(ctx.now);
  const rows = await ctx.db
    .selectFrom('accounts.role')
    .select('user_id')
    .where('user_id', 'in', [...accounts])
    .where('role', '=', role)
    .where((e) => e.or([e('to_date', 'is', null), e('to_date', '>', today)]))
    .execute();
  return new Set(rows.map((row) => row.user_id));
}
