import type { FamilyPage } from '@suotdoi/core/standing';
import type { Translate } from '@suotdoi/messages';

/** The head of a family's page says the state: what is lacking, or that it has been reached. */
export function familyTitle(t: Translate, { lacking, reached, name }: FamilyPage): string {
  if (reached) return t('standing.family_enough');
  return lacking > 0
    ? t('standing.family_missing', { n: lacking })
    : t('standing.family_of', { name });
}
