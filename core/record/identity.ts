import { hash } from 'node:crypto';
import type { Who } from './who.ts';

/** One text, in one line, for one identity; null for a group that has none. */
export function agentKey(who: Who): string | null {
  const key = who.account
    ? `${who.account.homePage} ${who.account.name}`
    : (who.mbox ?? (who.mbox_sha1sum === undefined ? who.openid : `sha1:${who.mbox_sha1sum}`));
  return key === undefined ? null : indexable(key);
}

/** Characters that an index entry holds even where each takes four bytes. */
const INDEXABLE = 500;

/** A text as it is searched for: itself, or its hash where it is too long for an index. */
export function indexable(key: string): string {
  const plain = key.length <= INDEXABLE && !key.includes('\n');
  return plain ? key : `sha256:${hash('sha256', key, 'hex')}`;
}
