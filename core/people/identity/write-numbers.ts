import { actorId, type Ctx, type PersonKey } from '@suotdoi/core/ground';
import { sql } from 'kysely';
import { heldIdKeys } from './keys.ts';
import { idHash, openerOf } from './seal.ts';

export interface SealedNumber extends PersonKey {
  /** base64 */
  readonly sealed: string;
}

/** Keeps sealed numbers in place of those before; at the hub with their keyed hash. */
export async function writeNumbers(ctx: Ctx, numbers: readonly SealedNumber[]): Promise<void> {
  if (numbers.length === 0) return;
  await sql`
    insert into people.identity (shard, person, sealed, hash, at, by_account)
    select shard, person, decode(sealed, 'base64'), decode(hash, 'base64'), ${ctx.now},
      ${actorId(ctx.actor)}
    from json_to_recordset(${JSON.stringify(withHashes(numbers))}::json)
      as n(shard text, person uuid, sealed text, hash text)
    on conflict (shard, person) do update set sealed = excluded.sealed, hash = excluded.hash,
      at = excluded.at, by_account = excluded.by_account
  `.execute(ctx.db);
}

function withHashes(numbers: readonly SealedNumber[]): (SealedNumber & { hash: string | null })[] {
  const keys = heldIdKeys();
  const { hash } = keys ?? { hash: null };
  if (!keys || !hash) return numbers.map((n) => ({ ...n, hash: null }));
  const open = openerOf(keys);
  return numbers.map((n) => {
    const number = open(Buffer.from(n.sealed, 'base64'));
    return { ...n, hash: number && idHash(hash, number).toString('base64') };
  });
}

const BATCH = 5000;

/**
 * At the hub: hashes numbers that came sealed and without a hash. Returns how many. Elsewhere,
 * and for numbers sealed to keys that are not here, nothing happens.
 */
export async function hashNumbers(ctx: Ctx): Promise<number> {
  if (!heldIdKeys()?.hash) return 0;
  let after = '00000000-0000-0000-0000-000000000000';
  let hashed = 0;
  // batch: some thousand numbers a turn
  for (;;) {
    const { rows } = await sql<SealedNumber>`
      select shard, person, encode(sealed, 'base64') as sealed from people.identity
      where hash is null and person > ${after}::uuid order by person limit ${BATCH}
    `.execute(ctx.db);
    const known = withHashes(rows).filter(({ hash }) => hash);
    await sql`
      update people.identity i set hash = decode(n.hash, 'base64')
      from json_to_recordset(${JSON.stringify(known)}::json)
        as n(shard text, person uuid, sealed text, hash text)
      where i.shard = n.shard and i.person = n.person
        and i.sealed = decode(n.sealed, 'base64')`.execute(ctx.db);
    hashed += known.length;
    const last = rows.at(-1);
    if (!last || rows.length < BATCH) return hashed;
    after = last.person;
  }
}
