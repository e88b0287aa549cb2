import { foldText, type SheetRow } from '@suotdoi/core/ground';

const villageWord = /^(thon|xom|khoi|khu|to|to dan pho|tdp|ap|ban|buon|lang|plei|phum|soc|bon) /;
const heading =
  /^(ten( (thon|xom|khoi|to dan pho|don vi).*)?|thon|xom|khoi|(thon|xom).*(thon|xom|khoi|ban).*)$/;

/**
 * Pure: the names of villages in a sheet that a commune made. The column is the one headed so, or
 * else the first that holds words; a first row that is a village itself is no heading. Numbers
 * (“STT”) and totals are left out.
 */
export function villageNames(rows: readonly SheetRow[]): string[] {
  const [first, ...rest] = rows;
  if (!first) return [];
  const folded = first.cells.map((cell) => foldText(cell));
  const headed = folded.findIndex((cell) => heading.test(cell));
  const words = (row: SheetRow) => row.cells.findIndex((cell) => /\p{L}/u.test(cell));
  const named = folded.findIndex((cell) => villageWord.test(`${cell} `) && !heading.test(cell));
  const isHeading = named < 0;
  const column = headed >= 0 ? headed : named >= 0 ? named : Math.max(0, words(rest[0] ?? first));
  const names = (isHeading ? rest : rows).map((row) => row.cells[column] ?? '');
  return names.filter((name) => /\p{L}/u.test(name) && !/^(tong|cong)( |$)/.test(foldText(name)));
}
