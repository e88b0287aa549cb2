import { createHash } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { type Channels, type Language, type Lesson, languages } from './model.ts';
import type { Shelf, ShelfCourse } from './shelf.ts';

/** A lesson as a phone lists it before taking it along. */
export interface PackedLesson {
  readonly code: string;
  readonly title: Readonly<Record<Language, string>>;
  readonly minutes: number;
  readonly skills: readonly string[];
  readonly prerequisites: readonly string[];
  /** Bytes on the wire, in each language. */
  readonly bytes: Readonly<Record<Language, number>>;
  /** Changes with the lesson's text, so that a phone sees what it has is old. */
  readonly digest: Readonly<Record<Language, string>>;
}

export interface PackedCourse {
  readonly code: string;
  readonly version: string;
  readonly level: string;
  readonly title: Readonly<Record<Language, string>>;
  readonly groups: ShelfCourse['groups'];
  readonly lessons: readonly PackedLesson[];
}

/** What a phone knows of everything there is to learn. */
export interface Catalogue {
  readonly courses: readonly PackedCourse[];
  readonly channels: Channels;
}

/** A lesson to take along; placeholders are still in it. */
export interface LessonPack {
  readonly course: string;
  readonly version: string;
  readonly lesson: Omit<Lesson, 'competence'>;
}

/** Every pack of a shelf, zipped once. */
export interface Packs {
  readonly catalogue: Buffer;
  /** Null: no such lesson. */
  pack(course: string, lesson: string, language: Language): Buffer | null;
}

/** Packs what is on a shelf for phones: gzip, as it goes over the wire. */
export function packShelf(shelf: Shelf): Packs {
  const packs = new Map<string, Buffer>();
  const courses = shelf.courses.map((course): PackedCourse => {
    const { code, version, level, title, groups } = course;
    const lessons = course.lessons.map((lesson) => packLesson(course, lesson, packs));
    return { code, version, level, title, groups, lessons };
  });
  const { channels } = shelf;
  const catalogue: Catalogue = { courses, channels };
  return {
    catalogue: zip(catalogue),
    pack: (course, lesson, language) => packs.get(`${course}/${lesson}/${language}`) ?? null,
  };
}

function packLesson(course: ShelfCourse, code: string, packs: Map<string, Buffer>): PackedLesson {
  const both = languages.map((language) => {
    const lesson = course.lesson(code, language);
    if (!lesson) throw new Error(`the shelf lists ${course.code}/${code} but has it not`);
    const { competence: _, ...kept } = lesson;
    const pack: LessonPack = { course: course.code, version: course.version, lesson: kept };
    const zipped = zip(pack);
    packs.set(`${course.code}/${code}/${language}`, zipped);
    const digest = createHash('sha256').update(JSON.stringify(pack)).digest('base64url');
    return { language, lesson, bytes: zipped.length, digest: digest.slice(0, 12) };
  });
  const each = <T>(value: (one: (typeof both)[number]) => T) =>
    Object.fromEntries(both.map((one) => [one.language, value(one)])) as Record<Language, T>;
  const { minutes, skills, prerequisites } = (both[0] as (typeof both)[number]).lesson;
  return {
    ...{ code, minutes, skills, prerequisites },
    title: each((one) => one.lesson.title),
    bytes: each((one) => one.bytes),
    digest: each((one) => one.digest),
  };
}

function zip(value: unknown): Buffer {
  return gzipSync(JSON.stringify(value), { level: 9 });
}
