import { createHash } from 'node:crypto';
import type { PublicReport } from '@suotdoi/core/reports';
import { type PublicShare, publicDimensions, type Told } from '@suotdoi/core/reports/model';
import { rateOf } from '@suotdoi/core/reports/rules';

export const licence = { name: 'CC-BY-4.0', url: 'https://creativecommons.org/licenses/by/4.0/' };
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

/** JSON for any site. */
export function openJson(request: Request, content: object): Response {
  return openFile(request, JSON.stringify(content), 'application/json');
}

/** A file that may be kept and asked for again: the same content has the same tag. Open to any site. */
export function openFile(request: Request, body: string, type: string): Response {
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
  return new Response(body, { headers: { ...headers, 'content-type': `${type}; charset=utf-8` } });
}
