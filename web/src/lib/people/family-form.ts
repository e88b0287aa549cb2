import { CONSENT_WORDING, MAX_MEMBERS } from '@suotdoi/core/people/model';
import { nested, type Typed, typed } from '../forms.ts';

/** A line of the form as it is typed. */
interface Line {
  readonly name?: string;
  readonly birthYear?: string;
  readonly sex?: string;
  readonly agreed?: string;
}

/** What a sent family form says: input of the command, and what the page shows again. */
export interface FamilyForm {
  readonly input: unknown;
  /** Lines left empty are gone, so that the faults of a line stand beside it. */
  readonly values: Typed;
  readonly lines: number;
}

/** How many lines the page shows the first time. */
export const FIRST_LINES = 3;

export function readFamilyForm(data: FormData): FamilyForm {
  const tree = nested(data);
  const typedLines = Array.isArray(tree.members) ? (tree.members as Line[]) : [];
  const lines = typedLines.filter(({ name, birthYear }) => name?.trim() || birthYear?.trim());
  const answered = lines.some(({ agreed }) => agreed);
  const consent = (tree.consent ?? {}) as { way?: string };
  return {
    input: {
      id: tree.id,
      unit: tree.unit ?? '',
      members: lines.map(({ name = '', birthYear = '', sex = '', agreed }) => ({
        ...{ name, birthYear, sex },
        ...(agreed ? { agreed: agreed === 'yes' } : {}),
      })),
      ...(answered || consent.way ? { consent: { ...consent, wording: CONSENT_WORDING } } : {}),
      notTheSame: tree.notTheSame === 'yes',
    },
    values: { ...others(data), ...byName(lines) },
    lines: Math.min(MAX_MEMBERS, Math.max(1, lines.length)),
  };
}

function others(data: FormData): Typed {
  return Object.fromEntries(
    Object.entries(typed(data)).filter(([name]) => !name.startsWith('members.')),
  );
}

function byName(lines: readonly Line[]): Typed {
  return Object.fromEntries(
    lines.flatMap((line, i) =>
      Object.entries(line).map(([field, value]) => [`members.${i}.${field}`, [String(value)]]),
    ),
  );
}
