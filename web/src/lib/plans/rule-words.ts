import type { Day } from '@suotdoi/core/ground';
import { type Subject, skills, standards } from '@suotdoi/core/standing/model';
import { standardOn } from '@suotdoi/core/standing/rules';
import type { Format, Translate } from '@suotdoi/messages';

/** The skills that everybody needs, in the order in which they are learnt. */
export const essentialSkills = skills
  .filter((skill) => skill.essential)
  .sort((a, b) => a.lessonOrder - b.lessonOrder);

/** What has to be done to count, as one sentence, by the rule in force on a day. */
export function ruleSentence(
  words: { t: Translate; f: Format },
  subject: Subject,
  day: Day,
): string {
  const { t, f } = words;
  const { citizen, ...shares } = standardOn(day, standards);
  const age = citizen.minAge;
  if (subject === 'citizens') {
    return t('plans.rule_citizens', {
      age,
      essential: essentialSkills.length,
      others: citizen.others,
    });
  }
  if (subject === 'families') {
    return t('plans.rule_families', { age, share: f.percent(shares.family.share) });
  }
  const { share, minMembers } = subject === 'clans' ? shares.clan : shares.community;
  return t(`plans.rule_${subject}`, { age, share: f.percent(share), min: minMembers });
}

/** A skill's name in the reader's language; an unknown code stands for itself. */
export function skillName(code: string, { locale }: Translate): string {
  return skills.find((skill) => skill.code === code)?.[locale] ?? code;
}
