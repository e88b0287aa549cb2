import { createHash } from 'node:crypto';
import { promisify } from 'node:util';
import { gunzip, gzipSync } from 'node:zlib';
import { codeInPhoto, greetCard } from '@suotdoi/core/cards';
import { Refusal, refusalStatus } from '@suotdoi/core/ground';
import { packShelf, shelf } from '@suotdoi/core/library';
import {
  endDevice,
  letInByAccount,
  letInByCard,
  phoneHome,
  roster,
  type Told,
  takeParcel,
} from '@suotdoi/core/phones';
import { skills } from '@suotdoi/core/standing/model';
import { isMessageKey, type Locale, translator } from '@suotdoi/messages';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';

const unzip = promisify(gunzip);
/** A parcel of 500 acts is a twentieth of it. */
const MOST_BYTES = 4_000_000;
const MOST_PHOTO = 16_000_000;

/** Doors of the phone app: `/may/api` for what is somebody's, `/may/goi` for lessons, which are everybody's. */
export async function phones(app: FastifyInstance): Promise<void> {
  await app.register(api, { prefix: '/may/api' });
  await app.register(packs, { prefix: '/may/goi' });
}

async function api(scope: FastifyInstance): Promise<void> {
  scope.removeAllContentTypeParsers();
  const raw = { parseAs: 'buffer' as const };
  scope.addContentTypeParser('application/json', { ...raw, bodyLimit: MOST_BYTES }, readJson);
  scope.addContentTypeParser(/^image\//, { ...raw, bodyLimit: MOST_PHOTO }, (_r, body, done) =>
    done(null, body),
  );
  scope.addHook('onSend', async (_request, reply) => {
    reply.header('cache-control', 'no-store');
  });
  scope.setErrorHandler((error, request, reply) => answerRefusal(error, request, reply));

  scope.post('/the', ({ raw: { ctx }, body }) => greetCard(ctx, text(body, 'card')));
  scope.post('/anh', async ({ body }) => ({
    card: await codeInPhoto(Buffer.isBuffer(body) ? body : Buffer.of()),
  }));
  scope.post('/vao', ({ raw: { ctx }, body }) => letInByCard(ctx, body));
  scope.post('/vao-tai-khoan', ({ raw: { ctx }, body }) => letInByAccount(ctx, body));
  scope.post('/ra', async (request) => {
    await endDevice(request.raw.ctx, bearer(request));
    return { ok: true };
  });
  scope.get('/nha', (request) => phoneHome(request.raw.ctx, bearer(request)));
  scope.get<{ Params: { unit: string } }>('/xom/:unit', (request) =>
    roster(request.raw.ctx, bearer(request), request.params.unit),
  );
  scope.post('/viec', async (request) => {
    const { ctx } = request.raw;
    const acts = await takeParcel(ctx, bearer(request), request.body);
    return { now: ctx.now.toISOString(), acts: acts.map((one) => worded(one, localeOf(request))) };
  });
  scope.all('/*', (_request, reply) => reply.code(404).send({ code: 'ground.missing' }));
}

/** JSON, zipped or not: a phone pays by the byte. */
function readJson(
  request: FastifyRequest,
  body: string | Buffer,
  done: (error: Error | null, value?: unknown) => void,
): void {
  const bytes = Buffer.from(body);
  const zipped = request.headers['content-encoding'] === 'gzip';
  const plain = zipped ? unzip(bytes, { maxOutputLength: MOST_BYTES }) : Promise.resolve(bytes);
  plain
    .then((json) => JSON.parse(String(json)))
    .then(
      (value) => done(null, value),
      () => done(new Refusal('invalid', 'ground.invalid')),
    );
}

function text(body: unknown, name: string): string {
  const value = typeof body === 'object' && body !== null ? Reflect.get(body, name) : undefined;
  return typeof value === 'string' ? value.slice(0, 300) : '';
}

function bearer({ headers }: FastifyRequest): string {
  return /^Bearer ([\w-]{20,64})$/.exec(headers.authorization ?? '')?.[1] ?? '';
}

function localeOf({ headers }: FastifyRequest): Locale {
  return headers['accept-language']?.startsWith('en') ? 'en' : 'vi';
}

function say(code: string, values: Record<string, string | number>, locale: Locale): string {
  return translator(locale)(isMessageKey(code) ? code : 'ground.invalid', values);
}

/** What became of an act, with the sentence that the learner reads. */
function worded(told: Told, locale: Locale) {
  if (!told.ok) {
    const { id, ok, code, values } = told;
    return { id, ok, code, words: say(code, { ...values }, locale) };
  }
  const notes = told.notes?.map(({ code, values }) => say(code, { ...values }, locale));
  return { id: told.id, ok: true, ...(notes?.length ? { notes } : {}) };
}

function answerRefusal(error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const locale = localeOf(request);
  if (error instanceof Refusal) {
    const fault = error.faults[0];
    const { code, values } = fault ? { values: {}, ...fault } : error;
    const words = say(code, { ...values }, locale);
    return reply.code(refusalStatus[error.kind]).send({ code, words });
  }
  const status = (error as { statusCode?: number }).statusCode ?? 500;
  const code = status < 500 ? 'ground.invalid' : 'ground.server_fault';
  if (status >= 500) request.raw.fault(error);
  return reply.code(status).send({ code, words: say(code, {}, locale) });
}

const packAll = async () => packShelf(await shelf());

async function packs(scope: FastifyInstance): Promise<void> {
  // Reading and packing keeps an old PC busy for seconds: done once, when the first phone asks.
  let packing: ReturnType<typeof packAll> | undefined;
  const packed = () => (packing ??= packAll());
  const list = gzipSync(JSON.stringify(skills.map(skillForPhone)), { level: 9 });
  scope.get('/viec.json', (request, reply) => sendPack(request, reply, list));
  scope.get('/khoa.json', async (request, reply) => {
    return sendPack(request, reply, (await packed()).catalogue);
  });
  scope.get<{ Params: { course: string; lesson: string; language: string } }>(
    '/:course/:lesson/:language',
    async (request, reply) => {
      const { course, lesson, language } = request.params;
      const pack = (await packed()).pack(course, lesson, language === 'en' ? 'en' : 'vi');
      if (!pack) return reply.code(404).send({ code: 'ground.missing' });
      return sendPack(request, reply, pack);
    },
  );
}

/** A skill as the sheet of an evening shows it. */
function skillForPhone({ code, group, vi, en, short }: (typeof skills)[number]) {
  return { code, group, name: { vi, en }, short };
}

/** Kept by no cache but the phone's own store, which knows by digest what is old. */
function sendPack(request: FastifyRequest, reply: FastifyReply, pack: Buffer): FastifyReply {
  const tag = `"${createHash('sha256').update(pack).digest('base64url').slice(0, 16)}"`;
  reply.header('etag', tag).header('cache-control', 'no-cache').type('application/json');
  if (request.headers['if-none-match'] === tag) return reply.code(304).send();
  return reply.header('content-encoding', 'gzip').send(pack);
}
