import { Refusal } from '@suotdoi/core/ground';
import { fillLesson } from '@suotdoi/core/library/rules';
import { playerSentences } from '@suotdoi/players/words';
import { json } from '@sveltejs/kit';
import { fillingFor, lessonReader } from '#lib/lessons/reader.ts';
import type { RequestHandler } from './$types';

/** What the island plays: the practices and questions of a lesson, filled, and the players' words. */
export const GET: RequestHandler = async ({ locals: { ctx, locale, t }, params }) => {
  const reader = await lessonReader(ctx);
  const lesson = reader.shelf.course(params.course)?.lesson(params.lesson, locale);
  if (!lesson) throw new Refusal('missing', 'library.unknown_lesson');
  const { practices, questions } = fillLesson(lesson, await fillingFor(ctx, reader, locale));
  const headers = { 'cache-control': 'private, no-store' };
  return json({ practices, questions, sentences: playerSentences(t) }, { headers });
};
