/** Words that a page never uses for the people it serves. */
const NEVER = ['quý khách', 'người dùng', 'tôi đồng ý'];

/** The mark stands on the main vowel: hoá, khoẻ, thuỷ. These end with the mark on the first one. */
const OLD_MARK = /[\p{L}]*(?:[óòỏõọ][ae]|(?<!q)[úùủũụ]y)(?!\p{L})/giu;

const NEW_MARK: Readonly<Record<string, string>> = {
  ...{ óa: 'oá', òa: 'oà', ỏa: 'oả', õa: 'oã', ọa: 'oạ' },
  ...{ óe: 'oé', òe: 'oè', ỏe: 'oẻ', õe: 'oẽ', ọe: 'oẹ' },
  ...{ úy: 'uý', ùy: 'uỳ', ủy: 'uỷ', ũy: 'uỹ', ụy: 'uỵ' },
};

/** Names that people or offices spell the old way themselves. */
const ALLOWED = new Set<string>([]);

function newSpelling(word: string): string {
  const end = NEW_MARK[word.slice(-2).toLowerCase()] ?? word.slice(-2);
  return word.slice(0, -2) + end;
}

/** What is wrong with a Vietnamese text, each with what to write instead. */
export function vietnameseFaults(text: string): string[] {
  const faults: string[] = [];
  if (text !== text.normalize('NFC')) faults.push('is not in NFC: write each letter as one sign.');
  const plain = text.normalize('NFC');
  for (const words of NEVER.filter((one) => plain.toLowerCase().includes(one))) {
    faults.push(`says “${words}”. Leave the person out, or say who it is: bác, cô, chú, cán bộ.`);
  }
  for (const [word] of plain.matchAll(OLD_MARK)) {
    if (!ALLOWED.has(word)) faults.push(`writes “${word}”: write “${newSpelling(word)}”.`);
  }
  if (plain.includes('"')) faults.push('has a straight quote: write “ and ”.');
  return faults;
}
