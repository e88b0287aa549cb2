import { foldText } from '@suotdoi/core/ground';
import type { ImportMapping } from '../model.ts';
import { letterOf } from './columns.ts';
import type { ListedPerson, ListRow, Texts } from './listed.ts';

export function isTick(cell: string): boolean {
  return /^(x|v|1|co|chu ho)$/.test(foldText(cell)) || /^[✓✔☑]$/.test(cell);
}

interface Self {
  readonly name: string;
  readonly birthYear: number;
}

/** What names the family: its number, its head's name, or the row of its head above. */
export function householdOf(
  text: Texts,
  self: Self,
  above: { begun: string | null },
): string | null {
  if (text.household) return `n:${foldText(text.household)}`;
  if (text.head && !isTick(text.head)) return `h:${foldText(text.head)}`;
  if (isHead(text, self.name)) above.begun = `p:${self.name}:${self.birthYear}`;
  return text.head === undefined && text.relation === undefined ? null : above.begun;
}

export function isHead(text: Texts, name: string): boolean {
  if (/^(la )?chu ho/.test(foldText(text.relation ?? ''))) return true;
  const head = text.head ?? '';
  return head !== '' && (isTick(head) || foldText(head) === name);
}

/** The same person of one household twice is a mistake of the list. */
export function withHouseholds(rows: readonly ListRow[], mapping: ImportMapping): ListRow[] {
  const seen = new Map<string, number>();
  const heads = new Set<string>();
  for (const { person: p } of rows) if (p?.household && p.head) heads.add(familyKey(p));
  return rows.map((row) => {
    const { person } = row;
    if (!person) return row;
    const key = `${familyKey(person)}|${foldText(person.name)}|${person.birthYear}`;
    const first = seen.get(key);
    if (first === undefined) {
      seen.set(key, row.line);
      return person.household && !heads.has(familyKey(person))
        ? { ...row, person: lead(person, heads) }
        : row;
    }
    const path = `${row.line}:${letterOf(mapping.name ?? 0)}`;
    const twice = {
      field: 'name',
      path,
      code: 'people.import_twice',
      values: { line: first },
    } as const;
    return { ...row, faults: [twice], person: null };
  });
}

/** Where no head is named, the first one of the household is. */
function lead(person: ListedPerson, heads: Set<string>): ListedPerson {
  heads.add(familyKey(person));
  return { ...person, head: true };
}

/** Names a family within the country: the same number in another village is another family. */
export function familyKey({ village, household }: ListedPerson): string {
  return `${village}|${household ?? ''}`;
}
