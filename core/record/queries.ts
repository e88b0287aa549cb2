import { authorise } from '@suotdoi/core/accounts';
import { type Ctx, Refusal } from '@suotdoi/core/ground';
import { sql } from 'kysely';
import { isUuid } from './formats.ts';

/** One statement of the record, for people who open a figure down to its act. */
export interface StatementView {
  readonly shard: string;
  readonly id: string;
  readonly person: string | null;
  readonly verb: string;
  readonly object: string;
  readonly grade: string | null;
  readonly unit: string | null;
  readonly registration: string | null;
  readonly happened: Date;
  readonly received: Date;
  /** Who wrote it: an account's id, `client:…` or `system:…`. */
  readonly client: string;
  /** The statement itself, JSON as it is kept. */
  readonly body: string;
  /** Id of the statement that voids it. */
  readonly voided_by: string | null;
}

/**
 * One statement with its body. Seen by those who hold `record.see` where it happened; one that
 * names no place, by those who hold it for the nation.
 * @throws Refusal `missing` record.no_statement
 */
export async function statementById(ctx: Ctx, id: string): Promise<StatementView> {
  const found = isUuid(id) ? await find(ctx, id) : undefined;
  await authorise(ctx, 'record.see', found?.unit ?? 'VN');
  if (!found) throw new Refusal('missing', 'record.no_statement');
  return found;
}

async function find({ db }: Ctx, id: string): Promise<StatementView | undefined> {
  const { rows } = await sql<StatementView>`
    select s.shard, s.id, s.person, s.verb, s.object, s.grade, s.unit, s.registration,
           s.happened, s.received, s.client, s.body::text as body, s.voided_by
    from record.statement_key k
    join record.v_statement s on s.shard = k.shard and s.id = k.id
    where k.id = ${id}`.execute(db);
  return rows[0];
}
