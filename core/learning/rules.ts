import type { Grade, SheetRow } from './model.ts';

/** What stands in the record for one learner of a session. */
export interface Standing {
  readonly person: string;
  readonly present: boolean;
  readonly attendance: string | null;
  readonly marks: ReadonlyMap<string, { readonly grade: Grade; readonly statement: string }>;
}

export interface SheetChange {
  /** Ids of statements that no longer hold. */
  readonly voids: string[];
  /** People now present who were not. */
  readonly attended: string[];
  readonly marks: { person: string; skill: string; grade: Grade }[];
  readonly dropped: { person: string; skill: string }[];
  readonly absent: string[];
}

/**
 * What must be written so that the record says what the sheet says. A corrected mark voids the
 * old statement and writes another; an absent learner keeps no marks; what is the same is left.
 */
export function sheetChange(before: readonly Standing[], sheet: readonly SheetRow[]): SheetChange {
  const change: SheetChange = { voids: [], attended: [], marks: [], dropped: [], absent: [] };
  const known = new Map(before.map((b) => [b.person, b]));
  for (const row of sheet) {
    const old = known.get(row.person);
    if (!old) continue;
    if (row.present && !old.attendance) change.attended.push(row.person);
    if (!row.present && old.present) {
      change.absent.push(row.person);
      if (old.attendance) change.voids.push(old.attendance);
    }
    addMarks(change, old, row);
  }
  return change;
}

function addMarks(change: SheetChange, old: Standing, row: SheetRow): void {
  const wanted = row.present ? row.marks : {};
  for (const [skill, { grade, statement }] of old.marks) {
    if (wanted[skill] === grade) continue;
    change.voids.push(statement);
    if (!wanted[skill]) change.dropped.push({ person: row.person, skill });
  }
  for (const [skill, grade] of Object.entries(wanted)) {
    if (old.marks.get(skill)?.grade !== grade)
      change.marks.push({ person: row.person, skill, grade });
  }
}

/** A session may be written down before its evening, but its sheet only once it has begun. */
export function mayFillSheet(heldAt: Date, now: Date): boolean {
  const anHour = 3_600_000; // phones' clocks differ, and people come early
  return now.getTime() >= heldAt.getTime() - anHour;
}

export function isNothing(change: SheetChange): boolean {
  const { voids, attended, marks, absent } = change;
  return voids.length + attended.length + marks.length + absent.length === 0;
}

/** Clocks of phones differ a little; a difference beyond this is a clock that was set wrong. */
const CLOCK_SLACK = 5 * 60_000;

/**
 * When an act happened, if the clock of its device cannot be trusted. `sentAt`, the same clock at
 * the sending, tells by how much it is wrong: "one hour before the sending" stays true in 2019.
 */
export function actMoment(at: Date, seen: { now: Date; sentAt?: Date | undefined }): Date {
  const ahead = seen.sentAt ? seen.sentAt.getTime() - seen.now.getTime() : 0;
  const right = Math.abs(ahead) > CLOCK_SLACK ? at.getTime() - ahead : at.getTime();
  return new Date(Math.min(right, seen.now.getTime()));
}
