import { Refusal, refusalStatus } from '@suotdoi/core/ground';
import type { FastifyError, FastifyInstance, FastifyRequest } from 'fastify';
import type { z } from 'zod';
import { LARGEST } from './sizes.ts';

/** Words a message key; `language` is the request's `Accept-Language`. */
export type Word = (
  code: string,
  values: Readonly<Record<string, string | number>>,
  language: string | undefined,
) => string;

/** JSON in UTF-8. @throws Refusal `invalid` record.not_json */
export function jsonOf(body: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body));
  } catch {
    throw new Refusal('invalid', 'record.not_json');
  }
}

/** Whether a request is another in the alternate syntax of version 1.0.3 (see alternate.ts). */
export function isAlternate({ method, query, headers }: FastifyRequest): boolean {
  const version = headers['x-experience-api-version'];
  const old = version === undefined || String(version).startsWith('1.');
  return method === 'POST' && old && 'method' in Object(query);
}

/** Takes JSON, statements followed by their attachments, and forms of the alternate syntax. */
export function statementBodies(app: FastifyInstance): void {
  app.removeAllContentTypeParsers();
  const raw = { parseAs: 'buffer' as const, bodyLimit: LARGEST };
  app.addContentTypeParser<Buffer>('application/json', raw, (_request, body, done) => {
    try {
      done(null, jsonOf(body));
    } catch (error) {
      done(error as Refusal);
    }
  });
  app.addContentTypeParser('multipart/mixed', (_request, payload, done) => done(null, payload));
  app.addContentTypeParser('application/x-www-form-urlencoded', raw, (request, body, done) => {
    if (isAlternate(request)) done(null, body);
    else done(new Refusal('invalid', 'record.only_json'));
  });
}

/** Takes anything, as it is. */
export function anyBodies(app: FastifyInstance): void {
  app.removeAllContentTypeParsers();
  const raw = { parseAs: 'buffer' as const, bodyLimit: LARGEST };
  app.addContentTypeParser('*', raw, (_request, body, done) => done(null, body));
}

/** What the server itself refuses, in our words. */
const codes: Readonly<Record<string, string>> = {
  FST_ERR_CTP_BODY_TOO_LARGE: 'record.body_too_large',
  FST_ERR_CTP_INVALID_MEDIA_TYPE: 'record.only_json',
};

/** The standard knows no 415: a body of a kind that is not taken is a bad request. */
const statuses: Readonly<Record<string, number>> = { FST_ERR_CTP_INVALID_MEDIA_TYPE: 400 };

/** Every refusal as `{error, path?}`; a bug goes on to the server's own handler. */
export function answerErrors(app: FastifyInstance, word: Word): void {
  const say = (request: FastifyRequest, code: string, values = {}) =>
    word(code, values, request.headers['accept-language']);
  app.setErrorHandler((error: FastifyError | Refusal, request, reply) => {
    reply.type('application/json; charset=utf-8');
    if (error instanceof Refusal) {
      const [first] = error.faults;
      const sentence = say(request, first?.code ?? error.code, first?.values ?? error.values);
      const path = first ? { path: first.path } : {};
      return reply.code(refusalStatus[error.kind]).send({ error: sentence, ...path });
    }
    const status = statuses[error.code] ?? error.statusCode ?? 500;
    if (status < 400 || status > 499) throw error;
    const code = codes[error.code] ?? 'record.bad_request';
    return reply.code(status).send({ error: say(request, code, { max: LARGEST / 1_000_000 }) });
  });
  app.setNotFoundHandler((request, reply) =>
    reply.code(404).send({ error: say(request, 'record.no_address') }),
  );
}

/** Parameters as a schema wants them. @throws Refusal `invalid` record.bad_request */
export function checked<T extends z.ZodType>(schema: T, query: unknown): z.output<T> {
  const result = schema.safeParse(query);
  if (result.success) return result.data;
  const issue = result.error.issues[0];
  if (issue?.code === 'unrecognized_keys') throw unknownParameter(issue.keys[0] ?? '');
  const code = issue?.message.startsWith('record.') ? issue.message : 'record.wrong_value';
  throw fault(issue?.path.join('.') ?? '', code);
}

export function unknownParameter(name: string): Refusal {
  return fault(name, 'record.unknown_parameter');
}

export function fault(path: string, code: string): Refusal {
  return new Refusal('invalid', 'record.bad_request', { faults: [{ path, code }] });
}
