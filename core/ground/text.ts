/**
 * Folds Vietnamese text for searching: no marks, no case, đ as d, so that "Hòa", "Hoà" and "hoa"
 * find each other. Words are joined by one space.
 */
export function foldText(text: string): string {
  return text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/[đĐ]/g, 'd')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}

/** One spelling of a name as it is kept: NFC, single spaces. */
export function tidyName(name: string): string {
  return name.normalize('NFC').replace(/\s+/g, ' ').trim();
}

/** Key by which Vietnamese people are listed: given name first, then family and middle names. */
export function nameOrder(name: string): string {
  const words = tidyName(name).split(' ');
  const given = words.pop() ?? '';
  return [given, ...words].join(' ');
}

/** Initials for public eyes: "Nguyễn Thị Hoa" is "N. T. H.". */
export function initials(name: string): string {
  return tidyName(name)
    .split(' ')
    .map((word) => `${word.slice(0, 1).toLocaleUpperCase('vi')}.`)
    .join(' ');
}
