import { hash, verify } from '@node-rs/argon2';

/** argon2id with the smallest cost OWASP's password storage sheet accepts: 19 MiB, 2 passes. */
const cost = { algorithm: 2, memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;

/** One password typed on two keyboards is one password: "ệ" has three spellings in Unicode. */
const oneSpelling = (password: string) => password.normalize('NFKC');

export function hashPassword(password: string): Promise<string> {
  return hash(oneSpelling(password), cost);
}

export function isPassword(password: string, kept: string): Promise<boolean> {
  return verify(kept, oneSpelling(password));
}
