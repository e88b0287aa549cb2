import { shelf } from '@suotdoi/core/library';
import type { Language } from '@suotdoi/core/library/model';
import { lessonPartOf } from '@suotdoi/core/record/model';

/** Adds the title of the lesson that each act is about; null where it is about none, or unknown. */
export async function withLessonTitles<A extends { readonly object: string }>(
  acts: readonly A[],
  language: Language,
): Promise<(A & { lesson: string | null })[]> {
  const { course } = await shelf();
  return acts.map((act) => {
    const part = lessonPartOf(act.object);
    const lesson = part && course(part.course)?.lesson(part.lesson, language);
    return { ...act, lesson: lesson?.title ?? part?.lesson ?? null };
  });
}
