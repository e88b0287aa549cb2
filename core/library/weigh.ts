import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { Lesson } from './model.ts';

/** Bytes a phone downloads for one lesson, compressed (gzip). */
export interface LessonWeight {
  readonly course: string;
  readonly lesson: string;
  /** The Vietnamese text, questions and practices. */
  readonly text: number;
  /** The same with the recorded Vietnamese voice. */
  readonly audio: number;
  /** Both languages, every voice, every picture. */
  readonly all: number;
}

interface Weighed {
  readonly course: string;
  readonly code: string;
  readonly folder: string;
  readonly lessons: readonly Lesson[];
}

/** Weighs a lesson in its three sizes. A media file that is missing weighs nothing: it is a fault elsewhere. */
export async function weighLesson({
  course,
  code,
  folder,
  lessons,
}: Weighed): Promise<LessonWeight> {
  const pack = (lesson: Lesson) => gzipSync(JSON.stringify(lesson)).byteLength;
  const media = async (names: Iterable<string>) => {
    const sizes = [...new Set(names)].map((name) => fileWeight(join(folder, name)));
    return sum(await Promise.all(sizes));
  };
  const [source] = lessons;
  const text = source ? pack(source) : 0;
  const voice = await media(Object.values(source?.audio ?? {}));
  const everything = await media(
    lessons.flatMap((lesson) => [...Object.values(lesson.audio), ...lesson.pictures]),
  );
  return {
    course,
    lesson: code,
    text,
    audio: text + voice,
    all: sum(lessons.map(pack)) + everything,
  };
}

/** Sound and pictures are compressed already; a drawing in SVG is not. */
async function fileWeight(path: string): Promise<number> {
  const bytes = await readFile(path).catch(() => null);
  return bytes ? Math.min(bytes.byteLength, gzipSync(bytes).byteLength) : 0;
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((all, one) => all + one, 0);
}
