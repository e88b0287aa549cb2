import { nobody } from '@suotdoi/core/ground';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { byCredentials, type LetIn } from './credentials.ts';
import { type Home, letIn } from './let-in.ts';
import { checked, jsonOf } from './routes-wire.ts';
import { LARGEST } from './sizes.ts';
import { attemptSchema, attemptToken, type Token, tokenFor } from './tokens.ts';

/** Tokens in place of secrets: OAuth 2 client credentials, and attempts of one learner. */
export function answerTokens(app: FastifyInstance, home: Home): void {
  app.removeAllContentTypeParsers();
  const raw = { parseAs: 'buffer' as const, bodyLimit: LARGEST / 100 };
  const form = 'application/x-www-form-urlencoded';
  app.addContentTypeParser(form, raw, (_request, body, done) =>
    done(null, Object.fromEntries(new URLSearchParams(String(body)))),
  );
  app.addContentTypeParser<Buffer>('application/json', raw, (_request, body, done) => {
    try {
      done(null, jsonOf(body));
    } catch (error) {
      done(error as Error);
    }
  });
  app.post('/oauth/token', async (request, reply) => {
    reply.header('Cache-Control', 'no-store');
    const at = atNow(home);
    const told = Object(request.body) as Record<string, string | undefined>;
    if (told.grant_type !== 'client_credentials') return refuse(reply, 'unsupported_grant_type');
    const found = await whoAsks(request, reply, { at, told });
    if (!found) return refuse(reply.code(401), 'invalid_client');
    const asked = (told.scope ?? '').split(' ').filter((scope) => scope !== '');
    return answer(await tokenFor({ ...at, actor: nobody }, found, asked), at.now);
  });
  app.post('/attempts', async (request, reply) => {
    reply.header('Cache-Control', 'no-store');
    const at = atNow(home);
    const found = await letIn(request, reply, at);
    const told = checked(attemptSchema, request.body);
    return answer(await attemptToken({ ...at, actor: nobody }, found, told), at.now);
  });
}

const atNow = ({ db, node, now = () => new Date() }: Home) => ({ db, node, now: now() });

type Told = Record<string, string | undefined>;

/** By HTTP Basic, or by the form (RFC 6749, 2.3.1). */
async function whoAsks(
  request: FastifyRequest,
  reply: FastifyReply,
  { at, told }: { at: ReturnType<typeof atNow>; told: Told },
): Promise<LetIn | null> {
  const { client_id: key, client_secret: secret } = told;
  if (key === undefined || secret === undefined) return letIn(request, reply, at);
  return /^[\w-]{1,64}$/.test(key) ? byCredentials(at, { key, secret }) : null;
}

/** As RFC 6749 words it, for programs. */
function refuse(reply: FastifyReply, error: string): FastifyReply {
  if (reply.statusCode === 200) reply.code(400);
  return reply.send({ error });
}

function answer({ token, scopes, expires }: Token, now: Date) {
  return {
    access_token: token,
    token_type: 'Bearer',
    expires_in: Math.floor((expires.getTime() - now.getTime()) / 1000),
    scope: scopes.join(' '),
  };
}
