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
  answered: `${ADL}answered`,
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
  answered: { en: 'answered', vi: 'trả lời' },
  voided: { en: 'voided', vi: 'huỷ' },
  demonstrated: { en: 'demonstrated', vi: 'làm được' },
  declared: { en: 'declared', vi: 'tự khai' },
  taught: { en: 'taught', vi: 'hướng dẫn' },
};

export const activityTypes = {
  skill: `${BASE}activity-types/skill`,
  handInHandSession: `${BASE}activity-types/hand-in-hand-session`,
  lesson: `${BASE}activity-types/lesson`,
  /** A drawn phone within a lesson. */
  practice: `${BASE}activity-types/practice`,
  /** A question within a lesson. */
  question: `${BASE}activity-types/question`,
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

/** Keys of `result.extensions`. */
export const resultExtensions = {
  /** How often it was tried, 1 = at the first try: a whole number. */
  attempts: `${BASE}extensions/attempts`,
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

/** A lesson of a course, or a part of it. */
export interface LessonPart {
  readonly course: string;
  readonly lesson: string;
  /** Id of a practice of that lesson. */
  readonly practice?: string;
  /** Place of a question in that lesson, from 0. */
  readonly question?: number;
}

/** What stands before the course in the activity of any lesson. */
export const lessonPrefix = `${BASE}lessons/`;

/** A lesson or its part → its activity. Questions are numbered from 1, as people count. */
export function lessonActivity({ course, lesson, practice, question }: LessonPart): string {
  const whole = `${lessonPrefix}${course}/${lesson}`;
  if (practice !== undefined) return `${whole}/practices/${practice}`;
  return question === undefined ? whole : `${whole}/questions/${question + 1}`;
}

/** An activity → the lesson or the part of it, or null if it is none of ours. */
export function lessonPartOf(activity: string): LessonPart | null {
  if (!activity.startsWith(lessonPrefix)) return null;
  const [course, lesson, kind, name] = activity.slice(lessonPrefix.length).split('/');
  if (!course || !lesson) return null;
  if (kind === 'practices' && name) return { course, lesson, practice: name };
  if (kind === 'questions' && name) return { course, lesson, question: Number(name) - 1 };
  return kind === undefined ? { course, lesson } : null;
}
