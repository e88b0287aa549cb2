import { type AccountActor, type Ctx, dayOf, type PersonKey, Refusal } from '@suotdoi/core/ground';
import { openSession, saveSheet } from '@suotdoi/core/learning';
import { formGroup, movePerson, registerFamily } from '@suotdoi/core/people';
import { CONSENT_WORDING } from '@suotdoi/core/people/model';
import { setTargets } from '@suotdoi/core/plans';
import { villagesWithin } from '@suotdoi/core/units';
import type { PlannedClan, PlannedFamily, PlannedPerson } from './plan/people.ts';
import type { DemoPlan } from './plan/plan.ts';
import type { PlannedSession } from './plan/sessions.ts';
import type { PlannedTargets } from './plan/targets.ts';
import type { Staff } from './staff.ts';

export type PeopleKeys = Map<PlannedPerson, PersonKey>;

/** Who acts, on whom, and where they meet. */
export interface Stage {
  readonly staff: Staff;
  readonly keys: PeopleKeys;
  readonly places: ReadonlyMap<string, string>;
}

/** A command is given the actor and the moment of its own. */
const asOf = (ctx: Ctx, actor: AccountActor, now: Date): Ctx => ({ ...ctx, actor, now });

/** Registers a family as the one who went to its door, and keeps the keys of its members. */
export const writeFamily =
  ({ staff, keys }: Stage) =>
  async (ctx: Ctx, family: PlannedFamily) => {
    const guardian = family.members[0]?.name;
    const { members } = await registerFamily(asOf(ctx, staff.near(family.unit), family.at), {
      id: family.id,
      unit: family.unit,
      members: family.members,
      consent: { wording: CONSENT_WORDING, way: 'spoken', guardian },
    });
    for (const [i, person] of family.members.entries()) {
      const key = members[i];
      if (key) keys.set(person, key);
    }
  };

export const writeClan =
  ({ staff, keys }: Stage) =>
  async (ctx: Ctx, clan: PlannedClan) => {
    const members = clan.members.map((person) => keyOf(keys, person));
    await formGroup(asOf(ctx, staff.by('canbo.phuong'), clan.at), {
      ...clan,
      kind: 'clan',
      members,
    });
  };

/** The province and the nation set their own; a commune sets those of its villages too. */
export const writeTargets =
  ({ staff }: Stage, at: Date) =>
  async (ctx: Ctx, targets: PlannedTargets) => {
    const by = targets.unit === 'VN' ? 'canbo.trunguong' : 'canbo.tinh';
    const near = targets.unit.startsWith('16681') ? 'canbo.phuong' : by;
    await setTargets(asOf(ctx, staff.by(near), at), targets);
  };

export const writeMove =
  ({ staff, keys }: Stage) =>
  async (ctx: Ctx, move: DemoPlan['move']) => {
    const who = asOf(ctx, staff.by('canbo.phuong'), move.at);
    await movePerson(who, { ...keyOf(keys, move.person), unit: move.to, from: dayOf(move.at) });
  };

/** Opens a session; saves its sheet that evening if it was, and puts a mistake right on the next day. */
export const writeSession =
  ({ staff, keys, places }: Stage) =>
  async (ctx: Ctx, session: PlannedSession) => {
    const teacher = staff.by(session.by);
    await openSession(asOf(ctx, teacher, session.openedAt), {
      id: session.id,
      unit: session.unit,
      heldAt: session.heldAt,
      minutes: session.minutes,
      topic: session.topic,
      place: places.get(session.unit),
      skills: session.skills,
      sharedDevice: session.sharedDevice,
      learners: session.seats.map(({ person }) => keyOf(keys, person)),
    });
    if (!session.savedAt) return;
    const sheet = (version: number, seats: PlannedSession['seats']) => ({
      session: session.id,
      version,
      learners: seats.map(({ person, ...seat }) => ({ ...keyOf(keys, person), ...seat })),
    });
    const saved = asOf(ctx, teacher, session.savedAt);
    const first = saveSheet(saved, sheet(1, session.mistaken ?? session.seats));
    if (!session.mistaken) return void (await first);
    await first.catch(alreadyCorrected);
    const nextDay = new Date(session.savedAt.getTime() + 11 * 3_600_000);
    await saveSheet(asOf(ctx, teacher, nextDay), sheet(2, session.seats));
  };

/** A build that was broken off and goes on meets sheets that it had corrected already. */
function alreadyCorrected(error: unknown): void {
  if (error instanceof Refusal && error.code === 'learning.changed_meanwhile') return;
  throw error;
}

/** Where each village meets. */
export async function meetingPlaces(ctx: Ctx): Promise<Stage['places']> {
  const villages = await villagesWithin(ctx, ['40']);
  const small = (name: string) => name.slice(0, 1).toLocaleLowerCase('vi') + name.slice(1);
  return new Map(villages.map(({ code, name }) => [code, `Nhà văn hoá ${small(name)}`]));
}

export function keyOf(keys: PeopleKeys, person: PlannedPerson): PersonKey {
  const key = keys.get(person);
  if (!key) throw new Error(`${person.birthYear} was never registered`);
  return key;
}
