import type { ContentFault } from './blocks.ts';
import type { Language } from './model.ts';
import { placeholders } from './rules.ts';

/** A long sentence is a warning: past this many words (Vietnamese: syllables) a listener loses it. */
const LONG_SENTENCE = 25;

/** Words a lesson never uses: they command, threaten, shame, or belong to an office. */
const forbidden: Readonly<Record<Language, readonly string[]>> = {
  vi: [
    ...[
      'quý khách',
      'người dùng',
      'tôi đồng ý',
      'vui lòng',
      'cảnh giác cao độ',
      'sai rồi',
      'dễ mà',
    ],
    ...[
      'trải nghiệm',
      'đồng bộ',
      'dữ liệu không hợp lệ',
      'xác thực',
      'truy cập',
      'kpi',
      'metadata',
    ],
    ...['consent', 'click', 'app'],
  ],
  en: [
    'dear user',
    'please be vigilant',
    'invalid',
    'simply',
    'just click',
    'you failed',
    'that is wrong',
  ],
};

const OLD_SPELLING = /(?<!q)(?:[òóỏõọ][ae]|[ùúủũụ]y)(?!\p{L})/iu;
/** Addresses a lesson may name, as plain text: the State's own, and invented ones. */
const ADDRESS = /(?<![\p{L}\d.-])(?:[a-z0-9-]+\.)+[a-z]{2,}(?![\p{L}\d-])/giu;
const MAY_NAME = /(^|\.)(gov\.vn|example)$/i;
const FILE = /\.(webp|svg|png|jpg|opus|mp3|m4a)$/i;
const KEY = /^\s*(?:- )?(?:[a-z0-9-]+:(?:\s|$))?\s*/;

/** Reads a file line by line for what a schema cannot see. `channels` are the known ids. */
export function languageFaults(
  input: { file: string; language: Language; source: string },
  channels: ReadonlySet<string>,
): { faults: ContentFault[]; warnings: ContentFault[] } {
  const faults: ContentFault[] = [];
  const warnings: ContentFault[] = [];
  for (const [index, line] of input.source.split('\n').entries()) {
    const at = (code: string, values: ContentFault['values'] = {}): ContentFault => ({
      file: input.file,
      line: index + 1,
      code,
      values,
    });
    faults.push(...lineFaults(line, input.language).map(([code, word]) => at(code, { word })));
    faults.push(
      ...placeholderFaults(line, input.language, channels).map((word) =>
        at('library.placeholder_unknown', { word }),
      ),
    );
    const long = sentences(line.replace(KEY, '')).filter((one) => one > LONG_SENTENCE);
    warnings.push(...long.map((count) => at('library.sentence_long', { count })));
  }
  return { faults, warnings };
}

function lineFaults(line: string, language: Language): [code: string, word: string][] {
  const low = line.toLowerCase();
  const words = forbidden[language].filter((word) => holds(low, word));
  const found: [string, string][] = words.map((word) => ['library.word_forbidden', word]);
  if (/!(?!\[)/.test(line)) found.push(['library.word_forbidden', '!']);
  const old = language === 'vi' ? OLD_SPELLING.exec(line) : null;
  if (old) found.push(['library.old_spelling', old[0]]);
  const mark = /\[[?KD]\]|\(S\d+(?:, ?S\d+)*\)|\bTODO\b/.exec(line);
  if (mark) found.push(['library.writer_mark', mark[0]]);
  if (/https?:|www\./i.test(line))
    found.push(['library.outside_address', line.trim().slice(0, 60)]);
  for (const [address] of line.matchAll(ADDRESS)) {
    if (!MAY_NAME.test(address) && !FILE.test(address)) {
      found.push(['library.outside_address', address]);
    }
  }
  return found;
}

function holds(low: string, word: string): boolean {
  const at = low.indexOf(word);
  if (at < 0) return false;
  const letter = /[\p{L}\d]/u;
  return !letter.test(low[at - 1] ?? ' ') && !letter.test(low[at + word.length] ?? ' ');
}

function placeholderFaults(
  line: string,
  language: Language,
  channels: ReadonlySet<string>,
): string[] {
  return placeholders(line).filter((name) => {
    if (name.startsWith('kenh:')) return !channels.has(name.slice(5));
    return !(language === 'vi' && (name === 'xung' || name === 'Xung'));
  });
}

/** Words in each sentence of a text. */
function sentences(text: string): number[] {
  return text
    .split(/[.?…]+(?:["”')]*)(?:\s|$)/u)
    .map((one) => one.split(/\s+/).filter((word) => /[\p{L}\d]/u.test(word)).length);
}
