import { newId } from '@suotdoi/core/ground';
import { type Credentials, createClient, revokeClient } from '@suotdoi/core/record';
import type { Scope } from '@suotdoi/core/record/model';
import { verbs } from '@suotdoi/core/record/model';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { act, headers, type Machines, machines } from './machine.fixture.ts';

let m: Machines;
beforeAll(async () => {
  m = await machines();
});
afterAll(() => m.close());

const machine = (...scopes: Scope[]) =>
  createClient(m.home.ctx(), { name: 'Máy', unit: m.commune, scopes });

interface Asked {
  readonly method?: 'GET' | 'POST' | 'PUT' | 'DELETE';
  readonly query?: Record<string, string>;
  readonly payload?: object | string;
  readonly headers?: Record<string, string>;
}

const ask = async (who: Credentials | string, path: string, asked: Asked = {}) => {
  const bearer = { 'x-experience-api-version': '2.0.0', authorization: `Bearer ${who}` };
  const own = typeof who === 'string' ? bearer : headers(who);
  const url = `/xapi${path}`;
  return m.app.inject({ ...asked, url, headers: { ...own, ...asked.headers } });
};
const post = (who: Credentials | string, payload: object) =>
  ask(who, '/statements', { method: 'POST', payload });

const state = (person: string, registration?: string) => ({
  activityId: 'https://hoc.example/bai/1',
  stateId: 'dấu',
  agent: JSON.stringify(act(person).actor),
  ...(registration ? { registration } : {}),
});

test('a machine does what it was let in for, and nothing else', async () => {
  const doors = {
    'statements/write': (who: Credentials) => post(who, act(m.known)),
    'statements/read': (who: Credentials) => ask(who, '/statements'),
    state: (who: Credentials) => ask(who, '/activities/state', { query: state(m.known) }),
    profile: (who: Credentials) =>
      ask(who, '/activities/profile', { query: { activityId: 'https://hoc.example' } }),
  } as const;
  const wrong: string[] = [];
  for (const scope of [...(Object.keys(doors) as (keyof typeof doors)[]), 'all' as const]) {
    const who = await machine(scope);
    for (const [door, open] of Object.entries(doors)) {
      const opened = (await open(who)).statusCode !== 403;
      if (opened !== (scope === 'all' || scope === door)) wrong.push(`${scope} at ${door}`);
    }
  }
  expect(wrong).toEqual([]);
});

test('a machine that reads only its own sees nobody else’s', async () => {
  const own = await machine('statements/write', 'statements/read/mine');
  const theirs = act(m.known, m.village);
  await post(m.inCommune, theirs);
  const mine = act(m.known, m.village);
  await post(own, mine);
  const { statements } = (await ask(own, '/statements')).json<{ statements: { id: string }[] }>();
  expect(statements.map(({ id }) => id)).toEqual([mine.id]);
  expect((await ask(own, '/statements', { query: { statementId: theirs.id } })).statusCode).toBe(
    404,
  );
});

const form = (fields: Record<string, string>) => ({
  method: 'POST' as const,
  payload: new URLSearchParams(fields).toString(),
  headers: { 'content-type': 'application/x-www-form-urlencoded' },
});

test('a token of OAuth 2 stands for credentials, or for a part of them, for an hour', async () => {
  const who = await machine('statements/write', 'state');
  const grant_type = 'client_credentials';
  const answer = await ask(who, '/oauth/token', form({ grant_type }));
  expect(answer.json()).toMatchObject({
    token_type: 'Bearer',
    expires_in: 3600,
    scope: 'statements/write state',
  });
  const token = answer.json().access_token;
  expect((await post(token, act(m.known))).statusCode).toBe(200);
  const inForm = { grant_type, client_id: who.key, client_secret: who.secret, scope: 'state' };
  const part = (await m.app.inject({ url: '/xapi/oauth/token', ...form(inForm) })).json();
  expect((await post(part.access_token, act(m.known))).statusCode).toBe(403);
  for (const [fields, status] of [
    [{ ...inForm, client_secret: 'x' }, 401],
    [{ ...inForm, scope: 'profile' }, 403],
    [{ ...inForm, scope: 'khác' }, 403],
    [{ ...inForm, grant_type: 'password' }, 400],
  ] as const) {
    const answer = await m.app.inject({ url: '/xapi/oauth/token', ...form(fields) });
    expect(answer.statusCode).toBe(status);
  }
  m.clock += 3_700_000;
  expect((await post(token, act(m.known))).statusCode).toBe(401);
});

test('a machine that is shut out is out at once, its tokens too', async () => {
  const who = await machine('all');
  const token = (await ask(who, '/oauth/token', form({ grant_type: 'client_credentials' }))).json()
    .access_token;
  expect((await ask(token, '/statements')).statusCode).toBe(200);
  await revokeClient(m.home.ctx(), who.key);
  expect((await ask(who, '/statements')).statusCode).toBe(401);
  expect((await ask(token, '/statements')).statusCode).toBe(401);
});

test('a token of one attempt writes and reads that learner’s attempt, and keeps its state', async () => {
  const registration = newId();
  const agent = act(m.known).actor;
  const asked = { method: 'POST' as const, payload: { agent, registration, minutes: 30 } };
  const { access_token: token, expires_in } = (await ask(m.inCommune, '/attempts', asked)).json();
  expect(expires_in).toBe(1800);
  const own = act(m.known, m.village);
  const context = { ...own.context, registration };
  expect((await post(token, { ...own, context })).statusCode).toBe(200);
  const voiding = {
    verb: { id: verbs.voided },
    object: { objectType: 'StatementRef', id: own.id },
  };
  const foreign = [
    act(m.known),
    act(newId(), undefined, { context }),
    act(m.known, undefined, { context: { registration: newId() } }),
    act(m.known, undefined, { context, ...voiding }),
  ];
  for (const one of foreign) expect((await post(token, one)).statusCode).toBe(403);
  await post(m.inCommune, act(m.known, m.village));
  const { statements } = (await ask(token, '/statements')).json<{ statements: { id: string }[] }>();
  expect(statements.map(({ id }) => id)).toEqual([own.id]);
  const put = { method: 'PUT' as const, payload: { a: 1 } };
  const mine = { ...put, query: state(m.known, registration) };
  expect((await ask(token, '/activities/state', mine)).statusCode).toBe(204);
  for (const query of [state(m.known), state(newId(), registration)]) {
    expect((await ask(token, '/activities/state', { ...put, query })).statusCode).toBe(403);
  }
  expect((await ask(token, '/attempts', asked)).statusCode).toBe(403);
  const bad = { ...asked, payload: { agent, registration: 'x' } };
  expect((await ask(m.inCommune, '/attempts', bad)).json().path).toBe('registration');
});

test('documents of one unit’s machines are not another’s', async () => {
  const query = state(m.known);
  const put = { method: 'PUT' as const, payload: { a: 1 }, query };
  expect((await ask(m.inCommune, '/activities/state', put)).statusCode).toBe(204);
  expect((await ask(m.inCommune, '/activities/state', { query })).json()).toEqual({ a: 1 });
  expect((await ask(m.elsewhere, '/activities/state', { query })).statusCode).toBe(404);
});

test('twins that come at once are kept once; one that is refused takes none along', async () => {
  const one = act(m.known, m.village);
  const other = { ...one, verb: { id: verbs.passed } };
  const sent = [one, one, other, act(m.known), act(m.known), one];
  const answers = await Promise.all(sent.map((each) => post(m.inCommune, each)));
  expect(answers.map(({ statusCode }) => statusCode)).toEqual([200, 200, 409, 200, 200, 200]);
});
