import { type Day, idOf, momentOf } from '@suotdoi/core/ground';
import { skillByCode } from '@suotdoi/core/standing/model';
import { teachersOf } from '../accounts.ts';
import { dayIn, dayMinus, type Hour, hours } from './calendar.ts';
import {
  behind,
  type Circle,
  type Evening,
  isOver,
  newCircle,
  nextEvening,
  type Seat,
} from './circle.ts';
import { dice } from './dice.ts';
import { DEMO } from './families.ts';
import type { PlannedFamily } from './people.ts';
import { type Learner, recruits } from './recruits.ts';
import { clansIn, type Line, type Village, WEEKS } from './villages.ts';

export interface PlannedSession {
  readonly id: string;
  readonly unit: string;
  /** Username of who teaches. */
  readonly by: string;
  readonly openedAt: Date;
  readonly heldAt: Date;
  /** Null: it is still to come, and nothing of it is in the record. */
  readonly savedAt: Date | null;
  readonly minutes: number;
  readonly topic: string;
  readonly sharedDevice: boolean;
  readonly skills: readonly string[];
  readonly seats: readonly Seat[];
  /** What was first saved in error, put right by `seats` on the next day. */
  readonly mistaken: readonly Seat[] | null;
}

/** Every evening of every village in order of time, and those of the week that comes. */
export function planSessions(
  today: Day,
  villages: readonly Village[],
  families: readonly PlannedFamily[],
): PlannedSession[] {
  const used = new Map<string, number>();
  return villages
    .flatMap((village) => villageSessions(today, { village, families, used }))
    .sort((a, b) => a.heldAt.getTime() - b.heldAt.getTime() || (a.id < b.id ? -1 : 1));
}

interface Work {
  readonly village: Village;
  readonly families: readonly PlannedFamily[];
  /** Hours that each teacher has given away. */
  readonly used: Map<string, number>;
}

interface Track {
  readonly line: Line;
  readonly n: number;
  readonly by: string;
  readonly at: Hour;
  circle: Circle | null;
}

function villageSessions(today: Day, { village, families, used }: Work): PlannedSession[] {
  const clans = clansIn([village.code]);
  const year = Number(today.slice(0, 4));
  const pools: Pools = { ...recruits(village, { families, clans, year }), late: [] };
  const tracks = village.lines.map((line, n) => newTrack(village, { line, n, used }));
  const sessions: PlannedSession[] = [];
  for (let week = 0; week <= WEEKS; week++) {
    for (const track of tracks) {
      if (week < track.line.from) continue;
      const chance = dice(`evening ${village.code} ${track.n} ${week}`);
      // Rain, a wedding, the harvest: now and then nobody teaches.
      if (!track.line.held && chance.chance(0.06)) continue;
      track.circle = circleFor(track, pools, 10);
      if (track.circle.learners.length === 0) continue;
      const evening = nextEvening(track.circle, chance);
      sessions.push(sessionOf(today, { village, track, week, evening }));
    }
  }
  return sessions;
}

function newTrack(
  village: Village,
  { line, n, used }: { line: Line; n: number; used: Map<string, number> },
): Track {
  const teachers = teachersOf(village.code);
  const by = [...teachers].sort((a, b) => (used.get(a) ?? 0) - (used.get(b) ?? 0))[0];
  const at = by && hours[used.get(by) ?? 0];
  if (!by || !at) throw new Error(`nobody has time for ${village.code}`);
  used.set(by, (used.get(by) ?? 0) + 1);
  return { line, n, by, at, circle: null };
}

interface Pools {
  /** Who has not come yet. */
  readonly queue: Learner[];
  readonly held: Learner[];
  /** Who came through a circle and still lacks something. */
  readonly late: Learner[];
}

/** The circle that comes; when it is over, the late ones of the village or the next in the queue. */
function circleFor(track: Track, { queue, held, late }: Pools, size: number): Circle {
  if (track.circle && !isOver(track.circle)) return track.circle;
  if (track.circle) late.push(...behind(track.circle));
  if (late.length >= 6) return newCircle(late.splice(0, 10), true);
  const waiting = track.line.held ? held.splice(0) : [];
  return newCircle([...waiting, ...queue.splice(0, size - waiting.length)]);
}

interface Held {
  readonly village: Village;
  readonly track: Track;
  readonly week: number;
  readonly evening: Evening;
}

function sessionOf(today: Day, { village, track, week, evening }: Held): PlannedSession {
  const name = `session ${village.code} ${track.n} ${week}`;
  const chance = dice(name);
  const { weekday, hour, minute } = track.at;
  const heldAt = momentOf(dayIn(week, weekday, today), hour, minute);
  const minutes = chance.pick([60, 60, 75, 90]);
  const after = (of: number) => new Date(heldAt.getTime() + of * 60_000);
  const opened = after(-60 * chance.int(2, 30));
  const saved = after(minutes + chance.int(15, 75));
  const main = skillByCode.get(evening.skills.at(-1) ?? '')?.vi ?? '';
  return {
    id: idOf(DEMO, name),
    unit: village.code,
    by: track.by,
    heldAt,
    openedAt: week === WEEKS ? momentOf(dayMinus(today, 1), 21) : opened,
    savedAt: week === WEEKS ? null : saved,
    minutes,
    topic: evening.review ? `Ôn lại: ${main}` : main,
    sharedDevice: chance.chance(0.3),
    skills: evening.skills,
    seats: evening.seats,
    // The last week's sheets had no next day yet.
    mistaken: week < WEEKS - 1 && chance.chance(0.04) ? mistake(evening.seats) : null,
  };
}

/** One mark too good: the learner was prompted, and the sheet said alone. */
function mistake(seats: readonly Seat[]): readonly Seat[] | null {
  for (const [i, seat] of seats.entries()) {
    const skill = Object.keys(seat.marks).find((code) => seat.marks[code] === 'prompted');
    if (skill) return seats.with(i, { ...seat, marks: { ...seat.marks, [skill]: 'alone' } });
  }
  return null;
}
