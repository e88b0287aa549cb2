import type { Result } from '@suotdoi/players/types';

interface Told {
  /** JSON: what the players told, or what the server made of the address. */
  readonly results: string;
  /** The same identifier for the same thing, so that pressing twice records once. */
  readonly idFor: (name: string) => string;
  /** What every act says: course, version, lesson, language, moment. */
  readonly told: Readonly<Record<string, unknown>>;
}

/** The acts of one part, for `recordActs`, which checks them. */
export function actsOf({ results, idFor, told }: Told): unknown[] {
  return list(results).map((result) => ({ ...told, ...result, id: idFor(nameOf(result)) }));
}

function list(json: string): Partial<Result>[] {
  try {
    const told: unknown = JSON.parse(json || '[]');
    return Array.isArray(told) ? told.slice(0, 20) : [];
  } catch {
    return [];
  }
}

function nameOf(result: Partial<Result>): string {
  if ('practice' in result) return `practice:${result.practice}`;
  return 'question' in result ? `answer:${result.question}` : `${result.kind}`;
}
