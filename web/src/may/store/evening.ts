import type { Roster } from '../shapes.ts';
import { type Act, newId } from './waiting.ts';

/** How somebody did a skill before the instructor, as core/learning has it. */
export type Grade = 'alone' | 'prompted' | 'helped';

/** Somebody on the sheet of an evening. */
export interface DraftRow {
  readonly shard: string;
  readonly person: string;
  readonly name: string;
  readonly birthYear: number;
  readonly present: boolean;
  readonly marks: Readonly<Record<string, Grade>>;
  /** Asked this evening. */
  readonly answer?: 'given' | 'refused';
  /** Met this evening: not in the register yet. */
  readonly fresh?: true;
  readonly guardian?: string;
  readonly card?: string;
}

/** A hand-in-hand session that is being held. Kept at every change: closing the app loses nothing. */
export interface Draft {
  readonly id: string;
  readonly at: string;
  readonly unit: string;
  readonly village: string;
  readonly place: string;
  readonly skills: readonly string[];
  readonly topic: string;
  readonly rows: readonly DraftRow[];
}

/** What a learner takes home: what was recorded in their name. */
export interface Slip {
  readonly session: string;
  readonly name: string;
  readonly at: string;
  readonly place: string;
  readonly shown: readonly { readonly skill: string; readonly grade: Grade }[];
}

export const MOST_LEARNERS = 10;
/** A roster older than this is put away: names do not stay on a phone for ever. */
const ROSTER_DAYS = 7;
const WORDING = 'learning_record.2026-11b';

export function newDraft(
  about: Pick<Draft, 'unit' | 'village' | 'place' | 'skills' | 'topic'>,
): Draft {
  return { ...about, id: newId(), at: new Date().toISOString(), rows: [] };
}

export function fresh<T extends Roster & { readonly at: string }>(rosters: readonly T[]): T[] {
  const oldest = Date.now() - ROSTER_DAYS * 86_400_000;
  return rosters.filter(({ at }) => Date.parse(at) > oldest);
}

/** Changes one row of a sheet. */
export function withRow(draft: Draft, person: string, change: Partial<DraftRow>): Draft {
  const rows = draft.rows.map((row) => (row.person === person ? { ...row, ...change } : row));
  return { ...draft, rows };
}

/** Everything the evening practised, done alone: the one tap for most learners. */
export function allAlone({ skills }: Draft): Record<string, Grade> {
  return Object.fromEntries(skills.map((skill) => [skill, 'alone' as const]));
}

/** The sheet as one act. Who refused is on no sheet: their answer alone is told. */
export function eveningAct(draft: Draft, minutes: number): Act {
  const { id, at, unit, place, skills, topic } = draft;
  const recorded = draft.rows.filter(({ answer }) => answer !== 'refused');
  return {
    ...{ id, kind: 'evening', at, unit, place, skills, topic },
    minutes: Math.min(300, Math.max(10, minutes)),
    wording: WORDING,
    consents: draft.rows.flatMap(({ shard, person, answer, guardian, fresh }) =>
      answer && !fresh ? [{ shard, person, answer, ...(guardian ? { guardian } : {}) }] : [],
    ),
    newLearners: recorded.flatMap(({ person, name, birthYear, guardian, card, fresh }) => {
      if (!fresh) return [];
      const more = { ...(guardian ? { guardian } : {}), ...(card ? { card } : {}) };
      return [{ id: person, name, birthYear, ...more }];
    }),
    rows: recorded.map(({ shard, person, present, marks }) => {
      return { shard, person, present, marks: present ? marks : {} };
    }),
  };
}

export function slipsOf(draft: Draft): Slip[] {
  const { id: session, at, place } = draft;
  return draft.rows
    .filter(({ present, answer }) => present && answer !== 'refused')
    .map(({ name, marks }) => ({
      ...{ session, name, at, place },
      shown: Object.entries(marks).map(([skill, grade]) => ({ skill, grade })),
    }));
}
