import { createHash } from 'node:crypto';
import type { PublicReport } from '@suotdoi/core/reports';
import { type PublicShare, publicDimensions, type Told } from '@suotdoi/core/reports/model';
import { rateOf } from '@suotdoi/core/reports/rules';
import { subjects } from '@suotdoi/core/standing/model';
import { translator } from '@suotdoi/messages';
import { groupWord } from './report-words.ts';

const licence = { name: 'CC-BY-4.0', url: 'https://creativecommons.org/licenses/by/4.0/' };
const dictionary = '/api/mo/tu-dien.json';

/** What is not told is null, and why stands beside it. */
function figure(name: string, n: Told): Record<string, number | string | null> {
  return typeof n === 'number' ? { [name]: n } : { [name]: null, [`${name}_status`]: n };
}

function share(one: PublicShare) {
  const rate = rateOf(one);
  return {
    ...figure('reached', one.n),
    ...figure('of', one.of),
    rate: rate === null ? null : Math.round(rate * 1000) / 1000,
  };
}

/** A public report as open data. Rates are shares of one, to three places. */
export function openData(report: PublicReport): object {
  const { unit, whole, gaps, habit } = report;
  const named = ({ code, name, nameEn }: { code: string; name: string; nameEn: string }) => ({
    code,
    name,
    name_en: nameEn,
  });
  return {
    licence,
    dictionary,
    unit: { ...named(unit), level: unit.level },
    indicator: `${report.subject}_basic`,
    month: report.month,
    as_of: report.today,
    updated: report.folded,
    compared_with: report.compared,
    whole: { ...share(whole), before: whole.before && share(whole.before) },
    below: report.below.map((one) => ({
      ...named(one),
      ...share(one),
      before: one.before && share(one.before),
    })),
    groups:
      gaps &&
      Object.fromEntries(
        publicDimensions.map((dimension) => [
          dimension,
          gaps[dimension]?.map(({ slice, ...one }) => ({ group: slice, ...share(one) })) ?? null,
        ]),
      ),
    habit: { ...figure('learners', habit.learners), ...figure('habit', habit.habit) },
  };
}

const groups = ['age:15-59', 'age:60+', 'sex:female', 'sex:male', 'sex:unknown']
  .concat(['ethnicity:kinh', 'ethnicity:other', 'ethnicity:unknown'])
  .concat(['disability:yes', 'disability:no', 'disability:unknown']);

/** What every field and code of the open data means, in both languages. */
export function dataDictionary(): object {
  const [vi, en] = [translator('vi'), translator('en')];
  const both = (words: (t: typeof vi) => string) => ({ vi: words(vi), en: words(en) });
  return {
    licence,
    address: '/api/mo/so-lieu/{unit}.json?chi-tieu={subject}&thang={month}',
    parameters: {
      unit: both((t) => t('reports.field_unit')),
      subject: subjects,
      month: both((t) => t('reports.field_month')),
    },
    fields: {
      indicator: both((t) => t('reports.field_indicator')),
      reached: both((t) => t('reports.field_reached')),
      of: both((t) => t('reports.field_of')),
      rate: both((t) => t('reports.field_rate')),
      status: both((t) => t('reports.field_status')),
      before: both((t) => t('reports.field_before')),
      below: both((t) => t('reports.field_below')),
      groups: both((t) => t('reports.field_groups')),
      learners: both((t) => t('reports.field_learners')),
      habit: both((t) => t('reports.field_habit')),
      updated: both((t) => t('reports.field_updated')),
    },
    indicators: Object.fromEntries(
      subjects.map((one) => [`${one}_basic`, both((t) => t(`reports.title_${one}`))]),
    ),
    groups: Object.fromEntries(groups.map((slice) => [slice, both((t) => groupWord(t, slice))])),
    statuses: {
      few: both((t) => t('reports.few')),
      withheld: both((t) => t('reports.status_withheld')),
    },
  };
}

/** JSON that may be kept and asked for again: the same content has the same tag. Open to any site. */
export function openJson(request: Request, content: object): Response {
  const body = JSON.stringify(content);
  const etag = `"${createHash('sha256').update(body).digest('base64url').slice(0, 22)}"`;
  const headers = {
    etag,
    'cache-control': 'public, max-age=300',
    'access-control-allow-origin': '*',
    'cross-origin-resource-policy': 'cross-origin',
  };
  const known = request.headers.get('if-none-match')?.split(/\s*,\s*/) ?? [];
  if (known.some((tag) => tag.replace(/^W\//, '') === etag)) {
    return new Response(null, { status: 304, headers });
  }
  return new Response(body, {
    headers: { ...headers, 'content-type': 'application/json; charset=utf-8' },
  });
}
