import type { Permission } from '@suotdoi/core/accounts';
import type { Ctx, PersonKey } from '@suotdoi/core/ground';

export const VILLAGE = '16681.03';

export interface World {
  readonly family: { id: string; shard: string; members: PersonKey[] };
  /** Another record of the family's only member. */
  readonly twin: string;
  readonly session: string;
  readonly statement: string;
  readonly school: string;
  readonly client: string;
}

export interface Guarded {
  readonly needs: Permission;
  /** Calls it about the village; what is refused for other reasons than rights may be. */
  run(ctx: Ctx, world: World): Promise<unknown>;
  /** Lists answer everybody with what is theirs: nothing for those without the right. */
  readonly list?: true;
}

export const consent = { wording: 'w1', way: 'spoken' } as const;
export const hoa = (w: World) => w.family.members[0] as PersonKey;
