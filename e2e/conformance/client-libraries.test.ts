import { createRequire } from 'node:module';
import { newId } from '@suotdoi/core/ground';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { activity, agent, openStore, type Store, told, verb } from './store.ts';

// Programs of others, as they are, against a server of ours on a port.
const require = createRequire(import.meta.url);
const { default: XAPI } = require('@xapi/xapi') as typeof import('@xapi/xapi');

let store: Store;
let endpoint: string;
beforeAll(async () => {
  store = await openStore();
  endpoint = `${await store.app.listen({ port: 0, host: '127.0.0.1' })}/xapi/`;
});
afterAll(() => store.close());

const who = { objectType: 'Agent', mbox: 'mailto:an@hoc.example' } as const;
const act = { actor: who, verb, object: { objectType: 'Activity', id: activity.id } } as const;

test.each(['1.0.3', '2.0.0'] as const)('@xapi/xapi in version %s', async (version) => {
  const { key, secret } = store.credentials;
  const auth = XAPI.toBasicAuth(key, secret);
  // It knows the name of 1.0.3 only, and sends what it is told.
  const lrs = new XAPI({ endpoint, auth, version: version as '1.0.3' });
  expect((await lrs.getAbout()).data.version).toContain(version);
  const [id = ''] = (await lrs.sendStatement({ statement: act })).data;
  expect((await lrs.getStatement({ statementId: id })).data.version?.slice(0, 3)).toBe(
    version.slice(0, 3),
  );
  const two = (await lrs.sendStatements({ statements: [act, act] })).data;
  expect(two).toHaveLength(2);
  const page = await lrs.getStatements({ agent: who, limit: 2, format: 'ids' });
  expect(page.data.statements).toHaveLength(2);
  const more = await lrs.getMoreStatements({ more: page.data.more });
  expect(JSON.stringify(more.data)).toContain(id);
  await lrs.voidStatement({ actor: who, statementId: id });
  expect((await lrs.getVoidedStatement({ voidedStatementId: id })).data.id).toBe(id);

  const place = { agent: who, activityId: activity.id, stateId: newId() };
  await lrs.createState({ ...place, state: { a: 1 } });
  await lrs.createState({ ...place, state: { b: 2 } });
  const state = await lrs.getState(place);
  expect(state.data).toEqual({ a: 1, b: 2 });
  const etag = String(state.headers.etag);
  await lrs.setState({ ...place, state: { c: 3 }, etag, matchHeader: 'If-Match' });
  expect((await lrs.getState(place)).data).toEqual({ c: 3 });
  expect((await lrs.getStates(place)).data).toContain(place.stateId);
  await lrs.deleteState(place);
  const profile = { activityId: activity.id, profileId: newId() };
  await lrs.createActivityProfile({ ...profile, profile: { a: 1 } });
  expect((await lrs.getActivityProfile(profile)).data).toEqual({ a: 1 });
  const own = { agent: who, profileId: newId() };
  await lrs.createAgentProfile({ ...own, profile: { a: 1 } });
  expect((await lrs.getAgentProfiles({ agent: who })).data).toContain(own.profileId);
  expect((await lrs.getActivity({ activityId: activity.id })).data.id).toBe(activity.id);
  expect((await lrs.getAgent({ agent: who })).data.objectType).toBe('Person');
});

test('@xapi/xapi sends an attachment and reads it back', async () => {
  const { key, secret } = store.credentials;
  // With Node's own sockets this library forgets to say that its body has parts.
  const lrs = new XAPI({ endpoint, auth: XAPI.toBasicAuth(key, secret), adapter: 'fetch' });
  const data = new TextEncoder().encode('Xin chào').buffer;
  const hash = await crypto.subtle.digest('SHA-256', data);
  const attachments = [
    {
      usageType: 'https://hoc.example/tep',
      display: { vi: 'Tệp' },
      contentType: 'text/plain',
      length: data.byteLength,
      sha2: Buffer.from(hash).toString('hex'),
    },
  ];
  const sent = await lrs.sendStatement({ statement: { ...act, attachments }, attachments: [data] });
  const [id = ''] = sent.data;
  const read = await lrs.getStatement({ statementId: id, attachments: true });
  expect(JSON.stringify(read.data)).toContain(id);
  expect(JSON.stringify(read.data)).toContain('Xin chào');
});

interface TinCanAnswer {
  readonly err: unknown;
  readonly xhr: { readonly statements?: unknown[] };
}
interface TinCanLrs {
  saveStatement(one: object, how: object): void;
  queryStatements(how: object): void;
  saveState(key: string, value: string, how: object): void;
  retrieveState(key: string, how: object): void;
}
interface TinCan {
  readonly LRS: new (settings: object) => TinCanLrs;
  readonly Statement: new (settings: object) => { id: string };
  readonly Agent: new (settings: object) => object;
  readonly Activity: new (settings: object) => object;
}

test('tincanjs', async () => {
  const tincan = require('tincanjs') as TinCan;
  const { key: username, secret: password } = store.credentials;
  const lrs = new tincan.LRS({ endpoint, username, password, allowFail: false });
  const asked = <T>(start: (callback: (err: unknown, answer: T) => void) => void) =>
    new Promise<T>((resolve, reject) => {
      start((err, answer) => (err === null ? resolve(answer) : reject(new Error(String(err)))));
    });
  const one = new tincan.Statement(act);
  await asked((callback) => lrs.saveStatement(one, { callback }));
  const verbOfIt = { id: verb.id };
  const found = await asked<TinCanAnswer['xhr']>((callback) =>
    lrs.queryStatements({ params: { verb: verbOfIt, limit: 2 }, callback }),
  );
  expect(JSON.stringify(found.statements)).toContain(one.id);
  const place = { agent: new tincan.Agent(who), activity: new tincan.Activity(act.object) };
  await asked((callback) => lrs.saveState('dấu', 'trang 3', { ...place, callback }));
  const state = await asked<{ contents: string }>((callback) =>
    lrs.retrieveState('dấu', { ...place, callback }),
  );
  expect(state.contents).toBe('trang 3');
});

interface Wrapper {
  sendStatements(all: object, done: Done): void;
  getStatements(filters: object, more: null, done: Done): void;
  getActivities(id: string, done: Done): void;
}
type Done = (error: Error | null, response: { statusCode: number }, body: unknown) => void;

test('adl-xapiwrapper', async () => {
  const { XAPIWrapper } = require('adl-xapiwrapper') as {
    XAPIWrapper: new (settings: object) => Wrapper;
  };
  const { key: user, secret: pass } = store.credentials;
  const lrs = new XAPIWrapper({ url: endpoint, auth: { user, pass } });
  const asked = (start: (done: Done) => void) =>
    new Promise<[number, string]>((resolve, reject) => {
      start((error, { statusCode }, body) =>
        error
          ? reject(error)
          : resolve([statusCode, typeof body === 'string' ? body : JSON.stringify(body)]),
      );
    });
  const one = told({ actor: agent });
  expect(await asked((done) => lrs.sendStatements([one], done))).toEqual([
    200,
    JSON.stringify([one.id]),
  ]);
  const [status, body] = await asked((done) =>
    lrs.getStatements({ statementId: one.id }, null, done),
  );
  expect([status, body]).toEqual([200, expect.stringContaining(one.id)]);
  expect((await asked((done) => lrs.getActivities(activity.id, done)))[0]).toBe(200);
});
