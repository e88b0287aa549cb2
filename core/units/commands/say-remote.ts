import { authorise } from '@suotdoi/core/accounts';
import { audit, type Ctx, change, Refusal, readSheet } from '@suotdoi/core/ground';
import { sql } from 'kysely';
import { NATION } from '../model.ts';
import { readRemote, unknownCodes } from '../remote-list.ts';
import { raiseRevision } from './raise-revision.ts';

export interface RemoteSaid {
  readonly remote: number;
  readonly others: number;
  /** Of how many communes something else, or nothing, was said before. */
  readonly changed: number;
}

/**
 * Says which communes are remote, on the border or islands, from a list; every other commune of
 * today is not. All or nothing: each bad row is a fault whose path is its line. Figures by
 * remoteness follow, for all months.
 */
export async function sayRemote(
  ctx: Ctx,
  { bytes, source }: { bytes: Uint8Array; source: string },
): Promise<RemoteSaid> {
  await authorise(ctx, 'units.edit', NATION);
  const { listed, faults } = readRemote(await readSheet(bytes));
  return change(ctx, async (ctx) => {
    const { rows: communes } = await sql<{ code: string }>`
      select code from units.v_unit where level = 'commune' and valid_to is null
    `.execute(ctx.db);
    const known = new Set(communes.map(({ code }) => code));
    const all = [...faults, ...unknownCodes(listed, known)];
    if (all.length > 0) throw new Refusal('invalid', 'units.list_has_faults', { faults: all });
    const remote = new Set(listed.map(({ code }) => code));
    const said = [...known].map((code) => ({ code, remote: remote.has(code) }));
    const { rows: changed } = await sql`
      insert into units.remoteness as r (code, remote, source, said)
      select code, remote, ${source}, ${ctx.now}
      from json_to_recordset(${JSON.stringify(said)}::json) as s(code text, remote boolean)
      on conflict (code) do update set remote = excluded.remote, source = excluded.source,
        said = excluded.said
      where r.remote <> excluded.remote
      returning code`.execute(ctx.db);
    if (changed.length > 0) await raiseRevision(ctx.db);
    const done = {
      remote: remote.size,
      others: known.size - remote.size,
      changed: changed.length,
    };
    await audit(ctx, 'units.remote', { unit: NATION, detail: { ...done, source } });
    return done;
  });
}
