import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { definitionsOf } from './activities.ts';
import { iri } from './formats.ts';
import { need } from './grants.ts';
import { whoParameter } from './read.ts';
import type { CtxOf } from './routes.ts';
import { checked } from './routes-wire.ts';
import type { Who } from './who.ts';

const activitySchema = z.strictObject({ activityId: iri });
const personSchema = z.strictObject({ agent: whoParameter });

/** What is known of an activity, and of an agent (xAPI 2.0, 4.1.6.3 and 4). */
export function answerActivities(app: FastifyInstance, ctxOf: CtxOf): void {
  app.get('/activities', async (request) => {
    const ctx = ctxOf(request);
    need(ctx.grant, 'statements/read', 'statements/read/mine', 'state', 'profile');
    const { activityId: id } = checked(activitySchema, request.query);
    const definition = (await definitionsOf(ctx, [id])).get(id);
    return { objectType: 'Activity', id, ...(definition ? { definition } : {}) };
  });
  app.get('/agents', async (request) => {
    const ctx = ctxOf(request);
    need(ctx.grant, 'statements/read', 'statements/read/mine', 'state', 'profile');
    return personOfAgent(checked(personSchema, request.query).agent);
  });
}

/**
 * A person as the standard writes one, every identifier a list. Identities are not joined here:
 * who is who is the hub's to say, and no machine learns a name it did not tell.
 */
function personOfAgent({ name, mbox, mbox_sha1sum, openid, account }: Who) {
  const told = Object.entries({ name, mbox, mbox_sha1sum, openid, account });
  const lists = told.filter(([, value]) => value !== undefined).map(([k, value]) => [k, [value]]);
  return { objectType: 'Person', ...Object.fromEntries(lists) };
}
