import { type Actor, Refusal } from '@suotdoi/core/ground';

import { homePages } from './vocabulary.ts';
import type { Who } from './who.ts';

/** Who answers for what is written: the account, the machine, or this program itself. */
export function authorityOf(actor: Actor): Who {
  if (actor.kind === 'nobody') throw new Refusal('unknown', 'accounts.sign_in_first');
  const pages = {
    account: homePages.accounts,
    client: homePages.clients,
    system: homePages.programs,
  };
  return { objectType: 'Agent', account: { homePage: pages[actor.kind], name: actor.id } };
}
