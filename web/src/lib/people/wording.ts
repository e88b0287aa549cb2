import { CONSENT_WORDING } from '@suotdoi/core/people/model';
import { isMessageKey, type Translate } from '@suotdoi/messages';

/** The sentences in which consent is asked, now or by an earlier version; none if it is not ours. */
export function wordingLines(t: Translate, version: string = CONSENT_WORDING): string[] {
  const key = `people.consent_${version.replaceAll(/[.-]/g, '_')}`;
  return isMessageKey(key) ? t(key).split('\n') : [];
}
