import { authorise, type Permission } from '@suotdoi/core/accounts';
import { type Ctx, Refusal } from '@suotdoi/core/ground';

/** Whether the reader holds a permission at a unit: for what is shown, never for letting in. */
export function holds(ctx: Ctx, permission: Permission, unit: string): Promise<boolean> {
  return authorise(ctx, permission, unit).then(
    () => true,
    (no) => {
      if (no instanceof Refusal) return false;
      throw no;
    },
  );
}
