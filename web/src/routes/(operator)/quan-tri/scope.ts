import { may, mayGrant, type Permission, roles, scopeUnits } from '@suotdoi/core/accounts';
import { roleFitsLevel } from '@suotdoi/core/accounts/rules';
import { type Actor, type Ctx, Refusal, type RoleName } from '@suotdoi/core/ground';
import { type Unit, unitPath, unitsBelow } from '@suotdoi/core/units';
import type { MessageKey, Translate } from '@suotdoi/messages';
import { crumbItems } from '#lib/plans/crumb.ts';

/** The unit a page of accounts or machines stands at, and those one step below. */
export interface Standpoint {
  readonly unit: Unit;
  readonly below: readonly Unit[];
  readonly crumb: { label: string; href?: string }[];
  /** The pages that this reader may open, for the tabs. */
  readonly pages: readonly { readonly path: string; readonly label: MessageKey }[];
}

const pages = [
  { path: '/quan-tri', label: 'accounts.people', needs: 'accounts.grant' },
  { path: '/quan-tri/may', label: 'accounts.machines', needs: 'clients.manage' },
  { path: '/quan-tri/kenh', label: 'library.channels', needs: 'channels.fill' },
] as const;

/** Where the address says, or where the reader's own right begins. */
export async function standpoint(
  { ctx, t }: { ctx: Ctx; t: Translate },
  url: URL,
  permission: Permission,
): Promise<Standpoint> {
  const own = scopeUnits(ctx.actor, permission)[0];
  if (own === undefined) throw new Refusal('forbidden', 'accounts.not_allowed');
  const code = url.searchParams.get('don-vi') ?? own;
  const [path, below] = await Promise.all([unitPath(ctx, code), unitsBelow(ctx, code)]);
  const unit = path.at(-1);
  if (!unit) throw new Refusal('missing', 'units.unknown_unit', { values: { code } });
  const href = (unit: string) => `${url.pathname}?don-vi=${unit}`;
  return {
    ...{ unit, below },
    crumb: crumbItems(path, { actor: ctx.actor, t, permission }, href),
    pages: pages
      .filter(({ needs }) => may(ctx.actor, needs))
      .map(({ path, label }) => ({ path, label })),
  };
}

/** Roles the reader may give at one of these units. Citizens get theirs on their own page. */
export function rolesToGive(actor: Actor, units: readonly Unit[]): RoleName[] {
  return roles.filter(
    (role) =>
      role !== 'citizen' &&
      mayTake(actor, role) &&
      units.some(({ level }) => roleFitsLevel(role, level)),
  );
}

/** Whoever may give a role may take it. */
export function mayTake(actor: Actor, role: RoleName): boolean {
  return actor.kind === 'account' && actor.roles.some((held) => mayGrant(role, held.role));
}
