import { codeInPhoto, greetCard, signInByCard } from '@suotdoi/core/cards';
import { PICTURES_CHOSEN } from '@suotdoi/core/cards/model';
import { Refusal } from '@suotdoi/core/ground';
import { type ActionFailure, redirect } from '@sveltejs/kit';
import { ownPath } from '#lib/choices.ts';
import type { Trouble } from '#lib/forms.ts';
import { firstPageOf } from '#lib/places.ts';
import { formFailure } from '#lib/refusals.ts';
import { keepSession, programOf } from '#lib/session.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

/** How far somebody is: which card, whose of a household, which pictures were touched. */
interface Step {
  readonly card: string;
  readonly members: readonly { person: string; name: string }[];
  readonly person: string;
  /** Pictures are chosen for the first time, twice. */
  readonly choosing: boolean;
  readonly chosen: readonly string[];
  /** The three of the first time. */
  readonly before: readonly string[];
}

export const load: PageServerLoad = ({ locals }) => {
  if (locals.ctx.actor.kind === 'account') redirect(303, firstPageOf(locals.ctx.actor));
};

/** What is shown again after a refusal: the place for the card, with the sentence above. */
function refuse(event: RequestEvent, error: unknown): ActionFailure<Trouble> {
  return formFailure(event.locals.t, error, {});
}

async function greeted(event: RequestEvent, card: string, person = ''): Promise<Step> {
  const { members } = await greetCard(event.locals.ctx, card);
  const one = members.length === 1 ? members[0] : members.find((m) => m.person === person);
  return {
    ...{ card, members, chosen: [], before: [] },
    person: one?.person ?? '',
    choosing: one?.hasPictures === false,
  };
}

async function touched(event: RequestEvent, data: FormData): Promise<{ step: Step } | never> {
  const list = (name: string) =>
    String(data.get(name) ?? '')
      .split('.')
      .filter(Boolean);
  const step = await greeted(event, String(data.get('the')), String(data.get('nguoi') ?? ''));
  const chosen = [...list('da-chon'), String(data.get('hinh'))];
  const before = list('lan-dau');
  if (chosen.length < PICTURES_CHOSEN) return { step: { ...step, chosen, before } };
  if (step.choosing && before.length === 0) return { step: { ...step, before: chosen } };
  if (step.choosing && before.join() !== chosen.join()) {
    throw new Refusal('invalid', 'cards.not_the_same');
  }
  const { auth } = programOf(event);
  const input = { card: step.card, pictures: chosen as never, secure: isSecure(event) };
  const whose = step.members.length > 1 ? { person: step.person } : {};
  const session = await signInByCard(event.locals.ctx, auth, { ...input, ...whose });
  keepSession(event, session.cookies);
  const onwards = event.url.searchParams.get('ve');
  redirect(303, onwards ? ownPath(onwards) : firstPageOf(session.actor));
}

const isSecure = ({ url }: RequestEvent) => url.protocol === 'https:';

export const actions: Actions = {
  /** A photograph of the card: read and dropped. */
  anh: async (event) => {
    const photo = (await event.request.formData()).get('anh');
    const bytes = photo instanceof File ? new Uint8Array(await photo.arrayBuffer()) : undefined;
    try {
      if (!bytes?.length) throw new Refusal('invalid', 'cards.no_code_seen');
      return { step: await greeted(event, await codeInPhoto(bytes)) };
    } catch (error) {
      return refuse(event, error);
    }
  },
  so: async (event) => {
    const number = String((await event.request.formData()).get('so') ?? '');
    try {
      return { step: await greeted(event, number) };
    } catch (error) {
      return refuse(event, error);
    }
  },
  nguoi: async (event) => {
    const data = await event.request.formData();
    try {
      return { step: await greeted(event, String(data.get('the')), String(data.get('nguoi'))) };
    } catch (error) {
      return refuse(event, error);
    }
  },
  hinh: async (event) => {
    const data = await event.request.formData();
    try {
      return await touched(event, data);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      const refused = refuse(event, error);
      const step = await greeted(event, String(data.get('the')), String(data.get('nguoi') ?? ''))
        .then((again) => ({ step: again }))
        .catch(() => ({}));
      return { ...refused, data: { ...refused.data, ...step } };
    }
  },
};
