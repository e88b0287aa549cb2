/**
 * What the players are given and what they tell. The shapes are those of core/library/model and
 * core/library/rules, written again as far as a player needs them: a host passes its own, and the
 * compiler sees that they fit.
 */

export interface Tap {
  readonly go?: string | undefined;
  readonly say?: string | undefined;
  readonly done?: true | undefined;
  readonly found?: true | undefined;
}

export interface Item {
  readonly kind: string;
  readonly label: string;
  readonly icon?: string | undefined;
  readonly from?: string | undefined;
  readonly value?: string | undefined;
  readonly on?: boolean | undefined;
  readonly at?: { readonly x: number; readonly y: number } | undefined;
  readonly tap?: Tap | undefined;
}

export interface Screen {
  readonly title: string;
  readonly look: string;
  readonly items: readonly Item[];
  readonly all?: Tap | undefined;
}

export interface Practice {
  readonly id: string;
  readonly goal: string;
  readonly note?: string | undefined;
  readonly start: string;
  readonly screens: Readonly<Record<string, Screen>>;
}

export interface Option {
  readonly text: string;
}

export type Question =
  | {
      readonly type: 'choice' | 'several';
      readonly ask: string;
      readonly options: readonly Option[];
    }
  | { readonly type: 'order'; readonly ask: string; readonly items: readonly Option[] }
  | {
      readonly type: 'match';
      readonly ask: string;
      readonly pairs: readonly { readonly left: string; readonly right: string }[];
    }
  | { readonly type: 'number'; readonly ask: string; readonly unit?: string | undefined }
  | { readonly type: 'text'; readonly ask: string };

/** A lesson with its placeholders filled (`fillLesson` of core/library/rules). `why` and so on are HTML. */
export interface Lesson {
  readonly code: string;
  readonly title: string;
  readonly minutes: number;
  readonly reason: string;
  readonly why: string;
  readonly steps: readonly string[];
  readonly intro: string;
  readonly practices: readonly Practice[];
  readonly questions: readonly Question[];
  readonly share: string;
  readonly stuck: string;
}

/** Where a learner stands in a drawn phone. */
export interface Play {
  readonly screen: string;
  readonly found: readonly number[];
  readonly misses: number;
  readonly said: string | null;
  readonly done: boolean;
}

/** What a learner answered: options picked, or words typed. */
export type Given = { readonly picked: readonly number[] } | { readonly typed: string };
export interface Judged {
  readonly right: boolean;
  readonly why: readonly string[];
}

/**
 * The rules of core/library/rules, handed in by the host: a player decides nothing itself. They are
 * written as methods, so that rules for the host's own, fuller practices and questions fit.
 */
export interface Rules {
  beginPractice(practice: Practice): Play;
  tapItem(practice: Practice, play: Play, index: number): Play;
  judge(question: Question, given: Given): Judged;
  /** The right answer and why, for “Chưa biết”. */
  explain(question: Question): readonly string[];
}

/** What is told once something is finished. The host names course, version, learner and moment. */
export type Result = PracticeResult | AnswerResult | LessonResult;

interface Measured {
  /** Milliseconds from the first sight to the end. */
  readonly duration: number;
  /** 1 = at the first try; a hint, or another answer, adds one. Kept for the record, never shown. */
  readonly attempts: number;
}
export interface PracticeResult extends Measured {
  readonly kind: 'practice';
  readonly practice: string;
  /** A practice ends only by being done. */
  readonly success: true;
  /** Every tap, by which a server can play it again. */
  readonly taps: readonly number[];
}
export interface AnswerResult extends Measured {
  readonly kind: 'answer';
  /** Place of the question in the lesson, from 0. */
  readonly question: number;
  /** False: the learner went on with "Chưa biết". */
  readonly success: boolean;
}
export interface LessonResult extends Measured {
  readonly kind: 'lesson';
  /** Every practice done and every question answered. Going on without is no fault: then false. */
  readonly success: boolean;
}
