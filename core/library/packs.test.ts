import { gunzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { type Catalogue, type LessonPack, packShelf } from './packs.ts';
import { shelf } from './shelf.ts';

const packs = packShelf(await shelf());
const read = <T>(pack: Buffer | null): T => JSON.parse(String(gunzipSync(pack ?? Buffer.of())));
const { courses } = read<Catalogue>(packs.catalogue);

test('a lesson weighs at most 30 KB, the basic course at most 1 MB, and says so beforehand', () => {
  for (const { code, lessons } of courses) {
    let all = 0;
    for (const lesson of lessons) {
      const pack = packs.pack(code, lesson.code, 'vi');
      expect(pack?.length, lesson.code).toBe(lesson.bytes.vi);
      expect(lesson.bytes.vi, lesson.code).toBeLessThan(30_000);
      all += lesson.bytes.vi;
    }
    expect(all, code).toBeLessThan(1_000_000);
  }
  expect(packs.catalogue.length).toBeLessThan(30_000);
});

test('a pack is a whole lesson with the version it is of; what is not there is no pack', () => {
  const basic = courses.find(({ level }) => level === 'basic');
  const pack = read<LessonPack>(packs.pack(basic?.code ?? '', 'MAY1', 'en'));
  expect(pack.version).toBe(basic?.version);
  expect(pack.lesson.questions).toHaveLength(3);
  expect(pack.lesson.language).toBe('en');
  expect(packs.pack(basic?.code ?? '', 'KHONG1', 'vi')).toBeNull();
});
