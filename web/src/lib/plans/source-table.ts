import type { FigureSource } from '@suotdoi/core/standing';
import type { Format, Translate } from '@suotdoi/messages';
import { unitName } from './crumb.ts';
import { listedKind, listedName, sourceHead } from './source-words.ts';
import { countedBy, unitWord } from './subject-words.ts';

interface Words {
  readonly t: Translate;
  readonly f: Format;
}

type Row = readonly (string | number)[];

/** The rows of a figure's source, as a spreadsheet wants them: numbers are numbers. */
export function sourceTable(words: Words, source: FigureSource, now: Date): Row[] {
  const { t, f } = words;
  const { text } = sourceHead(words, source, now);
  const kind = listedKind(source);
  const listed = source.here.map((one) => [
    listedName(t, kind, one),
    '',
    f.month(one.since),
    one.n,
  ]);
  // A code by itself would be a number to a spreadsheet: 16681.10 would lose its end.
  const below = source.below.map((part) => [
    `${unitName(part, t.locale)} (${part.code})`,
    '',
    part.n,
  ]);
  const number = f.capital(unitWord(t, countedBy(source.indicator), 2));
  return [
    [text],
    [t('standing.col_name'), t('standing.col_since'), number],
    ...below,
    ...listed,
    [t('plans.sum'), '', source.total],
    ...(source.folded ? [[t('standing.folded', { moment: f.dateTime(source.folded) })]] : []),
  ];
}
