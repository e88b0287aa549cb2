import { z } from 'zod';

/** A sentence or two: never empty, never a page. */
export const words = z
  .string()
  .trim()
  .min(1, 'library.text_empty')
  .max(400, 'library.text_too_long');
/** A name in data: small letters, figures, hyphens. */
export const id = z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'library.id_form');
