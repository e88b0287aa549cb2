import { fileURLToPath } from 'node:url';
import { contentFolder } from '@suotdoi/content';
import { readChannels, readCourses } from './course.ts';
import type { Channels, CourseFile, Language, Lesson } from './model.ts';
import type { Step } from './rules.ts';

/** A course ready to be learnt. */
export interface ShelfCourse extends CourseFile {
  /** Its folder, as a path that can be opened. */
  readonly folder: string;
  /** A lesson in that language, else in Vietnamese; null if the course has none of that code. */
  lesson(code: string, language: Language): Lesson | null;
}

/** Everything that can be learnt here, easier courses first. */
export interface Shelf {
  readonly courses: readonly ShelfCourse[];
  readonly channels: Channels;
  course(code: string): ShelfCourse | null;
  /** Lessons for learners in the order of learning; those for instructors are left out. */
  readonly steps: readonly Step[];
}

const levels = ['basic', 'more', 'advanced', 'instructor'] as const;

/** Reads a content folder. What `suotdoi content check` refuses is left out, lesson by lesson. */
export async function openShelf(folder: string): Promise<Shelf> {
  const [read, { channels }] = await Promise.all([readCourses(folder), readChannels(folder)]);
  const courses = read
    .flatMap(({ course, folder, lessons }): ShelfCourse[] => {
      if (!course) return [];
      const lesson = (code: string, language: Language): Lesson | null =>
        lessons.get(code)?.[language]?.lesson ?? lessons.get(code)?.vi?.lesson ?? null;
      const there = (code: string) => lesson(code, 'vi') !== null;
      const groups = course.groups.map((group) => ({
        ...group,
        lessons: group.lessons.filter(there),
      }));
      return [{ ...course, folder, groups, lessons: course.lessons.filter(there), lesson }];
    })
    .sort((a, b) => levels.indexOf(a.level) - levels.indexOf(b.level));
  return {
    courses,
    channels: channels ?? { version: '', channels: [] },
    course: (code) => courses.find((course) => course.code === code) ?? null,
    steps: courses.filter(({ level }) => level !== 'instructor').flatMap(stepsOf),
  };
}

function stepsOf(course: ShelfCourse): Step[] {
  return course.lessons.flatMap((code) => {
    const lesson = course.lesson(code, 'vi');
    if (!lesson) return [];
    const { skills, prerequisites } = lesson;
    return [{ course: course.code, lesson: code, skills, prerequisites }];
  });
}

let shipped: Promise<Shelf> | undefined;

/** The shelf that is shipped with the program: it changes with the program, so it is read once. */
export function shelf(): Promise<Shelf> {
  shipped ??= openShelf(fileURLToPath(contentFolder));
  return shipped;
}
