import type { Lesson } from '@suotdoi/core/library/model';

// What comes over the wire, as this app uses it. The server's shapes are core's; these are the
// parts a phone knows, written again because a browser gets no code of the server.

type Language = 'vi' | 'en';
type Both<T = string> = Readonly<Record<Language, T>>;

export interface CatalogueLesson {
  readonly code: string;
  readonly title: Both;
  readonly minutes: number;
  readonly skills: readonly string[];
  readonly prerequisites: readonly string[];
  readonly bytes: Both<number>;
  readonly digest: Both;
}

export interface CatalogueCourse {
  readonly code: string;
  readonly version: string;
  readonly level: string;
  readonly title: Both;
  readonly lessons: readonly CatalogueLesson[];
}

export interface Catalogue {
  readonly courses: readonly CatalogueCourse[];
  readonly channels: {
    readonly version: string;
    readonly channels: readonly {
      readonly id: string;
      readonly value: string | null;
      readonly empty: Both;
    }[];
  };
}

export interface LessonPack {
  readonly course: string;
  readonly version: string;
  readonly lesson: Omit<Lesson, 'competence'>;
}

/** What the server tells about the holder of this phone. */
export interface Home {
  readonly device: string;
  readonly person: string | null;
  readonly name: string;
  readonly birthYear: number | null;
  readonly sex: string | null;
  readonly consent: string | null;
  readonly finished: readonly string[];
  readonly villages: readonly { readonly code: string; readonly name: string }[];
}

export interface Keys {
  readonly device: string;
  readonly send: string;
  readonly read: string;
}

export interface Greeting {
  readonly kind: 'person' | 'household';
  readonly members: readonly { person: string; name: string; hasPictures: boolean }[];
}

export interface RosterPerson {
  readonly shard: string;
  readonly person: string;
  readonly name: string;
  readonly birthYear: number;
  readonly consent: string | null;
}

export interface Roster {
  readonly unit: string;
  readonly village: string;
  readonly people: readonly RosterPerson[];
}

export interface Skill {
  readonly code: string;
  readonly group: number;
  readonly name: Both;
  readonly short: Both;
}
