/** Fifty of the most common passwords of 8 characters or more, the world's and Viet Nam's. */
const common: ReadonlySet<string> = new Set(
  `12345678 123456789 1234567890 0123456789 123123123 987654321 87654321 0987654321 12341234
  11111111 111111111 00000000 88888888 99999999 66666666 55555555 11223344 12344321 147258369
  password password1 password123 passw0rd p@ssw0rd matkhau123 matkhau1 matkhaucuatoi matkhau12
  qwertyuiop qwerty123 qwerty12 1q2w3e4r 1qaz2wsx q1w2e3r4 asdfghjkl zxcvbnm123 abcd1234
  abc12345 abc123456 a1234567 a12345678 aa123456 iloveyou iloveyou1 anhyeuem emyeuanh
  anhyeuem123 vietnam123 vietnam1 khongbiet khongcomatkhau`.split(/\s+/),
);

/** Shortest password, in characters. No rule of composition (NIST SP 800-63B, 5.1.1.2). */
export const PASSWORD_MIN = 8;
export const PASSWORD_MAX = 128;

/** What is wrong with a new password, as a message key; null if it will do. */
export function passwordFault(password: string, username: string): string | null {
  const length = [...password.normalize('NFC')].length;
  if (length < PASSWORD_MIN) return 'accounts.password_short';
  if (length > PASSWORD_MAX) return 'accounts.password_long';
  const low = password.toLowerCase();
  if (low === username.toLowerCase()) return 'accounts.password_is_username';
  return common.has(low) ? 'accounts.password_common' : null;
}
