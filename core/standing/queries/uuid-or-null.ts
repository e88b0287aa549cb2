import { z } from 'zod';

/** An identifier that came in an address; what is none finds nothing instead of failing. */
export function uuidOrNull(text: string): string | null {
  return z.uuid().safeParse(text).success ? text : null;
}
