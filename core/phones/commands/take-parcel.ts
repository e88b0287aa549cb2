import { actorOfAccount } from '@suotdoi/core/accounts';
import {
  type Actor,
  type Ctx,
  nobody,
  parse,
  Refusal,
  type RefusalKind,
} from '@suotdoi/core/ground';
import { recordActs } from '@suotdoi/core/learning';
import { type LessonActInput, lessonAct } from '@suotdoi/core/learning/model';
import { type Device, deviceBy, learnerOf } from '../device.ts';
import { evening, type Parcel, parcel } from '../model.ts';
import { heldMoment, mayHandIn } from '../rules.ts';
import { type EveningNote, takeEvening } from './take-evening.ts';

/** What became of an act. Refused ones stay on the phone with the sentence; they may be sent again. */
export type Told =
  | { readonly id: string; readonly ok: true; readonly notes?: readonly EveningNote[] }
  | {
      readonly id: string;
      readonly ok: false;
      readonly kind: RefusalKind;
      readonly code: string;
      readonly values: Readonly<Record<string, string | number>>;
    };

/**
 * Takes a parcel of acts from a phone. Each act is looked at on its own and answered by its id
 * once it is written: a bad one keeps no other back, and one that is here already is fine. So a
 * parcel may be sent again whole, whatever happened to the answer.
 * @throws Refusal `unknown` phones.not_let_in, `invalid` ground.invalid_input
 */
export async function takeParcel(ctx: Ctx, send: string, input: unknown): Promise<Told[]> {
  return takeFrom(ctx, await deviceBy(ctx, { send }), parse(parcel, input));
}

/** The same for a parcel whose phone is known already. */
export async function takeFrom(ctx: Ctx, device: Device, sent: Parcel): Promise<Told[]> {
  const told: Told[] = [];
  const learnt: LessonActInput[] = [];
  const learner = learnerOf(device);
  const instructor = await instructorOf(ctx, device);
  // batch: a parcel holds a few sessions at most; each is a transaction of its own
  for (const act of sent.acts) {
    const { sentAt } = sent;
    const at = heldMoment(act.at, { now: ctx.now, sentAt, since: device.made });
    const about = { id: act.id, ended: device.ended, at };
    const one = await answered(about, async () => {
      if (act.kind !== 'evening') {
        learnt.push(parse(lessonAct, { ...act, at }));
        return undefined;
      }
      const kept = parse(evening, act);
      const notes = await takeEvening({ ...ctx, actor: instructor }, device, { kept, at });
      return { id: act.id, ok: true as const, notes };
    });
    if (one) told.push(one);
  }
  await touch(ctx, device);
  return [...told, ...(await takeLearnt({ ...ctx, actor: learner ?? nobody }, learnt))];
}

/** Refusals become answers; anything else is a bug and stops the parcel, which is sent again. */
async function answered(
  { id, at, ended }: { id: string; at: Date; ended: Date | null },
  work: () => Promise<Told | undefined>,
): Promise<Told | undefined> {
  try {
    if (!mayHandIn(at, ended)) throw new Refusal('forbidden', 'phones.card_ended');
    return await work();
  } catch (error) {
    return refused(id, error);
  }
}

function refused(id: string, error: unknown): Told {
  if (!(error instanceof Refusal)) throw error;
  const fault = error.faults[0];
  const { code, values } = fault ? { values: {}, ...fault } : error;
  return { id, ok: false, kind: error.kind, code, values };
}

/** All in one transaction; only when something is refused each is tried by itself. */
async function takeLearnt(ctx: Ctx, acts: readonly LessonActInput[]): Promise<Told[]> {
  if (acts.length === 0) return [];
  try {
    await recordActs(ctx, { acts });
    return acts.map(({ id }) => ({ id, ok: true }));
  } catch (error) {
    const first = acts[0];
    if (acts.length === 1 && first) return [refused(first.id, error)];
    if (!(error instanceof Refusal)) throw error;
  }
  const middle = Math.ceil(acts.length / 2);
  return [
    ...(await takeLearnt(ctx, acts.slice(0, middle))),
    ...(await takeLearnt(ctx, acts.slice(middle))),
  ];
}

async function instructorOf(ctx: Ctx, { account }: Device): Promise<Actor> {
  return account ? actorOfAccount(ctx.db, account, ctx.now) : nobody;
}

async function touch(ctx: Ctx, { id }: Device): Promise<void> {
  await ctx.db.updateTable('phones.device').set({ seen: ctx.now }).where('id', '=', id).execute();
}
