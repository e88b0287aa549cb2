import { format, type Translate } from '@suotdoi/messages';
import { error } from '@sveltejs/kit';
import writeXlsxFile from 'write-excel-file/node';
import { csv } from '../plans/csv.ts';
import { type Row, reportTable, tableNames } from './tables.ts';
import type { View } from './view.ts';

const kinds = {
  csv: 'text/csv; charset=utf-8',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
} as const;

/** A workbook of one table: the head of two rows stands still, numbers are numbers. */
async function xlsx(rows: readonly Row[]): Promise<Uint8Array<ArrayBuffer>> {
  const cells = rows.map((row, i) =>
    row.map((value) =>
      i === 1 ? { value, type: String, fontWeight: 'bold' as const, wrap: true } : value,
    ),
  );
  const widths = (rows[1] ?? []).map((_, k) => ({
    width: Math.min(
      40,
      Math.max(10, ...rows.slice(1).map((row) => String(row[k] ?? '').length + 2)),
    ),
  }));
  const file = writeXlsxFile(cells, { columns: widths, stickyRowsCount: 2 });
  return new Uint8Array(await file.toBuffer());
}

/** One table of a report as a file: `table` and `kind` as the address says. */
export async function reportFile(
  view: View,
  { table, kind }: { table: string; kind: string },
  t: Translate,
): Promise<Response> {
  const name = tableNames.find((one) => one === table);
  if (!name || !(kind === 'csv' || kind === 'xlsx')) error(404);
  const rows = reportTable({ t, f: format(t.locale) }, view, name);
  const file = `${view.open ? 'so-lieu' : 'bao-cao'}-${view.unit.code}-${view.month}-${name}.${kind}`;
  return new Response(kind === 'csv' ? csv(rows) : await xlsx(rows), {
    headers: {
      'content-type': kinds[kind],
      'content-disposition': `attachment; filename="${file}"`,
      'cache-control': view.open ? 'public, max-age=300' : 'private, no-store',
    },
  });
}
