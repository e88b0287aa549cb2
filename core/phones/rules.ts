import { actMoment } from '@suotdoi/core/learning/rules';

/** What is known of the clocks around an act that a phone hands in. */
export interface Clocks {
  /** Ours, at the receiving. */
  readonly now: Date;
  /** The phone's, at the sending. */
  readonly sentAt: Date;
  /** Ours, when the phone was let in: nothing it hands in happened before. */
  readonly since: Date;
}

/**
 * When an act happened. A clock that was wrong and still is (2019) is put right by its difference
 * at the sending; one that was put right in between leaves a moment before the phone was let in,
 * which then is the earliest it can have been. Never after it was told.
 */
export function heldMoment(at: Date, { now, sentAt, since }: Clocks): Date {
  const moment = actMoment(at, { now, sentAt });
  return moment < since ? since : moment;
}

/** A phone whose card was revoked still hands in what was learnt before. */
export function mayHandIn(moment: Date, ended: Date | null): boolean {
  return ended === null || moment <= ended;
}
