import { authorise } from '@suotdoi/core/accounts';
import { type Ctx, dayOf, Refusal, type SheetRow } from '@suotdoi/core/ground';
import { levelOf, villagesWithin } from '@suotdoi/core/units';
import { type ImportMapping, uuid } from '../model.ts';
import type { KnownVillage } from './cells.ts';
import { type ReadList, readList } from './read-list.ts';

/** A sheet that was handed in, as it is kept. */
export interface KeptImport {
  readonly id: string;
  readonly unit: string;
  readonly file: string;
  readonly headRows: number;
  readonly headings: readonly string[];
  readonly mapping: ImportMapping;
  /** Null once applied. */
  readonly rows: readonly SheetRow[] | null;
  /** Sealed identity numbers by "line:column" (base64). */
  readonly sealed: Readonly<Record<string, string>> | null;
  readonly people: number;
  readonly families: number;
  readonly applied: Date | null;
}

/** A sheet that waits to be applied is thrown away after this many days. */
const IMPORT_DAYS = 7;

/** The first moment of which sheets still wait. */
export function waitingSince({ now }: Ctx): Date {
  return new Date(now.getTime() - IMPORT_DAYS * 86_400_000);
}

/**
 * A sheet, for those who may register people at its unit; `lock` for changing it.
 * @throws Refusal `missing` people.unknown_import, also after its days are over
 */
export async function keptImport(ctx: Ctx, id: string, lock = false): Promise<KeptImport> {
  const query = ctx.db
    .selectFrom('people.import')
    .select(['id', 'unit', 'file', 'head_rows as headRows', 'headings', 'mapping', 'rows'])
    .select(['people', 'families', 'applied', 'sealed'])
    .where('id', '=', uuid.safeParse(id).success ? id : null)
    .where('created', '>', waitingSince(ctx));
  const row = await (lock ? query.forUpdate() : query).executeTakeFirst();
  if (!row) throw new Refusal('missing', 'people.unknown_import');
  await authorise(ctx, 'people.register', row.unit);
  return row as unknown as KeptImport;
}

/** Reads the rows again with the columns now chosen. */
export async function readKept(
  ctx: Ctx,
  kept: KeptImport,
): Promise<ReadList & { villages: readonly KnownVillage[] }> {
  const villages = await villagesWithin(ctx, [kept.unit]);
  const list = readList((kept.rows ?? []).slice(kept.headRows), {
    mapping: kept.mapping,
    village: levelOf(kept.unit) === 'village' ? kept.unit : null,
    villages,
    thisYear: Number(dayOf(ctx.now).slice(0, 4)),
  });
  return { ...list, villages };
}
