import { Readable } from 'node:stream';
import { Refusal } from '@suotdoi/core/ground';
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { exportLines } from './export-lines.ts';
import { timestamp, uuid } from './formats.ts';
import { need } from './grants.ts';
import { importLines, type RefusedLine } from './import-lines.ts';
import { allowedInBulk, readable, type ShardOf } from './receive.ts';
import type { CtxOf } from './routes.ts';
import { checked, type Word } from './routes-wire.ts';

interface Bulk {
  readonly ctxOf: CtxOf;
  readonly shardOf: ShardOf;
  readonly word: Word;
  readonly now: (() => Date) | undefined;
}

/** Refused lines that one answer tells of; of the rest it tells how many. */
const TOLD = 1000;

const importSchema = z.strictObject({
  from: z
    .string()
    .regex(/^\d{1,9}$/, 'record.wrong_value')
    .optional(),
});
const exportSchema = z.strictObject({
  after: uuid.optional(),
  since: timestamp.optional(),
  until: timestamp.optional(),
});

/** Statements by the million: a line of JSON each (NDJSON), in and out. Not part of the standard. */
export function answerBulk(app: FastifyInstance, { ctxOf, shardOf, word, now }: Bulk): void {
  app.addContentTypeParser(
    ['application/x-ndjson', 'application/jsonl', 'application/json-lines'],
    (_request, payload, done) => done(null, payload),
  );
  app.post('/statements/import', async (request) => {
    const ctx = ctxOf(request);
    need(ctx.grant, 'statements/write');
    const { from = '1' } = checked(importSchema, request.query);
    if (!(request.body instanceof Readable)) throw new Refusal('invalid', 'record.only_lines');
    const refused: (RefusedLine & { error: string })[] = [];
    const language = request.headers['accept-language'];
    const done = await importLines(ctx, request.body, {
      shardOf,
      now,
      version: ctx.version,
      from: Number(from),
      allow: (statements) => allowedInBulk(ctx, statements),
      onRefused: (line) => {
        if (refused.length < TOLD) refused.push({ ...line, error: word(line.code, {}, language) });
      },
    });
    return { ...done, refusedLines: refused };
  });
  app.get('/statements/export', async (request, reply) => {
    const ctx = ctxOf(request);
    const { after, since, until } = checked(exportSchema, request.query);
    const dateOf = (text: string | undefined) => (text === undefined ? undefined : new Date(text));
    const limits = { after, since: dateOf(since), until: dateOf(until) };
    const lines = exportLines(ctx, { ...limits, readable: readable(ctx) });
    // The first line is fetched before the answer begins, so that a refusal can still be one.
    const first = await lines.next();
    reply.type('application/x-ndjson; charset=utf-8');
    return Readable.from(restOf(first, lines), { objectMode: false });
  });
}

async function* restOf(
  first: IteratorResult<string, void>,
  lines: AsyncGenerator<string>,
): AsyncGenerator<string> {
  if (first.done) return;
  yield first.value;
  yield* lines;
}
