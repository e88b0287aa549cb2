import { newId } from '@suotdoi/core/ground';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { agent, basic, both, idsIn, openStore, type Store, told } from './store.ts';

let store: Store;
beforeAll(async () => {
  store = await openStore();
});
afterAll(() => store.close());

const json = 'application/json';

describe.each(both)('%s', (version) => {
  test('2.1 / 4.1.6.1 a statement is put, posted, got, and its address knows HEAD', async () => {
    const { id, ...rest } = told();
    const put = { method: 'PUT', query: { statementId: id }, version, payload: rest } as const;
    expect((await store.ask('/statements', put)).statusCode).toBe(204);
    expect((await store.ask('/statements', put)).statusCode).toBe(204);
    const posted = await store.post([told(), told({ id: undefined })], version);
    expect([posted.statusCode, posted.json()]).toEqual([
      200,
      [expect.any(String), expect.any(String)],
    ]);
    const got = await store.get({ statementId: id }, { version });
    expect(got.json()).toMatchObject(rest);
    expect(got.headers['content-type']).toContain(json);
    expect(got.headers['x-experience-api-consistent-through']).toMatch(/Z$/);
    const stored = Date.parse(got.json().stored);
    expect(Date.parse(String(got.headers['last-modified']))).toBe(stored - (stored % 1000));
    const head = await store.get({ statementId: id }, { version, method: 'HEAD' });
    expect([head.statusCode, head.body]).toEqual([200, '']);
  });

  test('2.1.1 / 4.1.6.1 what is stored is never changed', async () => {
    const first = told();
    await store.post(first, version);
    const other = { ...first, verb: { id: 'https://hoc.example/khac' } };
    expect((await store.post(other, version)).statusCode).toBe(409);
    const put = {
      method: 'PUT',
      query: { statementId: first.id },
      version,
      payload: other,
    } as const;
    expect((await store.ask('/statements', put)).statusCode).toBe(409);
    expect((await store.get({ statementId: first.id }, { version })).json()).toMatchObject(first);
  });

  test('2.1.2 / 4.1.6.1 a request is taken whole or not at all', async () => {
    const good = told();
    const twice = [good, { ...good }];
    for (const bad of [[good, told({ verb: { id: 'x' } })], twice, []]) {
      expect((await store.post(bad, version)).statusCode).toBe(400);
    }
    expect((await store.get({ statementId: good.id }, { version })).statusCode).toBe(404);
  });

  test('3.2 / 4.1.5 wrong parameters are refused', async () => {
    const id = newId();
    const wrong: Record<string, string>[] = [
      { statementId: id, voidedStatementId: newId() },
      ...['agent', 'verb', 'activity', 'registration', 'since', 'until', 'limit', 'ascending'].map(
        (name) => ({ statementId: id, [name]: name === 'agent' ? JSON.stringify(agent) : 'true' }),
      ),
      { statementId: id, related_agents: 'true' },
      { voidedStatementId: id, related_activities: 'true' },
      { StatementId: id },
      { foo: 'bar' },
      { agent: 'x' },
      { registration: 'x' },
      { since: 'x' },
      { limit: '-1' },
      { format: 'x' },
    ];
    const answers = await Promise.all(wrong.map((query) => store.get(query, { version })));
    expect(answers.map(({ statusCode }) => statusCode)).toEqual(wrong.map(() => 400));
    const post = { method: 'POST', version, payload: told(), query: { statementId: id } } as const;
    expect((await store.ask('/statements', post)).statusCode).toBe(400);
    expect(
      (await store.ask('/statements', { method: 'PUT', version, payload: told() })).statusCode,
    ).toBe(400);
  });

  test('4.0 / 4.1.2 whoever is unknown is let in nowhere', async () => {
    const stranger = basic({ key: 'x', secret: 'y' });
    for (const path of [
      '/statements',
      '/activities?activityId=x:y',
      '/agents',
      '/activities/state',
    ]) {
      const answer = await store.ask(path, { version, headers: stranger });
      expect(answer.statusCode).toBe(401);
      expect(answer.headers['www-authenticate']).toContain('Basic');
    }
  });

  test('1.5 / 4.1.3 a body of another kind is refused', async () => {
    for (const type of ['text/plain', 'multipart/form-data; boundary=x', 'application/xml']) {
      const headers = { 'content-type': type };
      const post = { method: 'POST', version, headers, payload: JSON.stringify(told()) } as const;
      expect([type, (await store.ask('/statements', post)).statusCode]).toEqual([type, 400]);
    }
  });

  test('2.4, 2.5 / 4.1.6.3, 4 an activity and an agent are told of', async () => {
    const id = `https://hoc.example/bai/${newId()}`;
    const unknown = await store.ask('/activities', { version, query: { activityId: id } });
    expect(unknown.json()).toEqual({ objectType: 'Activity', id });
    const definition = { name: { vi: 'Bài' }, type: 'https://hoc.example/loai' };
    await store.post(told({ object: { id, definition } }), version);
    await store.post(told({ object: { id, definition: { name: { en: 'Lesson' } } } }), version);
    const known = await store.ask('/activities', { version, query: { activityId: id } });
    expect(known.json().definition).toEqual({ ...definition, name: { vi: 'Bài', en: 'Lesson' } });
    const asked = { version, query: { agent: JSON.stringify(agent) } };
    expect((await store.ask('/agents', asked)).json()).toEqual({
      objectType: 'Person',
      name: [agent.name],
      mbox: [agent.mbox],
    });
    expect((await store.ask('/agents', { version })).statusCode).toBe(400);
    expect((await store.ask('/activities', { version })).statusCode).toBe(400);
  });
});

test('3.3 / 4.1.6.7 versions are told of, and asked for', async () => {
  const about = await store.app.inject('/xapi/about');
  expect(about.json().version).toEqual(['1.0.3', '2.0.0']);
  for (const version of ['0.9', '0.95', '1.1.0', '2.1.0', '3', '', 'x']) {
    const answer = await store.ask('/statements', {
      headers: { 'x-experience-api-version': version },
    });
    expect([version, answer.statusCode]).toEqual([version, 400]);
    expect(answer.headers['x-experience-api-version']).toBe('2.0.0');
  }
  for (const version of ['1.0', '1.0.0', '1.0.9']) {
    const answer = await store.ask('/statements', {
      headers: { 'x-experience-api-version': version },
    });
    expect(answer.headers['x-experience-api-version']).toBe('1.0.3');
  }
  expect((await store.app.inject('/xapi/statements')).statusCode).toBe(400);
});

describe('1.0.3 1.3 alternate request syntax', () => {
  const form = (fields: Record<string, string>) => ({
    payload: new URLSearchParams(fields).toString(),
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
  });
  const send = (method: string, fields: Record<string, string>, path = '/statements') =>
    store.ask(`${path}?method=${method}`, { method: 'POST', version: '1.0.3', ...form(fields) });

  test('every method comes as a POST of a form', async () => {
    const { id, ...rest } = told();
    expect((await send('PUT', { statementId: id, content: JSON.stringify(rest) })).statusCode).toBe(
      204,
    );
    expect((await send('GET', { statementId: id })).json().id).toBe(id);
    const other = told();
    expect((await send('POST', { content: JSON.stringify(other) })).json()).toEqual([other.id]);
    expect(idsIn(await send('GET', { limit: '1' }))).toHaveLength(1);
    const state = { activityId: 'https://a.b/c', agent: JSON.stringify(agent), stateId: 's' };
    const path = '/activities/state';
    expect((await send('PUT', { ...state, content: '{"a":1}' }, path)).statusCode).toBe(204);
    expect((await send('GET', state, path)).json()).toEqual({ a: 1 });
    expect((await send('DELETE', state, path)).statusCode).toBe(204);
  });

  test('the form may say who asks, and in which version', async () => {
    const url = '/xapi/statements?method=PUT';
    const { authorization } = basic(store.credentials);
    const fields = { statementId: newId(), content: JSON.stringify(told({ id: undefined })) };
    const who = { Authorization: authorization, 'X-Experience-API-Version': '1.0.3' };
    const asked = await store.app.inject({ method: 'POST', url, ...form({ ...fields, ...who }) });
    expect(asked.statusCode).toBe(204);
    const nobody = await store.app.inject({ method: 'POST', url, ...form(fields) });
    expect(nobody.statusCode).toBe(400);
  });

  test('anything beside is refused', async () => {
    const content = JSON.stringify(told({ id: undefined }));
    const id = newId();
    const query = {
      method: 'POST',
      version: '1.0.3',
      ...form({ statementId: id, content }),
    } as const;
    expect((await store.ask(`/statements?method=PUT&statementId=${id}`, query)).statusCode).toBe(
      400,
    );
    expect((await send('PUT', { statementId: id })).statusCode).toBe(400);
    expect((await send('FETCH', {})).statusCode).toBe(400);
    expect((await store.ask('/statements?method=POST', { version: '1.0.3' })).statusCode).toBe(400);
  });

  test('2.0.0 has it no more', async () => {
    for (const method of ['GET', 'PUT']) {
      const told = { method: 'POST', ...form({ limit: '1' }) } as const;
      expect((await store.ask(`/statements?method=${method}`, told)).statusCode).toBe(400);
    }
  });
});
