import type { StatementView } from '@suotdoi/core/record';
import { homePages, lessonPartOf, skillOf, verbs } from '@suotdoi/core/record/model';
import type { Translate } from '@suotdoi/messages';
import { pseudonym } from './pseudonym.ts';
import { skillName } from './rule-words.ts';

const grades = ['alone', 'prompted', 'helped', 'passed', 'declared'] as const;

/** What an act was, in plain words. */
export function didWhat(t: Translate, { verb, object, grade }: StatementView): string {
  const skill = skillOf(object);
  const known = grades.find((one) => one === grade);
  if (skill && known) return t(`standing.did_${known}`, { skill: skillName(skill, t) });
  const part = lessonPartOf(object);
  if (part) {
    const kind = part.practice ? 'practised' : part.question === undefined ? 'lesson' : 'answered';
    return t(`standing.did_${kind}`, { lesson: part.lesson });
  }
  if (verb === verbs.attended) return t('standing.did_attended');
  if (verb === verbs.taught) return t('standing.did_taught');
  if (verb === verbs.voided) return t('standing.did_voided');
  return t('standing.did_other', { verb: verb.slice(verb.lastIndexOf('/') + 1) });
}

/** Who someone in a statement is: by pseudonym, never by name. */
export function whoIs(t: Translate, agent: unknown): string {
  const { homePage, name } = accountOf(agent) ?? {};
  if (!name) return t('standing.someone_else');
  if (homePage === homePages.people) return pseudonym(t, 'person', name);
  if (homePage === homePages.accounts)
    return t('standing.writer_account', { code: name.slice(-3) });
  if (homePage === homePages.clients) return t('standing.writer_client');
  return t(homePage === homePages.programs ? 'standing.writer_system' : 'standing.someone_else');
}

function accountOf(agent: unknown): { homePage?: string; name?: string } | undefined {
  if (typeof agent !== 'object' || agent === null || !('account' in agent)) return undefined;
  return agent.account as { homePage?: string; name?: string };
}

/** What the words above need of a statement's body; anything may be missing in those of others. */
export interface Told {
  readonly actor?: unknown;
  readonly authority?: unknown;
  readonly context?: { readonly instructor?: unknown };
}

/** The body to be read by people: with line breaks where that changes nothing but the spaces. */
export function readable(body: string): string {
  const told: unknown = JSON.parse(body);
  return JSON.stringify(told) === body ? JSON.stringify(told, null, 2) : body;
}
