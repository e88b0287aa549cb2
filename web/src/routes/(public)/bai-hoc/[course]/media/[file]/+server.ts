import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Refusal } from '@suotdoi/core/ground';
import { shelf } from '@suotdoi/core/library';
import type { RequestHandler } from './$types';

const types: Readonly<Record<string, string>> = {
  webp: 'image/webp',
  svg: 'image/svg+xml',
  png: 'image/png',
  jpg: 'image/jpeg',
  opus: 'audio/ogg',
  mp3: 'audio/mpeg',
  m4a: 'audio/mp4',
};

/** Pictures and voices of a course. They change with the program. */
export const GET: RequestHandler = async ({ params }) => {
  const course = (await shelf()).course(params.course);
  const type = types[params.file.split('.').at(-1) ?? ''];
  const plain = /^[A-Za-z0-9._-]+$/.test(params.file) && !params.file.startsWith('.');
  const file = course && plain && type ? join(course.folder, 'media', params.file) : null;
  const bytes = file && (await readFile(file).catch(() => null));
  if (!bytes || !type) throw new Refusal('missing', 'library.unknown_lesson');
  const headers = { 'content-type': type, 'cache-control': 'public, max-age=86400' };
  return new Response(new Uint8Array(bytes), { headers });
};
