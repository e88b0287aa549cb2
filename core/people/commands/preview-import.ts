import { authorise } from '@suotdoi/core/accounts';
import { actorId, type Ctx, change, newId, parse, Refusal, readSheet } from '@suotdoi/core/ground';
import { levelOf } from '@suotdoi/core/units';
import { heldIdKeys } from '../identity/keys.ts';
import { sealerOf } from '../identity/seal.ts';
import { findHead, withoutSecrets } from '../import/columns.ts';
import { keptImport, waitingSince } from '../import/kept-import.ts';
import { importMapping } from '../model.ts';

export interface SheetToImport {
  readonly bytes: Uint8Array;
  /** A commune, or the one village where everybody of the sheet lives. */
  readonly unit: string;
  /** The file's name, for finding it again. */
  readonly file?: string;
  /** Which columns hold what (an `importMapping`), where the headings do not say. */
  readonly mapping?: unknown;
}

const MOST_ROWS = 20_000;

/**
 * Takes in a sheet of people to look at; nobody is registered. Returns its id for `importPage`,
 * `mapImport` and `applyImport`. It waits seven days. Telephone numbers and the identity numbers
 * but for three digits are not kept even then, or sealed. Refuses what `readSheet` refuses, `invalid`
 * people.import_place, people.import_nobody and people.import_too_long.
 */
export async function previewImport(ctx: Ctx, sheet: SheetToImport): Promise<string> {
  await authorise(ctx, 'people.register', sheet.unit);
  if (!['commune', 'village'].includes(levelOf(sheet.unit)))
    throw new Refusal('invalid', 'people.import_place');
  const rows = await readSheet(sheet.bytes);
  if (rows.length === 0) throw new Refusal('invalid', 'people.import_nobody');
  if (rows.length > MOST_ROWS) throw new Refusal('invalid', 'people.import_too_long');
  const head = findHead(rows);
  const mapping = sheet.mapping ? parse(importMapping, sheet.mapping) : head.mapping;
  const keys = heldIdKeys();
  const kept = withoutSecrets(rows, head, keys && sealerOf(keys));
  const id = newId();
  await change(ctx, async ({ db }) => {
    await db.deleteFrom('people.import').where('created', '<=', waitingSince(ctx)).execute();
    await db
      .insertInto('people.import')
      .values({
        ...{ id, unit: sheet.unit, file: (sheet.file ?? '').slice(0, 200) },
        head_rows: head.rows,
        headings: JSON.stringify(head.headings),
        mapping: JSON.stringify(mapping),
        rows: JSON.stringify(kept.rows),
        sealed: JSON.stringify(kept.sealed),
        ...{ people: 0, families: 0, created: ctx.now, created_by: actorId(ctx.actor) },
      })
      .execute();
  });
  return id;
}

/** Chooses the columns of a sheet anew. `mapping` is an `importMapping`. */
export async function mapImport(ctx: Ctx, id: string, mapping: unknown): Promise<void> {
  const chosen = parse(importMapping, mapping);
  await change(ctx, async (ctx) => {
    await keptImport(ctx, id, true);
    await ctx.db
      .updateTable('people.import')
      .set({ mapping: JSON.stringify(chosen) })
      .where('id', '=', id)
      .execute();
  });
}

/** Throws a sheet away before it is applied. People who were registered from it stay. */
export async function dropImport(ctx: Ctx, id: string): Promise<void> {
  await change(ctx, async (ctx) => {
    await keptImport(ctx, id, true);
    await ctx.db.deleteFrom('people.import').where('id', '=', id).execute();
  });
}
