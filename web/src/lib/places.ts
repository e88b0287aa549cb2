import { may } from '@suotdoi/core/accounts';
import type { Actor } from '@suotdoi/core/ground';
import type { MessageKey } from '@suotdoi/messages';
import type { IconName } from '@suotdoi/ui/icons';

/** A place in the main navigation. */
export interface Place {
  readonly href: string;
  readonly label: MessageKey;
  readonly icon: IconName;
}

const today: Place = { href: '/hom-nay', label: 'web.place_today', icon: 'home' };
const lessons: Place = { href: '/bai-hoc', label: 'web.place_lessons', icon: 'book' };
const family: Place = { href: '/gia-dinh', label: 'web.place_family', icon: 'family' };
const record: Place = { href: '/ho-so', label: 'web.place_record', icon: 'record' };
const sessions: Place = { href: '/buoi-hoc', label: 'web.place_sessions', icon: 'hand' };
const plans: Place = { href: '/ke-hoach', label: 'web.place_plans', icon: 'chart' };
const reports: Place = { href: '/bao-cao', label: 'web.place_reports', icon: 'map' };
const people: Place = { href: '/nguoi', label: 'web.place_people', icon: 'people' };
const channels: Place = { href: '/quan-tri/kenh', label: 'library.channels', icon: 'phone' };
const accounts: Place = { href: '/quan-tri', label: 'web.place_accounts', icon: 'gear' };

/** Whether this reader is here for their own learning only. */
export function isLearner(actor: Actor): boolean {
  return actor.kind === 'account' && actor.roles.every(({ role }) => role === 'citizen');
}

/** Where this reader may go. The pages themselves decide what they let in. */
export function placesOf(actor: Actor): Place[] {
  if (actor.kind !== 'account') return [];
  // Who waits to be confirmed has one page.
  if (isLearner(actor)) return actor.person ? [today, lessons, family, record, plans] : [];
  const places: Place[] = [];
  if (may(actor, 'learning.see')) places.push(sessions);
  if (may(actor, 'figures.see')) places.push(plans, reports);
  if (may(actor, 'people.see')) places.push(people);
  if (may(actor, 'accounts.grant')) places.push(accounts);
  else if (may(actor, 'channels.fill')) places.push(channels);
  return places;
}

/** The first page of a reader. */
export function firstPageOf(actor: Actor): string {
  if (actor.kind !== 'account') return '/dang-nhap';
  if (actor.temporary) return '/mat-khau';
  const holds = (role: string) => actor.roles.some((held) => held.role === role);
  if (isLearner(actor)) return actor.person ? today.href : '/cho-xac-nhan';
  if (actor.roles.every(({ role }) => role === 'administrator')) return accounts.href;
  return holds('instructor') && actor.roles.length === 1 ? sessions.href : plans.href;
}
