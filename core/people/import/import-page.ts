import type { Ctx } from '@suotdoi/core/ground';
import { unitPath } from '@suotdoi/core/units';
import type { ImportMapping } from '../model.ts';
import { letterOf } from './columns.ts';
import { familyKey } from './households.ts';
import { identify } from './identify.ts';
import { keptImport, readKept } from './kept-import.ts';
import type { ListRow } from './listed.ts';
import { standingPeople } from './standing-people.ts';

/** A row of a sheet, with what would become of it. */
export interface ImportRow extends Omit<ListRow, 'person'> {
  /** Registered now; there from an earlier time; somebody alike is there; not until it is mended. */
  readonly state: 'new' | 'known' | 'alike' | 'faulty';
}

/** A sheet to look at before it is applied. */
export interface ImportPage {
  readonly id: string;
  readonly unit: string;
  readonly unitName: string;
  readonly file: string;
  /** Letter and heading of each column. */
  readonly columns: readonly { letter: string; heading: string }[];
  readonly mapping: ImportMapping;
  /** Set once it was applied: how many people and families were registered. */
  readonly applied: { at: Date; people: number; families: number } | null;
  readonly counts: Readonly<Record<ImportRow['state'] | 'families' | 'leftOut', number>>;
  /** Lines that were taken for no persons; the first hundred. */
  readonly leftOut: readonly number[];
  /** Those with faults first. */
  readonly rows: readonly ImportRow[];
  readonly more: boolean;
}

const ROWS_PER_PAGE = 40;

/** One page of a sheet as it would be registered. @throws Refusal as `keptImport` */
export async function importPage(
  ctx: Ctx,
  { id, page = 1 }: { id: string; page?: number },
): Promise<ImportPage> {
  const kept = await keptImport(ctx, id);
  const path = await unitPath(ctx, kept.unit);
  const list = await readKept(ctx, kept);
  const people = list.rows.flatMap(({ person }) => person ?? []);
  const { known, alike } = await standingPeople(ctx, identify(people));
  const stateOf = ({ line, person }: ListRow): ImportRow['state'] => {
    if (!person) return 'faulty';
    if (known.has(line)) return 'known';
    return alike.has(line) ? 'alike' : 'new';
  };
  const rows = list.rows.map(({ person, ...row }) => ({
    ...row,
    state: stateOf({ ...row, person }),
  }));
  const inState = (state: ImportRow['state']) => rows.filter((row) => row.state === state);
  const faulty = inState('faulty');
  const sorted = [...faulty, ...rows.filter((row) => row.state !== 'faulty')];
  const from = (page - 1) * ROWS_PER_PAGE;
  const { unit, file, mapping, applied } = kept;
  return {
    ...{ id, unit, file, mapping },
    unitName: path.at(-1)?.name ?? unit,
    columns: kept.headings.map((heading, i) => ({ letter: letterOf(i), heading })),
    applied: applied && { at: applied, people: kept.people, families: kept.families },
    counts: {
      new: inState('new').length,
      known: known.size,
      alike: alike.size,
      faulty: faulty.length,
      families: new Set(people.filter((p) => p.household).map(familyKey)).size,
      leftOut: list.leftOut.length,
    },
    leftOut: list.leftOut.slice(0, 100),
    rows: sorted.slice(from, from + ROWS_PER_PAGE),
    more: sorted.length > from + ROWS_PER_PAGE,
  };
}
