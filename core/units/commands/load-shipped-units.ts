import { unitsFile } from '@suotdoi/content';
import { type Ctx, change, foldText } from '@suotdoi/core/ground';
import { unitsContent } from '../model.ts';
import { ancestryOf, rowsOf, type UnitRow } from '../rules.ts';
import { raiseRevision } from './raise-revision.ts';

/**
 * Writes the units that the product ships and that are not known yet; what is there is left as it
 * is. Called at every start and when the tests' template is made.
 */
export async function loadShippedUnits(ctx: Ctx): Promise<void> {
  const content = unitsContent.parse(unitsFile);
  const shipped = rowsOf(content);
  const from = content.validFrom;
  await change(ctx, async ({ db }) => {
    const added = await db
      .insertInto('units.unit')
      .values(shipped.map(({ code, level }) => ({ code, level, valid_from: from })))
      .onConflict((c) => c.doNothing())
      .returning('code')
      .execute();
    if (added.length === 0) return;
    const fresh = new Set(added.map((a) => a.code));
    const rows = shipped.filter((row) => fresh.has(row.code));
    await db
      .insertInto('units.unit_version')
      .values(rows.map((row) => versionOf(row, from)))
      .execute();
    const pairs = ancestryOf(shipped).filter(({ unit }) => fresh.has(unit));
    await db
      .insertInto('units.ancestry')
      .values(
        pairs.map(({ unit, ancestor, level }) => ({
          unit,
          ancestor,
          ancestor_level: level,
          valid_from: from,
        })),
      )
      .execute();
    await raiseRevision(db);
  });
}

function versionOf({ code, parent, kind, name, nameEn, position }: UnitRow, from: string) {
  const search = foldText(name);
  return { code, valid_from: from, parent, kind, name, name_en: nameEn, search, position };
}
