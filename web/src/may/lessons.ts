import { type Step, stepKey } from '@suotdoi/core/library/rules';
import { ask } from './ask.ts';
import type { Catalogue, CatalogueCourse, CatalogueLesson, LessonPack } from './shapes.ts';
import { database, keep, kept } from './store/database.ts';

type Language = 'vi' | 'en';

/** Everything there is to learn; from the store when there is no network. Null: never heard of yet. */
export async function catalogue(): Promise<Catalogue | null> {
  try {
    const told = await ask<Catalogue>('/may/goi/khoa.json');
    await keep('catalogue', told);
    return told;
  } catch {
    return (await kept('catalogue')) ?? null;
  }
}

export function stepsOf({ courses }: Catalogue): Step[] {
  return courses
    .filter(({ level }) => level !== 'instructor')
    .flatMap((course) =>
      course.lessons.map(({ code, skills, prerequisites }) => {
        return { course: course.code, lesson: code, skills, prerequisites };
      }),
    );
}

const place = (course: string, lesson: string, language: Language) =>
  `${course}/${lesson}/${language}`;

/** Which lessons lie on this phone, by `course:lesson`, and whether they are as the catalogue says. */
export async function onPhone(language: Language, known: Catalogue): Promise<Map<string, boolean>> {
  const db = await database();
  const keys = await db.getAllKeys('lessons');
  const rows = await db.getAll('lessons');
  const digests = new Map(keys.map((key, i) => [key, rows[i]?.digest]));
  return new Map(
    known.courses.flatMap(({ code, lessons }) =>
      lessons.flatMap((lesson) => {
        const digest = digests.get(place(code, lesson.code, language));
        const key = stepKey({ course: code, lesson: lesson.code });
        return digest ? [[key, digest === lesson.digest[language]] as const] : [];
      }),
    ),
  );
}

/** A lesson from this phone; null: not taken along. Whoever began it finishes this version. */
export async function lessonHere(
  course: string,
  lesson: string,
  language: Language,
): Promise<LessonPack | null> {
  const row = await (await database()).get('lessons', place(course, lesson, language));
  return row?.pack ?? null;
}

/** Takes one lesson along. */
export async function take(
  course: CatalogueCourse,
  lesson: CatalogueLesson,
  language: Language,
): Promise<void> {
  const address = `/may/goi/${course.code}/${lesson.code}/${language}`;
  const pack = await ask<LessonPack>(address);
  const row = { digest: lesson.digest[language], pack };
  await (await database()).put('lessons', row, place(course.code, lesson.code, language));
}

/** How much is still to be taken of some lessons: what is here already is not taken again. */
export function weight(
  course: CatalogueCourse,
  lessons: readonly CatalogueLesson[],
  about: { language: Language; here: ReadonlyMap<string, boolean> },
): { missing: CatalogueLesson[]; bytes: number } {
  const missing = lessons.filter(
    ({ code }) => !about.here.get(stepKey({ course: course.code, lesson: code })),
  );
  return {
    missing,
    bytes: missing.reduce((sum, { bytes }) => sum + bytes[about.language], 0),
  };
}

/** Text grows about fourfold when it is unpacked; what waits needs room too. */
const ROOM = 4;
const SPARE_BYTES = 2_000_000;

/** Whether there is room for so many bytes; true where the browser will not say. */
export async function hasRoom(bytes: number): Promise<boolean> {
  const told = await navigator.storage?.estimate?.().catch(() => null);
  if (!told?.quota) return true;
  return told.quota - (told.usage ?? 0) > bytes * ROOM + SPARE_BYTES;
}
