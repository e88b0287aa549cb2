import { lessonPartOf, skillOf, verbs } from '@suotdoi/core/record/model';
import type { Translate } from '@suotdoi/messages';
import { skillName } from './skills.ts';

/** What of an act is told in a sentence. */
interface Told {
  readonly verb: string;
  readonly object: string;
  readonly grade: string | null;
  readonly topic: string | null;
  /** The title of the lesson, where the act is about one. */
  readonly lesson?: string | null;
}

const grades = ['alone', 'prompted', 'helped', 'passed', 'declared'] as const;

/** An act in words to its own person: "Tự làm được: Gọi video". */
export function actWords(t: Translate, { verb, object, grade, topic, lesson }: Told): string {
  const code = skillOf(object);
  const known = grades.find((one) => one === grade);
  if (code && known) return t(`learning.act_${known}`, { skill: skillName(t.locale, code) });
  const part = lessonPartOf(object);
  if (part) {
    const kind = part.practice ? 'practised' : part.question === undefined ? 'lesson' : 'answered';
    return t(`learning.act_${kind}`, { lesson: lesson ?? part.lesson });
  }
  const session = topic ?? t('learning.some_session');
  if (verb === verbs.attended) return t('learning.act_attended', { topic: session });
  if (verb === verbs.taught) return t('learning.act_taught', { topic: session });
  return t('learning.act_other');
}
