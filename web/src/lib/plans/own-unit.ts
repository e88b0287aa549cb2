import { type Permission, scopeUnits } from '@suotdoi/core/accounts';
import { type Actor, Refusal } from '@suotdoi/core/ground';
import { NATION } from '@suotdoi/core/units';

/**
 * The widest unit at which the reader holds the permission; codes grow longer downwards.
 * @throws Refusal `forbidden` for a reader who holds it nowhere.
 */
export function ownUnit(actor: Actor, permission: Permission): string {
  const breadth = (unit: string) => (unit === NATION ? 0 : unit.length);
  const [own] = scopeUnits(actor, permission).sort((a, b) => breadth(a) - breadth(b));
  if (!own) throw new Refusal('forbidden', 'accounts.not_allowed');
  return own;
}
