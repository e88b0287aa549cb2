import { dimensions, type Told } from '@suotdoi/core/reports/model';
import { FEWEST, placesOf, rateOf } from '@suotdoi/core/reports/rules';
import { unitName } from '../plans/crumb.ts';
import { unitWord } from '../plans/subject-words.ts';
import { groupWord, pointsBetween, toldWord, type Words } from './report-words.ts';
import type { View } from './view.ts';

export type Row = readonly (string | number)[];
export const tableNames = ['noi', 'nhom', 'thang'] as const;
export type TableName = (typeof tableNames)[number];

const hundredths = (rate: number | null) => (rate === null ? '' : Math.round(rate * 1000) / 10);

/** A table of a report as a spreadsheet wants it: numbers are numbers, what is not told is said. */
export function reportTable(words: Words, view: View, name: TableName): Row[] {
  if (name === 'thang') return monthTable(words, view);
  return name === 'noi' ? unitTable(words, view) : groupTable(words, view);
}

const cellOf = (words: Words) => (n: Told) => (typeof n === 'number' ? n : toldWord(words, n));

/** The latest month first. */
function monthTable(words: Words, view: View): Row[] {
  const { t, f } = words;
  const cell = cellOf(words);
  const months = [...(view.months ?? [])].reverse();
  const learners = months.some((month) => month.learners !== undefined);
  return [
    [t(`reports.title_${view.subject}`), unitName(view.unit, t.locale), f.month(view.month)],
    [
      t('reports.col_month'),
      t('plans.col_reached'),
      t('reports.col_all', { unit: unitWord(t, view.subject, 2) }),
      t('reports.col_rate'),
      ...(learners ? [t('reports.col_learners'), t('reports.col_habit')] : []),
    ],
    ...months.map((month) => [
      month.month,
      cell(month.n),
      cell(month.of),
      hundredths(rateOf(month)),
      ...(learners ? [month.learners ?? 0, month.habit ?? 0] : []),
    ]),
  ];
}

function unitTable(words: Words, view: View): Row[] {
  const { t, f } = words;
  const cell = cellOf(words);
  const places = placesOf(view.below);
  const row = (place: number | null, names: Row, share: View['whole']): Row => [
    place ?? '',
    ...names,
    cell(share.n),
    cell(share.of),
    hundredths(rateOf(share)),
    pointsBetween(share, share.before) ?? '',
  ];
  return [
    [t(`reports.title_${view.subject}`), unitName(view.unit, t.locale), f.month(view.month)],
    [
      t('reports.col_place'),
      t('reports.col_code'),
      t('plans.col_unit'),
      t('plans.col_reached'),
      t('reports.col_all', { unit: unitWord(t, view.subject, 2) }),
      t('reports.col_rate'),
      view.compared
        ? t('reports.col_change', { month: f.month(view.compared) })
        : t('reports.col_change_none'),
    ],
    ...view.below.map((unit, i) =>
      row(places[i] ?? null, [unit.code, unitName(unit, t.locale)], unit),
    ),
    row(null, [view.unit.code, unitName(view.unit, t.locale)], view.whole),
  ];
}

function groupTable({ t, f }: Words, view: View): Row[] {
  const { gaps } = view;
  const told = dimensions.filter((dimension) => gaps && dimension in gaps);
  const rows = told.flatMap((dimension): Row[] => {
    const groups = gaps?.[dimension];
    const name = t(`reports.by_${dimension}`);
    if (!groups) return [[name, t('reports.withheld'), '', '', '']];
    return groups.map((group) => [
      name,
      groupWord(t, group.slice),
      group.of > 0 && group.of < FEWEST ? t('reports.few') : group.n,
      group.of > 0 && group.of < FEWEST ? t('reports.few') : group.of,
      group.of < FEWEST ? '' : hundredths(rateOf(group)),
    ]);
  });
  return [
    [t('reports.title_citizens'), unitName(view.unit, t.locale), f.month(view.month)],
    [
      t('reports.col_dimension'),
      t('reports.col_group'),
      t('plans.col_reached'),
      t('reports.col_all', { unit: unitWord(t, 'citizens', 2) }),
      t('reports.col_rate'),
    ],
    ...rows,
  ];
}
