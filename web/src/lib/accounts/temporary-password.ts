import { randomInt } from 'node:crypto';

/** Short words without marks that nobody mishears or mistypes. */
const words =
  `ao bac bien bo bong buom ca cam canh cay cha che chim cho chua co con cua da dao dat dau de
  dong dua ga gao gio goi ha hat hoa hom kem khe la lan lua mai may me mia mo mua muoi na nam nau
  nha non nui nuoc ong que rau rung sach sen song tao tho tim toi tranh trau tre vuon xanh xoai`.split(
    /\s+/,
  );

/**
 * A first password that can be read out and copied from paper: "lua-sen-trau-vuon-47". About 30
 * bits: enough behind the wait after ten wrong tries, and its owner is asked to change it.
 */
export function temporaryPassword(): string {
  const chosen = Array.from({ length: 4 }, () => words[randomInt(words.length)]);
  return `${chosen.join('-')}-${randomInt(10, 100)}`;
}
