import type { Ctx } from '@suotdoi/core/ground';
import { unitPath } from '@suotdoi/core/units';
import type { ImportMapping } from '../model.ts';
import type { KnownVillage } from './cells.ts';
import { letterOf } from './columns.ts';
import { familyKey } from './households.ts';
import { identify } from './identify.ts';
import { keptImport, readKept } from './kept-import.ts';
import type { ListedPerson, ListRow } from './listed.ts';
import { standingPeople } from './standing-people.ts';

/** A row of a sheet, with what would become of it. */
export interface ImportRow extends Omit<ListRow, 'person'> {
  /** As they will be registered; null while something is to be mended. */
  readonly person: ShownPerson | null;
  /** Registered now; there from an earlier time; somebody alike is there; not until it is mended. */
  readonly state: 'new' | 'known' | 'alike' | 'faulty';
}

type Read = 'name' | 'birthYear' | 'sex' | 'ethnicity' | 'disability' | 'idLast3' | 'head';
interface ShownPerson extends Pick<ListedPerson, Read> {
  /** Its name. */
  readonly village: string;
  /** Who the family is named after; null: no family is told. */
  readonly family: string | null;
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
  const rows = list.rows.map((row) => ({ ...row, state: stateOf(row) }));
  const shown = shownBy(people, list.villages);
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
    rows: sorted.slice(from, from + ROWS_PER_PAGE).map((row) => ({
      ...row,
      person: row.person && shown(row.person),
    })),
    more: sorted.length > from + ROWS_PER_PAGE,
  };
}

/** Villages and families by their names. */
function shownBy(
  people: readonly ListedPerson[],
  villages: readonly KnownVillage[],
): (person: ListedPerson) => ShownPerson {
  const places = new Map(villages.map(({ code, name }) => [code, name]));
  const heads = new Map(people.filter((p) => p.head).map((p) => [familyKey(p), p.name]));
  return (person) => {
    const { name, birthYear, sex, ethnicity, disability, idLast3, head } = person;
    return {
      ...{ name, birthYear, sex, ethnicity, disability, idLast3, head },
      village: places.get(person.village) ?? person.village,
      family: person.household === null ? null : (heads.get(familyKey(person)) ?? name),
    };
  };
}
