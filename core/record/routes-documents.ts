import { hash } from 'node:crypto';
import { Refusal } from '@suotdoi/core/ground';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import {
  type Conditions,
  deleteDocument,
  deleteDocuments,
  documentNames,
  type Holder,
  mergeDocument,
  oneDocument,
  putDocument,
  type Told,
} from './documents.ts';
import { iri, momentFrom, timestamp, uuid } from './formats.ts';
import { need } from './grants.ts';
import { agentKey } from './identity.ts';
import { whoParameter } from './read.ts';
import type { ClientCtx } from './receive.ts';
import type { CtxOf } from './routes.ts';
import { checked, fault, jsonOf } from './routes-wire.ts';

/** Where the three kinds of documents are, and what names them (xAPI 2.0, 4.1.6.2, 5, 6). */
const kinds = {
  state: {
    address: '/activities/state',
    id: 'stateId',
    schema: z.strictObject({
      activityId: iri,
      agent: whoParameter,
      registration: uuid.optional(),
      stateId: z.string().min(1, 'record.required').optional(),
      since: timestamp.optional(),
    }),
  },
  'activity-profile': {
    address: '/activities/profile',
    id: 'profileId',
    schema: z.strictObject({
      activityId: iri,
      profileId: z.string().min(1, 'record.required').optional(),
      since: timestamp.optional(),
    }),
  },
  'agent-profile': {
    address: '/agents/profile',
    id: 'profileId',
    schema: z.strictObject({
      agent: whoParameter,
      profileId: z.string().min(1, 'record.required').optional(),
      since: timestamp.optional(),
    }),
  },
} as const;
type Kind = keyof typeof kinds;

/** State, activity profiles and agent profiles: GET (and HEAD), PUT, POST, DELETE. */
export function answerDocuments(app: FastifyInstance, ctxOf: CtxOf): void {
  // batch: the turns make routes; each request asks for itself
  for (const kind of Object.keys(kinds) as Kind[]) {
    const { address } = kinds[kind];
    app.get(address, async (request, reply) => {
      const place = placeOf(ctxOf(request), kind, request);
      return place.name === null ? names(place, reply) : one(place, place.name, reply);
    });
    app.put(address, async (request, reply) => {
      const { ctx, holder, name } = named(placeOf(ctxOf(request), kind, request), kind);
      // State conflicts are unlikely, says 1.0.3 and asks for no condition; 2.0 does.
      const careless = kind === 'state' && ctx.version === '1.0.3';
      await putDocument(ctx, { holder, name, careless }, toldIn(request));
      return reply.code(204).send();
    });
    app.post(address, async (request, reply) => {
      const { ctx, holder, name } = named(placeOf(ctxOf(request), kind, request), kind);
      await mergeDocument(ctx, { holder, name }, toldIn(request));
      return reply.code(204).send();
    });
    app.delete(address, async (request, reply) => {
      const place = placeOf(ctxOf(request), kind, request);
      if (place.name === null && kind === 'state') await deleteDocuments(place.ctx, place.holder);
      else {
        const { ctx, holder, name } = named(place, kind);
        await deleteDocument(ctx, { holder, name }, conditionsIn(request));
      }
      return reply.code(204).send();
    });
  }
}

interface Place {
  readonly ctx: ClientCtx;
  readonly holder: Holder;
  readonly name: string | null;
  readonly since: string | null;
}

function placeOf(ctx: ClientCtx, kind: Kind, request: FastifyRequest): Place {
  need(ctx.grant, kind === 'state' ? 'state' : 'profile');
  const told: {
    activityId?: string;
    agent?: z.infer<typeof whoParameter>;
    registration?: string | undefined;
    stateId?: string | undefined;
    profileId?: string | undefined;
    since?: string | undefined;
  } = checked(kinds[kind].schema, request.query);
  const holder: Holder = {
    kind,
    activity: told.activityId ?? null,
    agent: told.agent ?? null,
    registration: told.registration?.toLowerCase() ?? null,
  };
  ownAttempt(ctx, holder);
  const since = told.since === undefined ? null : momentFrom(told.since);
  return { ctx, holder, name: told.stateId ?? told.profileId ?? null, since };
}

/** A token of one attempt reaches that learner's state of that registration. */
function ownAttempt({ grant: { attempt } }: ClientCtx, { agent, registration }: Holder): void {
  if (!attempt) return;
  const own =
    agent !== null &&
    agentKey(agent) === agentKey(attempt.agent) &&
    registration === attempt.registration;
  if (!own) throw new Refusal('forbidden', 'record.only_own_attempt');
}

function named(place: Place, kind: Kind): Place & { readonly name: string } {
  const { name } = place;
  if (place.since !== null) throw fault('since', 'record.unknown_parameter');
  if (name === null) throw fault(kinds[kind].id, 'record.required');
  return { ...place, name };
}

async function names({ ctx, holder, since }: Place, reply: FastifyReply): Promise<string> {
  const { names, latest } = await documentNames(ctx, holder, since);
  const json = JSON.stringify(names);
  if (latest) reply.header('Last-Modified', latest.toUTCString());
  reply.header('ETag', `"${hash('sha1', json, 'hex')}"`).type('application/json; charset=utf-8');
  return json;
}

async function one({ ctx, holder }: Place, name: string, reply: FastifyReply): Promise<Buffer> {
  const found = await oneDocument(ctx, holder, name);
  reply
    .header('ETag', `"${found.etag}"`)
    .header('Last-Modified', found.updated.toUTCString())
    .header('Cache-Control', 'no-cache')
    .header('Content-Type', found.contentType);
  return found.content;
}

function conditionsIn({ headers }: FastifyRequest): Conditions {
  return { ifMatch: headers['if-match'], ifNoneMatch: headers['if-none-match'] };
}

function toldIn(request: FastifyRequest): Told & Conditions {
  const content = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
  const contentType = request.headers['content-type'] ?? 'application/octet-stream';
  if (/^application\/json\b/i.test(contentType)) jsonOf(content);
  return { content, contentType, ...conditionsIn(request) };
}
