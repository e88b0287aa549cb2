import type { Fault } from '@suotdoi/core/ground';
import type { ImportField } from '../model.ts';

/** What a row's cells say, by field. */
export type Texts = Partial<Record<ImportField, string>>;

/** A person as a row says. `household` is the same for all of one family; null: no family is told. */
export interface ListedPerson {
  readonly line: number;
  readonly name: string;
  readonly birthYear: number;
  readonly sex: 'female' | 'male' | null;
  readonly village: string;
  readonly household: string | null;
  readonly head: boolean;
  readonly ethnicity: string | null;
  readonly disability: boolean | null;
  readonly idLast3: string | null;
}

/** A row with what was read of it. `cells`: its text by field, repeated cells filled in. */
export interface ListRow {
  readonly line: number;
  readonly cells: Readonly<Texts>;
  readonly faults: readonly (Fault & { readonly field: ImportField })[];
  readonly person: ListedPerson | null;
}
