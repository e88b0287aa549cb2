import type { PublicReport } from '@suotdoi/core/reports';
import type { PublicShare, Told } from '@suotdoi/core/reports/model';
import { rateOf } from '@suotdoi/core/reports/rules';
import { subjects } from '@suotdoi/core/standing/model';
import type { Unit } from '@suotdoi/core/units';
import { type MessageKey, type Translate, translator } from '@suotdoi/messages';
import { licence } from './open-data.ts';
import { groupWord } from './report-words.ts';

type Kind = 'text' | 'whole' | 'share' | 'month';

/** The columns of the open table, in their order. */
export const columns = [
  ['code', 'text', 'reports.field_code'],
  ['name', 'text', 'reports.field_name'],
  ['name_en', 'text', 'reports.field_name_en'],
  ['level', 'text', 'reports.field_level'],
  ['indicator', 'text', 'reports.field_indicator'],
  ['month', 'month', 'reports.field_month'],
  ['reached', 'whole', 'reports.field_reached'],
  ['reached_status', 'text', 'reports.field_status'],
  ['of', 'whole', 'reports.field_of'],
  ['of_status', 'text', 'reports.field_status'],
  ['rate', 'share', 'reports.field_rate'],
] as const satisfies readonly (readonly [string, Kind, MessageKey])[];

const shown = (n: Told) => (typeof n === 'number' ? [n, ''] : ['', n]);

/** A unit and those below it, every figure in a row of its own. */
export function openRows(reports: readonly PublicReport[]): (string | number)[][] {
  const rows = reports.flatMap(({ unit, subject, month, whole, below }) => {
    const row = (one: PublicShare & Pick<Unit, 'code' | 'name' | 'nameEn'>, level: string) => {
      const rate = rateOf(one);
      const share = rate === null ? '' : Math.round(rate * 1000) / 1000;
      const place = [one.code, one.name, one.nameEn, level];
      return [...place, `${subject}_basic`, month, ...shown(one.n), ...shown(one.of), share];
    };
    const under = unit.level === 'nation' ? 'province' : 'commune';
    return [row(whole, unit.level), ...below.map((one) => row(one, under))];
  });
  return [columns.map(([name]) => name), ...rows];
}

const groups = ['age:15-59', 'age:60+', 'sex:female', 'sex:male', 'sex:unknown']
  .concat(['ethnicity:kinh', 'ethnicity:other', 'ethnicity:unknown'])
  .concat(['disability:yes', 'disability:no', 'disability:unknown']);

/** Every code of the open data with its meaning. */
export function codesOf(t: Translate): { code: string; means: string }[] {
  return [
    ...subjects.map((one) => ({ code: `${one}_basic`, means: t(`reports.title_${one}`) })),
    { code: 'few', means: t('reports.few') },
    { code: 'withheld', means: t('reports.status_withheld') },
    ...groups.map((code) => ({ code, means: groupWord(t, code) })),
  ];
}

const [vi, en] = [translator('vi'), translator('en')];
const both = (words: (t: Translate) => string) => ({ vi: words(vi), en: words(en) });

/** What every field and code of the open data means, in both languages. */
export function dataDictionary(): object {
  const more = ['before', 'below', 'groups', 'learners', 'habit', 'updated'] as const;
  return {
    licence,
    addresses: ['/api/mo/so-lieu/{unit}.json', '/api/mo/so-lieu/{unit}.csv'],
    parameters: {
      unit: both((t) => t('reports.field_unit')),
      'chi-tieu': subjects,
      thang: both((t) => t('reports.field_month')),
    },
    fields: Object.fromEntries([
      ...columns.map(([name, , key]) => [name, both((t) => t(key))]),
      ...more.map((name) => [name, both((t) => t(`reports.field_${name}`))]),
    ]),
    codes: Object.fromEntries(
      codesOf(vi).map(({ code, means }, i) => [code, { vi: means, en: codesOf(en)[i]?.means }]),
    ),
  };
}

const types = {
  text: { type: 'string' },
  whole: { type: 'integer', constraints: { minimum: 0 } },
  share: { type: 'number', constraints: { minimum: 0, maximum: 1 } },
  month: { type: 'yearmonth' },
} as const;

/** The open tables as a Data Package (datapackage.org), for programs that gather such data. */
export function dataPackage(units: readonly Pick<Unit, 'code' | 'name' | 'nameEn'>[]): object {
  const fields = columns.map(([name, kind, key]) => ({
    ...{ name, ...types[kind] },
    ...{ title: vi(key), description: en(key) },
  }));
  const schema = { fields, missingValues: [''], primaryKey: ['code', 'indicator', 'month'] };
  return {
    $schema: 'https://datapackage.org/profiles/2.0/datapackage.json',
    name: 'suotdoi-so-lieu',
    title: vi('reports.open_title'),
    description: vi('reports.open_lead'),
    licenses: [{ name: licence.name, path: licence.url }],
    resources: units.map(({ code, name, nameEn }) => ({
      $schema: 'https://datapackage.org/profiles/2.0/dataresource.json',
      name: `so-lieu-${code.toLowerCase()}`,
      title: `${name} (${nameEn})`,
      path: `so-lieu/${code}.csv`,
      type: 'table',
      format: 'csv',
      mediatype: 'text/csv',
      encoding: 'utf-8',
      schema,
    })),
  };
}
