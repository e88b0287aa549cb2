/** What was written as an identity number, or that it is none. Null: nothing was written. */
export type SaidNumber = { readonly number: string | null } | { readonly digits: number };

/**
 * An identity number: 12 digits (căn cước), or 9 (chứng minh nhân dân, until 2024). Spreadsheets
 * lose the zeros it begins with; a telephone number keeps its one and is refused.
 */
export function idNumberIn(cell: string): SaidNumber {
  const bare = cell.replace(/[\s.'-]/g, '');
  if (!/\d/.test(bare)) return { number: null };
  const digits = bare.replace(/\D/g, '').length;
  if (!/^\d+$/.test(bare)) return { digits };
  if (digits === 9 || digits === 12) return { number: bare };
  const cut = bare.startsWith('0') ? 0 : digits;
  if (cut === 10 || cut === 11) return { number: bare.padStart(12, '0') };
  return cut === 8 ? { number: bare.padStart(9, '0') } : { digits };
}
