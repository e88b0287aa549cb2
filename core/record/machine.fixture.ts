import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { newId } from '@suotdoi/core/ground';
import { type TestDatabase, testDatabase, testNow } from '@suotdoi/core/ground/test';
import { type Credentials, createClient, folderBlobs, xapi } from '@suotdoi/core/record';
import { extensions, verbs } from '@suotdoi/core/record/model';
import Fastify, { type FastifyInstance, type InjectOptions } from 'fastify';
import { sql } from 'kysely';

/** For tests: a server with the machines' door, two machines in two communes, and how they call. */
export interface Machines {
  readonly home: TestDatabase;
  readonly app: FastifyInstance;
  readonly village: string;
  readonly commune: string;
  readonly otherVillage: string;
  readonly otherCommune: string;
  readonly inCommune: Credentials;
  readonly elsewhere: Credentials;
  /** The one person known here. */
  readonly known: string;
  /** The folder of attachments. */
  readonly attachments: string;
  /** The server's clock; each request comes a second after the one before. */
  clock: number;
  close(): Promise<void>;
}

export async function machines(): Promise<Machines> {
  const home = await testDatabase();
  const [here, there] = await places(home);
  const app = Fastify();
  const attachments = await mkdtemp(join(tmpdir(), 'suotdoi-test-attachments-'));
  const known = newId();
  const made: Machines = {
    home,
    app,
    village: here.village,
    commune: here.commune,
    otherVillage: there.village,
    otherCommune: there.commune,
    inCommune: await createClient(home.ctx(), { name: 'Học liệu mở', unit: here.commune }),
    elsewhere: await createClient(home.ctx(), { name: 'Máy khác', unit: there.commune }),
    known,
    clock: testNow.getTime(),
    attachments,
    close: async () => {
      await app.close();
      await home.close();
      await rm(attachments, { recursive: true, force: true });
    },
  };
  await app.register(xapi, {
    prefix: '/xapi',
    db: home.db,
    node: home.ctx().node,
    blobs: folderBlobs(attachments),
    now: () => {
      made.clock += 1000;
      return new Date(made.clock);
    },
    word: (code) => code,
    shardOf: async (_ctx, people) =>
      new Map(people.filter((id) => id === known).map((id) => [id, '10105'])),
  });
  return made;
}

interface Place {
  readonly village: string;
  readonly commune: string;
}

async function places({ db }: TestDatabase): Promise<[Place, Place]> {
  const { rows } = await sql<Place>`
    select distinct on (a.ancestor) a.unit as village, a.ancestor as commune
    from units.v_ancestry a join units.v_unit u on u.code = a.unit
    where u.level = 'village' and a.ancestor_level = 'commune'
    order by a.ancestor, a.unit`.execute(db);
  const [first, second] = rows;
  if (!first || !second) throw new Error('The template lacks villages in two communes.');
  return [first, second];
}

export function headers({ key, secret }: Credentials) {
  const coded = Buffer.from(`${key}:${secret}`).toString('base64');
  return { 'x-experience-api-version': '2.0.0', authorization: `Basic ${coded}` };
}

/** How a machine calls the server. */
export function caller(app: FastifyInstance) {
  const call = (who: Credentials, options: InjectOptions) =>
    app.inject({ ...options, headers: { ...headers(who), ...options.headers } });
  const url = '/xapi/statements';
  return {
    call,
    post: (who: Credentials, payload: object) => call(who, { method: 'POST', url, payload }),
    put: (who: Credentials, statementId: string, payload: object) =>
      call(who, { method: 'PUT', url, query: { statementId }, payload }),
    get: (who: Credentials, query: Record<string, string>) => call(who, { url, query }),
  };
}

/** A statement as another tool would send it. */
export function act(person: string, unit?: string, more: object = {}) {
  return {
    id: newId(),
    actor: { account: { homePage: 'https://suotdoi.vn/people', name: person } },
    verb: { id: verbs.completed },
    object: { id: 'https://hoc.example/bai/1' },
    timestamp: '2026-10-01T08:00:00+07:00',
    ...(unit === undefined ? {} : { context: { extensions: { [extensions.unit]: unit } } }),
    ...more,
  };
}

/** Ids in a list that was answered. */
export function idsOf(answer: { json(): { statements: { id: string }[] } }): string[] {
  return answer.json().statements.map(({ id }) => id);
}
