import { unitsFile } from '@suotdoi/content';
import { type Ctx, change, foldText } from '@suotdoi/core/ground';
import { unitsContent } from './model.ts';
import { ancestryOf, rowsOf } from './rules.ts';

/**
 * Writes the list of units that the product ships, once: what is there already is left as it is.
 * Called at every start and when the tests' template is made.
 */
export async function loadShippedUnits(ctx: Ctx): Promise<void> {
  const content = unitsContent.parse(unitsFile);
  const rows = rowsOf(content);
  const from = content.validFrom;
  await change(ctx, async ({ db }) => {
    await db
      .insertInto('units.unit')
      .values(rows.map(({ code, level }) => ({ code, level, valid_from: from })))
      .onConflict((c) => c.doNothing())
      .execute();
    await db
      .insertInto('units.unit_version')
      .values(
        rows.map((row) => ({
          code: row.code,
          valid_from: from,
          parent: row.parent,
          kind: row.kind,
          name: row.name,
          name_en: row.nameEn,
          search: foldText(row.name),
          position: row.position,
        })),
      )
      .onConflict((c) => c.doNothing())
      .execute();
    await db
      .insertInto('units.ancestry')
      .values(
        ancestryOf(rows).map(({ unit, ancestor, level }) => ({
          unit,
          ancestor,
          ancestor_level: level,
          valid_from: from,
        })),
      )
      .onConflict((c) => c.doNothing())
      .execute();
  });
}
