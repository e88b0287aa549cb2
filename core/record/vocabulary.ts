/**
 * The words of our xAPI profile. The same words stand in content/xapi-profile.jsonld, and a test
 * holds the two together. An identifier here is for life: statements carry it for ever.
 */
const BASE = 'https://suotdoi.vn/xapi/';
const ADL = 'http://adlnet.gov/expapi/verbs/';

export const verbs = {
  attended: `${ADL}attended`,
  passed: `${ADL}passed`,
  completed: `${ADL}completed`,
  voided: `${ADL}voided`,
  demonstrated: `${BASE}verbs/demonstrated`,
  declared: `${BASE}verbs/declared`,
  taught: `${BASE}verbs/taught`,
} as const;

export type VerbName = keyof typeof verbs;

/** What a reader of a carried-away statement sees where no page words it. */
export const verbDisplay: Readonly<Record<VerbName, { vi: string; en: string }>> = {
  attended: { en: 'attended', vi: 'có mặt' },
  passed: { en: 'passed', vi: 'đạt' },
  completed: { en: 'completed', vi: 'hoàn thành' },
  voided: { en: 'voided', vi: 'huỷ' },
  demonstrated: { en: 'demonstrated', vi: 'làm được' },
  declared: { en: 'declared', vi: 'tự khai' },
  taught: { en: 'taught', vi: 'hướng dẫn' },
};

export const activityTypes = {
  skill: `${BASE}activity-types/skill`,
  handInHandSession: `${BASE}activity-types/hand-in-hand-session`,
  lesson: `${BASE}activity-types/lesson`,
} as const;

/** Keys of `context.extensions`. */
export const extensions = {
  /** Code of the unit where the act happened: text. */
  unit: `${BASE}extensions/unit`,
  /** How a skill was shown: `alone`, `prompted` or `helped`. */
  mode: `${BASE}extensions/mode`,
  /** Whether the device is shared by several people: true or false. */
  sharedDevice: `${BASE}extensions/shared-device`,
  /** Who else saw it: an agent, by pseudonymous account. */
  witness: `${BASE}extensions/witness`,
  /** The place in words, for people to read. */
  place: `${BASE}extensions/place`,
} as const;

/** Whose names the accounts in statements are. Statements of ours name nobody otherwise. */
export const homePages = {
  /** `name` is a person's id. */
  people: 'https://suotdoi.vn/people',
  /** `name` is the id of an officer's or instructor's account. */
  accounts: 'https://suotdoi.vn/accounts',
  /** `name` is the id of a machine let in to write. */
  clients: 'https://suotdoi.vn/clients',
  /** `name` is a part of this program that writes by itself. */
  programs: 'https://suotdoi.vn/programs',
} as const;

/** How a skill was shown before an instructor. Only `alone` counts (the rule is in `standing`). */
export const modes = ['alone', 'prompted', 'helped'] as const;
export type Mode = (typeof modes)[number];

/** What is kept beside a statement: how its skill was shown, checked or claimed. */
export type Grade = Mode | 'passed' | 'declared';

/** `AT1` → its activity. */
export function skillActivity(code: string): string {
  return `${BASE}skills/${code}`;
}

/** An activity → the skill's code, or null if it is no skill of ours. */
export function skillOf(activity: string): string | null {
  return activity.startsWith(`${BASE}skills/`) ? activity.slice(BASE.length + 7) : null;
}

/** A session's id → its activity. */
export function sessionActivity(id: string): string {
  return `${BASE}sessions/${id}`;
}
