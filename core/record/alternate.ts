import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { fault, isAlternate, unknownParameter } from './routes-wire.ts';

/** Form fields that stand for headers (xAPI 1.0.3, Communication 1.3). */
const HEADERS = new Set([
  'authorization',
  'x-experience-api-version',
  'content-type',
  'content-length',
  'if-match',
  'if-none-match',
  'accept-language',
]);
const METHODS = ['GET', 'PUT', 'POST', 'DELETE', 'HEAD'] as const;

/** Headers of an answer that belong to one connection. */
const OWN = new Set(['connection', 'keep-alive', 'transfer-encoding', 'date', 'content-length']);

/**
 * Lets old browsers send any request as a POST of a form: `?method=PUT`, with parameters and
 * headers as fields and the body as `content`. Version 1.0.3 asks for it, 2.0 took it out.
 */
export function alternateSyntax(app: FastifyInstance): void {
  app.addHook('preValidation', async (request, reply) => {
    if (!isAlternate(request)) return;
    await passOn(app, request, reply);
    return reply;
  });
}

async function passOn(
  app: FastifyInstance,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<void> {
  const { method, ...others } = request.query as Record<string, string>;
  const [stranger] = Object.keys(others);
  if (stranger !== undefined) throw unknownParameter(stranger);
  const known = METHODS.find((one) => one === method);
  if (!known) throw fault('method', 'record.wrong_value');
  const { query, headers, content } = fieldsOf(request);
  const type = content === undefined ? {} : { 'content-type': 'application/json' };
  const answer = await app.inject({
    method: known,
    url: request.url.split('?')[0] ?? '',
    query,
    headers: { ...type, ...headers },
    ...(content === undefined ? {} : { payload: content }),
  });
  reply.code(answer.statusCode);
  for (const [name, value] of Object.entries(answer.headers)) {
    if (value !== undefined && !OWN.has(name)) reply.header(name, value);
  }
  await reply.send(answer.rawPayload);
}

interface Fields {
  readonly query: Record<string, string>;
  readonly headers: Record<string, string>;
  readonly content: string | undefined;
}

function fieldsOf({ body, headers: told }: FastifyRequest): Fields {
  const form = new URLSearchParams(Buffer.isBuffer(body) ? body.toString() : '');
  const query: Record<string, string> = {};
  const headers: Record<string, string> = {};
  for (const [name, value] of form) {
    const header = name.toLowerCase();
    if (HEADERS.has(header)) {
      if (header !== 'content-length') headers[header] = value;
    } else if (name !== 'content') query[name] = value;
  }
  // What the request itself says of who asks, and how, goes before the form.
  for (const name of ['authorization', 'x-experience-api-version', 'accept-language']) {
    const value = told[name];
    if (typeof value === 'string') headers[name] = value;
  }
  if (!headers['x-experience-api-version']?.startsWith('1.')) {
    throw fault('X-Experience-API-Version', 'record.version_needed');
  }
  return { query, headers, content: form.get('content') ?? undefined };
}
