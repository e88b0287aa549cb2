import { Refusal, refusalStatus } from '@suotdoi/core/ground';
import type { FastifyError, FastifyInstance, FastifyRequest } from 'fastify';

/** Words a message key; `language` is the request's `Accept-Language`. */
export type Word = (
  code: string,
  values: Readonly<Record<string, string | number>>,
  language: string | undefined,
) => string;

/** The largest body taken, in bytes. */
const LARGEST = 5_000_000;

/** Takes JSON in UTF-8 and nothing else. */
export function jsonBodies(app: FastifyInstance): void {
  app.removeAllContentTypeParsers();
  app.addContentTypeParser(
    'application/json',
    { parseAs: 'buffer', bodyLimit: LARGEST },
    (_request, body, done) => {
      try {
        const text = new TextDecoder('utf-8', { fatal: true }).decode(body as Buffer);
        done(null, JSON.parse(text));
      } catch {
        done(new Refusal('invalid', 'record.not_json'));
      }
    },
  );
}

/** What the server itself refuses, in our words. */
const codes: Readonly<Record<string, string>> = {
  FST_ERR_CTP_BODY_TOO_LARGE: 'record.body_too_large',
  FST_ERR_CTP_INVALID_MEDIA_TYPE: 'record.only_json',
};

/** Every refusal as `{error, path?}`; a bug goes on to the server's own handler. */
export function answerErrors(app: FastifyInstance, word: Word): void {
  const say = (request: FastifyRequest, code: string, values = {}) =>
    word(code, values, request.headers['accept-language']);
  app.setErrorHandler((error: FastifyError | Refusal, request, reply) => {
    if (error instanceof Refusal) {
      const [first] = error.faults;
      const sentence = say(request, first?.code ?? error.code, first?.values ?? error.values);
      const path = first ? { path: first.path } : {};
      return reply.code(refusalStatus[error.kind]).send({ error: sentence, ...path });
    }
    const status = error.statusCode ?? 500;
    if (status < 400 || status > 499) throw error;
    const code = codes[error.code] ?? 'record.bad_request';
    return reply.code(status).send({ error: say(request, code, { max: LARGEST / 1_000_000 }) });
  });
  app.setNotFoundHandler((request, reply) =>
    reply.code(404).send({ error: say(request, 'record.no_address') }),
  );
}
