import { newId } from '@suotdoi/core/ground';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { agent, both, openStore, type Store, type Told } from './store.ts';

let store: Store;
beforeAll(async () => {
  store = await openStore();
});
afterAll(() => store.close());

type Query = Record<string, string>;

const resources = [
  [
    '/activities/state',
    'stateId',
    () => ({ activityId: `https://a.b/${newId()}`, agent: JSON.stringify(agent) }),
  ],
  ['/activities/profile', 'profileId', () => ({ activityId: `https://a.b/${newId()}` })],
  [
    '/agents/profile',
    'profileId',
    () => ({ agent: JSON.stringify({ mbox: `mailto:${newId()}@a.b` }) }),
  ],
] as const;

describe.each(both)('%s 2.2 / 4.1.6', (version) => {
  describe.each(resources)('%s', (path, idName, place) => {
    const ask = (query: Query, told: Told = {}) => store.ask(path, { version, query, ...told });
    const at = (name = 'một') => ({ ...place(), [idName]: name }) as Query;
    const put = (query: Query, payload: object | string, headers = {}) =>
      ask(query, { method: 'PUT', payload, headers });
    const post = (query: Query, payload: object | string, headers = {}) =>
      ask(query, { method: 'POST', payload, headers });

    test('a document is kept byte for byte, with its kind, mark and time', async () => {
      const query = at();
      expect((await ask(query)).statusCode).toBe(404);
      const headers = { 'content-type': 'text/plain; charset=utf-8', 'if-none-match': '*' };
      expect((await put(query, 'Xin chào\0', headers)).statusCode).toBe(204);
      const got = await ask(query);
      expect([got.body, got.headers['content-type']]).toEqual([
        'Xin chào\0',
        'text/plain; charset=utf-8',
      ]);
      expect(got.headers.etag).toMatch(/^"[0-9a-f]{40}"$/);
      expect(Date.parse(String(got.headers['last-modified']))).toBeGreaterThan(0);
      expect((await ask(query, { method: 'HEAD' })).headers.etag).toBe(got.headers.etag);
      expect((await ask(query, { method: 'DELETE' })).statusCode).toBe(204);
      expect((await ask(query)).statusCode).toBe(404);
    });

    test('POST merges JSON objects at their top, and nothing else', async () => {
      const query = at();
      await post(query, { a: { x: 1 }, b: 1 });
      expect((await post(query, { a: { y: 2 }, c: 3 })).statusCode).toBe(204);
      expect((await ask(query)).json()).toEqual({ a: { y: 2 }, b: 1, c: 3 });
      const text = { 'content-type': 'text/plain' };
      expect((await post(query, 'x', text)).statusCode).toBe(400);
      expect((await post(query, '[1]', { 'content-type': 'application/json' })).statusCode).toBe(
        400,
      );
      expect((await post(query, '{', { 'content-type': 'application/json' })).statusCode).toBe(400);
      expect((await ask(query)).json()).toEqual({ a: { y: 2 }, b: 1, c: 3 });
      const other = at();
      await post(other, 'x', text);
      expect((await post(other, { a: 1 })).statusCode).toBe(400);
    });

    test('3.1 / 4.1.4 conditions are held; without one nothing is overwritten unseen', async () => {
      const query = at();
      await post(query, { a: 1 });
      const etag = String((await ask(query)).headers.etag);
      for (const method of ['PUT', 'POST', 'DELETE'] as const) {
        for (const wrong of ['"1111111111111111111111111111111111111111"', '1234']) {
          const answer = await ask(query, {
            method,
            payload: { a: 2 },
            headers: { 'if-match': wrong },
          });
          expect([method, answer.statusCode]).toEqual([method, 412]);
        }
      }
      expect((await put(query, { a: 2 }, { 'if-none-match': '*' })).statusCode).toBe(412);
      const careless = await put(query, { a: 1 });
      const state = path === '/activities/state' && version === '1.0.3';
      expect(careless.statusCode).toBe(state ? 204 : 409);
      if (!state) expect(careless.json().error).toBe('record.document_exists');
      expect((await put(query, { a: 3 }, { 'if-match': etag })).statusCode).toBe(204);
      expect((await ask(query)).json()).toEqual({ a: 3 });
      expect((await put(query, { a: 4 }, { 'if-match': '*' })).statusCode).toBe(204);
    });

    test('the ids are listed, those changed since then if asked so', async () => {
      const base = place() as Query;
      await post({ ...base, [idName]: 'một' }, { a: 1 });
      const middle = new Date(Date.now() + 5).toISOString();
      await new Promise((resolve) => setTimeout(resolve, 20));
      await post({ ...base, [idName]: 'hai' }, { a: 1 });
      expect((await ask(base)).json()).toEqual(['hai', 'một']);
      expect((await ask({ ...base, since: middle })).json()).toEqual(['hai']);
      expect((await ask({ ...base, since: 'hôm qua' })).statusCode).toBe(400);
      expect((await ask(place() as Query)).json()).toEqual([]);
    });

    test('what names it is needed, and of the right kind', async () => {
      const query = at();
      for (const name of Object.keys(query)) {
        const { [name]: _left, ...rest } = query;
        const methods =
          name === idName
            ? (['PUT', 'POST'] as const)
            : (['GET', 'PUT', 'POST', 'DELETE'] as const);
        for (const method of methods) {
          const answer = await ask(rest, { method, ...(method === 'GET' ? {} : { payload: {} }) });
          expect([method, name, answer.statusCode]).toEqual([method, name, 400]);
        }
        if (name === idName) continue;
        expect((await ask({ ...query, [name]: 'không' })).statusCode).toBe(400);
      }
      expect((await ask({ ...query, foo: 'bar' })).statusCode).toBe(400);
      const twice = await store.ask(
        `${path}?${new URLSearchParams(query)}&${new URLSearchParams(query)}`,
        { version },
      );
      expect(twice.statusCode).toBe(400);
    });
  });

  test('2.3 / 4.1.6.2 states of a registration are apart, and all are deleted together', async () => {
    const base: Query = { activityId: `https://a.b/${newId()}`, agent: JSON.stringify(agent) };
    const registration = newId();
    const ask = (query: Query, told: Told = {}) =>
      store.ask('/activities/state', { version, query, ...told });
    await ask({ ...base, stateId: 's' }, { method: 'POST', payload: { a: 1 } });
    await ask({ ...base, stateId: 's', registration }, { method: 'POST', payload: { a: 2 } });
    expect((await ask({ ...base, stateId: 's' })).json()).toEqual({ a: 1 });
    expect((await ask({ ...base, stateId: 's', registration })).json()).toEqual({ a: 2 });
    expect((await ask({ ...base, registration: 'x' })).statusCode).toBe(400);
    expect((await ask({ ...base, registration }, { method: 'DELETE' })).statusCode).toBe(204);
    expect((await ask({ ...base, registration })).json()).toEqual([]);
    expect((await ask(base)).json()).toEqual(['s']);
    expect((await ask(base, { method: 'DELETE' })).statusCode).toBe(204);
    expect((await ask(base)).json()).toEqual([]);
  });

  test('2.6, 2.7 / 4.1.6.5, 6 a profile is deleted by its id alone', async () => {
    const query = { activityId: 'https://a.b/c' };
    const told = { method: 'DELETE', version, query } as const;
    expect((await store.ask('/activities/profile', told)).statusCode).toBe(400);
  });
});
