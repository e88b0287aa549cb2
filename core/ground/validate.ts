import type { z } from 'zod';
import { type Fault, Refusal } from './refusal.ts';

/**
 * Checks input against a model's schema. Every issue becomes a fault whose code is the schema's
 * own message (a message key); issues without one fall back to `ground.field_invalid`.
 */
export function parse<T extends z.ZodType>(schema: T, input: unknown): z.output<T> {
  const result = schema.safeParse(input);
  if (result.success) return result.data;
  const faults: Fault[] = result.error.issues.map((issue) => ({
    path: issue.path.join('.'),
    code: /^[a-z]+\.[a-z0-9_]+$/.test(issue.message) ? issue.message : 'ground.field_invalid',
  }));
  throw new Refusal('invalid', 'ground.invalid_input', { faults });
}
