import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { contentFolder } from '@suotdoi/content';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { checkContent } from './index.ts';

const real = fileURLToPath(contentFolder);
const course = 'courses/ky-nang-so-co-ban';
let folder: string;

/** A content folder with one lesson, copied from our own. */
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'suotdoi-content-'));
  for (const file of ['channels.json', `${course}/MAY1.vi.md`, `${course}/MAY1.en.md`]) {
    await cp(join(real, file), join(folder, file));
  }
  await writeFile(
    join(folder, course, 'course.yaml'),
    `code: ky-nang-so-co-ban
title: { vi: Thử, en: Try }
audience: { vi: Mọi người, en: Everyone }
summary: { vi: Một bài, en: One lesson }
level: basic
version: "1.0"
licence: CC-BY-4.0
lessons: [MAY1]
groups: [{ id: may, title: { vi: Máy, en: Phone }, lessons: [MAY1] }]
`,
  );
});

afterEach(() => rm(folder, { recursive: true }));

async function plant(file: string, from: string | RegExp, to: string): Promise<void> {
  const path = join(folder, course, file);
  const text = await readFile(path, 'utf8');
  const changed = text.replace(from, to);
  expect(changed).not.toBe(text);
  await writeFile(path, changed);
}

async function found(): Promise<string[]> {
  const { faults } = await checkContent(folder);
  return faults.map(({ file, line, code }) => `${file.split('/').at(-1)}:${line} ${code}`);
}

/** The line on which these words stand in the Vietnamese lesson as it is. */
async function lineWith(words: string, file = 'MAY1.vi.md'): Promise<number> {
  const text = await readFile(join(real, course, file), 'utf8');
  return text.split('\n').findIndex((line) => line.includes(words)) + 1;
}

test('a whole lesson has no fault, and weighs less than 30 KB', async () => {
  const report = await checkContent(folder);
  expect(report.faults).toEqual([]);
  expect(report.weights).toHaveLength(1);
  const [weight] = report.weights;
  expect(weight?.text).toBeLessThan(30_000);
  expect(weight?.audio).toBe(weight?.text);
  expect(weight?.all).toBeGreaterThan(weight?.text ?? 0);
});

test.each([
  ['skills: [MAY1]', 'skills: [BAY9]', 'library.skill_unknown'],
  ['prerequisites: []', 'prerequisites: [GOI9]', 'library.prerequisite_unknown'],
  ['licence: CC-BY-4.0', 'licence: của tôi', 'library.licence_form'],
  ['minutes: 10', 'phut: 10', 'library.field_unknown'],
  ['go: khoa,', 'go: khoas,', 'library.screen_missing'],
  ['done: true', 'go: tat', 'library.no_end'],
  ['icon: photo', 'icon: anh-dep', 'library.field_wrong'],
  ['right: true', 'right: false', 'library.one_right'],
  ['Máy đang khoá.', 'Xem https://lua.example nhé.', 'library.outside_address'],
  ['Máy đang khoá.', 'Xem tin-moi.com nhé.', 'library.outside_address'],
  ['Máy đang khoá.', 'Nhanh lên!', 'library.word_forbidden'],
  ['Máy đang khoá.', 'Máy đang khóa.', 'library.old_spelling'],
  ['Máy đang khoá.', 'Máy đang khoá [?].', 'library.writer_mark'],
  ['{kenh:huong-dan-vien}', '{kenh:ong-tram}', 'library.placeholder_unknown'],
  ['cả tiền.', 'cả [tiền](may.md).', 'library.link_forbidden'],
  ['cả tiền.', '![](media/tien.webp)', 'library.picture_words_missing'],
  ['cả tiền.', '<b>cả tiền</b>.', 'library.html_forbidden'],
])('“%s” made “%s” is named with its line: %s', async (from, to, code) => {
  const line = await lineWith(from);
  await plant('MAY1.vi.md', from, to);
  const lines = (await found()).filter((one) => one.endsWith(code));
  const [first] = lines;
  expect(first).toMatch(/^MAY1\.vi\.md:/);
  const at = Number(/:(\d+) /.exec(first ?? '')?.[1]);
  // A rule of a whole block is named at the block's part, at most some lines above.
  expect(line - at).toBeGreaterThanOrEqual(0);
  expect(line - at).toBeLessThan(code === 'library.no_end' ? 200 : 4);
});

test('a question too few, a missing section, a step too many', async () => {
  await plant('MAY1.vi.md', /```quiz[\s\S]*?```\n/, '');
  await plant('MAY1.vi.md', '## Nếu bí', '## Mẹo vặt');
  await plant('MAY1.vi.md', /^4\. /m, '4. Nghỉ một chút.\n5. ');
  expect(await found()).toEqual(
    expect.arrayContaining([
      expect.stringContaining('library.questions_count'),
      expect.stringContaining('library.heading_unknown'),
      expect.stringContaining('library.section_missing'),
      expect.stringContaining('library.steps_count'),
    ]),
  );
});

test('a language, a picture and a listing that are missing', async () => {
  await plant('MAY1.vi.md', 'cả tiền.', '![Tờ tiền](media/tien.webp)');
  await rm(join(folder, course, 'MAY1.en.md'));
  await writeFile(join(folder, course, 'MAY2.vi.md'), 'Một bài chưa xếp chỗ.');
  expect(await found()).toEqual([
    'MAY1.vi.md:1 library.file_missing',
    'MAY2.vi.md:1 library.lesson_not_listed',
    'course.yaml:8 library.file_missing',
  ]);
});

test('English that plays differently from Vietnamese is named at its block', async () => {
  await plant('MAY1.en.md', 'go: khoa, say', 'go: chinh, say');
  await plant('MAY1.en.md', 'minutes: 10', 'minutes: 12');
  const faults = await found();
  expect(faults.some((one) => one.includes('MAY1.en.md') && one.includes('unreachable'))).toBe(
    true,
  );
  await plant('MAY1.en.md', 'go: chinh, say: "The screen is on."', 'go: khoa');
  expect(await found()).toEqual([
    `MAY1.en.md:${await lineWith('minutes:', 'MAY1.en.md')} library.languages_differ`,
    `MAY1.en.md:${await lineWith('```practice', 'MAY1.en.md')} library.languages_differ`,
  ]);
});

test('a long sentence is a warning, not a fault', async () => {
  const long = Array.from({ length: 30 }, () => 'chữ').join(' ');
  await plant('MAY1.vi.md', 'cả tiền.', `cả tiền. ${long}.`);
  const { faults, warnings } = await checkContent(folder);
  expect(faults).toEqual([]);
  expect(warnings.map((one) => [one.code, one.values.count])).toEqual([
    ['library.sentence_long', 30],
  ]);
});

test('every lesson of ours that is written is clean, light, and needs no long sentence', async () => {
  const { faults, warnings, weights } = await checkContent();
  // A listed lesson that is not written yet is named at its course.yaml by `content check`.
  expect(faults.filter((fault) => !fault.file.endsWith('course.yaml'))).toEqual([]);
  expect(warnings).toEqual([]);
  expect(weights.filter((weight) => weight.text > 30_000)).toEqual([]);
  const basic = weights.filter((weight) => weight.course === 'ky-nang-so-co-ban');
  expect(basic.reduce((all, weight) => all + weight.text, 0)).toBeLessThan(1_000_000);
});
