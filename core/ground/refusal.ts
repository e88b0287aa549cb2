/** How an expected "no" is answered by the doors: 400, 401, 403, 404, 409, 412, 429, 503. */
export type RefusalKind =
  | 'invalid'
  | 'unknown'
  | 'forbidden'
  | 'missing'
  | 'conflict'
  | 'stale'
  | 'too_many'
  | 'unavailable';

export const refusalStatus: Readonly<Record<RefusalKind, number>> = {
  invalid: 400,
  unknown: 401,
  forbidden: 403,
  missing: 404,
  conflict: 409,
  stale: 412,
  too_many: 429,
  unavailable: 503,
};

/** A fault of one field: `path` as in the form ("members.0.birthYear"), `code` is a message key. */
export interface Fault {
  readonly path: string;
  readonly code: string;
  readonly values?: Readonly<Record<string, string | number>>;
}

/**
 * An expected "no". `code` is the message key ("learning.too_many_learners"); the words are made
 * at the edge, in the reader's language. Anything else that is thrown is a bug.
 */
export class Refusal extends Error {
  readonly kind: RefusalKind;
  readonly code: string;
  readonly values: Readonly<Record<string, string | number>>;
  readonly faults: readonly Fault[];

  constructor(
    kind: RefusalKind,
    code: string,
    more: { values?: Record<string, string | number>; faults?: readonly Fault[] } = {},
  ) {
    super(`${kind}: ${code}`);
    this.name = 'Refusal';
    this.kind = kind;
    this.code = code;
    this.values = more.values ?? {};
    this.faults = more.faults ?? [];
  }
}
