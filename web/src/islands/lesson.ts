/** Gives the drawn phone and the questions of a lesson their life. Without it they are forms. */

import type { Practice as PracticeData, Question } from '@suotdoi/core/library/model';
import { beginPractice, explain, judge, tapItem } from '@suotdoi/core/library/rules';
import Practice from '@suotdoi/players/Practice.svelte';
import Quiz from '@suotdoi/players/Quiz.svelte';
import { answersOf, tapsOf } from '@suotdoi/players/state';
import type { Result } from '@suotdoi/players/types';
import { wordsFrom } from '@suotdoi/players/words';
import { mount } from 'svelte';

interface Told {
  readonly practices: readonly PracticeData[];
  readonly questions: readonly Question[];
  readonly sentences: Readonly<Record<string, string>>;
}

const rules = { beginPractice, tapItem, judge, explain };
const place = document.querySelector<HTMLElement>('[data-lesson]');
if (place) void enliven(place);

async function enliven(place: HTMLElement): Promise<void> {
  // A slow or broken line: the forms go on as they came.
  const answer = await fetch(place.dataset.lesson ?? '').catch(() => null);
  if (!answer?.ok) return;
  const { practices, questions, sentences }: Told = await answer.json();
  const words = wordsFrom(sentences);
  const drawn = place.querySelector<HTMLElement>('[data-practice]');
  const practice = practices[Number(drawn?.dataset.practice)];
  if (drawn && practice) {
    const form = new FormData(drawn.querySelector('form') ?? undefined);
    const taps = tapsOf(String(form.get('luot') ?? ''));
    const props = { practice, rules, words, taps, onResult: keeper(place, 1) };
    drawn.replaceChildren();
    mount(Practice, { target: drawn, props });
  }
  const quiz = place.querySelector<HTMLElement>('[data-quiz]');
  if (quiz) {
    const form = quiz.querySelector('form');
    const answers = answersOf(questions, new FormData(form ?? undefined));
    const asked = new URLSearchParams(location.search).has('xem');
    const onResult = keeper(place, questions.length);
    quiz.replaceChildren();
    mount(Quiz, { target: quiz, props: { questions, rules, words, answers, asked, onResult } });
  }
}

/** Keeps results in the form that goes on; once all are there, going on is the main thing to do. */
function keeper(place: HTMLElement, wanted: number): (result: Result) => void {
  const field = place.querySelector<HTMLInputElement>('[data-goes-on] [name=ket-qua]');
  const told = new Map<string, Result>();
  for (const one of JSON.parse(field?.value ?? '[]') as Result[]) told.set(nameOf(one), one);
  return (result) => {
    told.set(nameOf(result), result);
    if (field) field.value = JSON.stringify([...told.values()]);
    if (told.size >= wanted) place.querySelector('[data-goes-on] .btn')?.classList.add('main');
  };
}

function nameOf(result: Result): string {
  if (result.kind === 'practice') return result.practice;
  return result.kind === 'answer' ? `${result.question}` : result.kind;
}
