import { inviteAdministrator } from '@suotdoi/core/accounts';
import type { Ctx } from '@suotdoi/core/ground';

/** Makes and prints the one-time link by which an administrator makes their account. */
export async function invitation(
  ctx: Ctx,
  about: { address: string; say: (line: string) => void },
): Promise<void> {
  // In the query, which is written to no log.
  const link = `${about.address}/dang-nhap/lan-dau?ma=${await inviteAdministrator(ctx)}`;
  about.say(
    'Mở địa chỉ này một lần để tạo tài khoản quản trị (open once to make the administrator):',
  );
  about.say(`  ${link}`);
}
