import { scopeUnits } from '@suotdoi/core/accounts';
import { type Ctx, dayOf, newId, Refusal } from '@suotdoi/core/ground';
import { openSession } from '@suotdoi/core/learning';
import { peopleList } from '@suotdoi/core/people';
import { villagesWithin } from '@suotdoi/core/units';
import type { Translate } from '@suotdoi/messages';
import { fail, redirect } from '@sveltejs/kit';
import { type Typed, typed } from '#lib/forms.ts';
import { personKey, sessionInput } from '#lib/learning/session-form.ts';
import { formFailure } from '#lib/refusals.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals: { ctx, t }, url: { searchParams } }) => {
  const scope = scopeUnits(ctx.actor, 'learning.teach');
  if (scope.length === 0) throw new Refusal('forbidden', 'accounts.not_allowed');
  const villages = await villagesWithin(ctx, scope);
  const asked = searchParams.get('unit') ?? searchParams.get('xom') ?? '';
  const village = villages.find(({ code }) => code === asked) ?? (villages[1] ? null : villages[0]);
  const kept: Typed = {
    ...usual(ctx),
    learners: searchParams.getAll('nguoi'),
    witness: [searchParams.get('giup') ?? ''],
    ...fromQuery(searchParams),
    unit: [village?.code ?? ''],
  };
  const values = kept.place?.[0] ? kept : { ...kept, place: [placeOf(village, t)] };
  return { villages, values, choice: await choiceOf(ctx, values) };
};

export const actions: Actions = {
  open: async ({ locals, request }) => {
    const values = typed(await request.formData());
    const opened = await openSession(locals.ctx, sessionInput(values)).catch((error) =>
      formFailure(locals.t, error, values),
    );
    if (!('id' in opened)) {
      return fail(opened.status, { ...opened.data, choice: await choiceOf(locals.ctx, values) });
    }
    redirect(303, `/buoi-hoc/${opened.id}`);
  },
};

/** Now, on the last quarter of an hour: sessions are opened when people sit down. */
function usual({ now }: Ctx): Typed {
  const clock = new Date(Math.floor(now.getTime() / 900_000) * 900_000 + 7 * 3_600_000);
  return {
    id: [newId()],
    day: [dayOf(now)],
    time: [clock.toISOString().slice(11, 16)],
    minutes: ['60'],
    sharedDevice: ['yes'],
  };
}

function fromQuery(params: URLSearchParams): Typed {
  // A form sent by its search button says all it holds; a link says only where and who.
  if (!params.has('id')) return {};
  const names = new Set(params.keys());
  const sent = Object.fromEntries([...names].map((name) => [name, params.getAll(name)]));
  return { sharedDevice: [], ...sent };
}

/** The people to choose from: the chosen first, then those found, or those of the village. */
async function choiceOf(ctx: Ctx, values: Typed) {
  const words = values.tim?.[0]?.trim() ?? '';
  const unit = values.unit?.[0] ?? '';
  const first = (values.learners ?? []).map((value) => personKey(value).person);
  if (!words && !unit && first.length === 0) return { people: [], more: false };
  return peopleList(ctx, { words, unit: words ? undefined : unit, first });
}

/** Where a village usually meets. Inside a sentence "Xóm 3" is "xóm 3". */
function placeOf(village: { name: string } | null | undefined, t: Translate): string {
  if (!village) return '';
  const name = village.name.charAt(0).toLocaleLowerCase('vi') + village.name.slice(1);
  return t('learning.place_of', { village: name });
}
