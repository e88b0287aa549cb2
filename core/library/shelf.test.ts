import { expect, test } from 'vitest';
import { shelf } from './index.ts';
import { languages } from './model.ts';
import { beginPractice, channelWords, fillLesson, judge, type Play, tapItem } from './rules.ts';

test('every practice of every lesson can be finished by one who follows where taps lead', async () => {
  const { courses } = await shelf();
  const lessons = courses.flatMap((course) =>
    languages.flatMap((language) =>
      course.lessons.flatMap((code) => course.lesson(code, language) ?? []),
    ),
  );
  expect(lessons.length).toBeGreaterThanOrEqual(88);
  for (const { code, practices } of lessons) {
    for (const practice of practices) {
      expect(finishes(practice), `${code} ${practice.id}`).toBe(true);
    }
  }
});

/** Looks breadth first at every state that taps can lead to, until one is the end. */
function finishes(practice: Parameters<typeof beginPractice>[0]): boolean {
  const start = beginPractice(practice);
  const seen = new Set<string>();
  let here: Play[] = [start];
  while (here.length > 0) {
    if (here.some(({ done }) => done)) return true;
    here = here.flatMap((play) =>
      (practice.screens[play.screen]?.items ?? []).flatMap((_, index) => {
        const next = tapItem(practice, play, index);
        const key = `${next.screen} ${[...next.found].sort()} ${next.done}`;
        if (seen.has(key)) return [];
        seen.add(key);
        return [next];
      }),
    );
  }
  return false;
}

test('every question of every lesson has an answer that is right, and “no idea” is never right', async () => {
  for (const course of (await shelf()).courses) {
    for (const code of course.lessons) {
      for (const question of course.lesson(code, 'vi')?.questions ?? []) {
        expect(judge(question, rightFor(question)).right, `${code}: ${question.ask}`).toBe(true);
        expect(judge(question, { picked: [] }).right).toBe(false);
      }
    }
  }
});

function rightFor(question: Parameters<typeof judge>[0]): Parameters<typeof judge>[1] {
  switch (question.type) {
    case 'choice':
    case 'several':
      return { picked: question.options.flatMap(({ right }, index) => (right ? [index] : [])) };
    case 'order':
      return { picked: question.items.keys().toArray() };
    case 'match':
      return { picked: question.pairs.keys().toArray() };
    case 'number':
      return { typed: String(question.answer).replace('.', ',') };
    case 'text':
      return { typed: question.answers[0] ?? '' };
  }
}

test('a lesson that is shown has no placeholder left, and what a place wrote cannot be HTML', async () => {
  const { courses, channels } = await shelf();
  const filling = {
    xung: 'bác',
    channel: channelWords(channels, 'vi', { 'huong-dan-vien': '<b>0900</b>' }),
  };
  for (const course of courses) {
    for (const code of course.lessons) {
      const lesson = course.lesson(code, 'vi');
      if (!lesson) throw new Error(code);
      expect(JSON.stringify(fillLesson(lesson, filling)), code).not.toMatch(/\{[xX]ung|\{kenh/);
    }
  }
  const may1 = courses[0]?.lesson('MAY1', 'vi');
  if (!may1) throw new Error('MAY1');
  expect(fillLesson(may1, filling).stuck).toContain('&#60;b&#62;0900');
});
