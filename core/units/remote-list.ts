import { type Fault, foldText, Refusal, type SheetRow } from '@suotdoi/core/ground';

/** A commune that a list says is remote, with the line it stands on. */
export interface RemoteRow {
  readonly line: number;
  readonly code: string;
}

const headings = { code: ['code', 'ma', 'ma so', 'ma xa'], remote: ['remote', 'vung xa'] } as const;

/** What may stand in the column `remote`; an empty cell is a commune that is not. */
const answers: Readonly<Record<string, boolean>> = {
  ...{ '': false, '0': false, khong: false, no: false },
  ...{ '1': true, x: true, co: true, yes: true },
};

/**
 * Reads a list of communes by code: all that it names, or where it has a column `remote`, those
 * that are marked there. Provinces are passed over, so the official list with one more column will do.
 */
export function readRemote(rows: readonly SheetRow[]): { listed: RemoteRow[]; faults: Fault[] } {
  const folded = rows.slice(0, 6).map(({ cells }) => cells.map((cell) => foldText(cell)));
  const find = (row: readonly string[], names: readonly string[]) =>
    row.findIndex((cell) => names.includes(cell));
  const head = folded.findIndex((row) => find(row, headings.code) >= 0);
  if (head < 0)
    throw new Refusal('invalid', 'units.column_missing', { values: { column: 'code' } });
  const at = find(folded[head] ?? [], headings.code);
  const marked = find(folded[head] ?? [], headings.remote);
  const faults: Fault[] = [];
  const listed = new Map<string, RemoteRow>();
  for (const { line, cells } of rows.slice(head + 1)) {
    const code = cells[at] ?? '';
    const text = marked < 0 ? 'x' : (cells[marked] ?? '');
    const tell = (key: string) =>
      faults.push({ path: String(line), code: key, values: { code, text } });
    if (/^\d{2}$/.test(code)) continue;
    const answer = answers[foldText(text)];
    if (answer === undefined) tell('units.remote_unclear');
    else if (/^\d{5}$/.test(code)) {
      if (answer) listed.set(code, { line, code });
    } else tell(/^\d{1,4}$/.test(code) ? 'units.code_lost_zeros' : 'units.code_invalid');
  }
  return { listed: [...listed.values()], faults };
}

/** Faults of rows whose commune is not one of today's. */
export function unknownCodes(listed: readonly RemoteRow[], known: ReadonlySet<string>): Fault[] {
  return listed
    .filter(({ code }) => !known.has(code))
    .map(({ line, code }) => ({
      path: String(line),
      code: 'units.unknown_unit',
      values: { code },
    }));
}
