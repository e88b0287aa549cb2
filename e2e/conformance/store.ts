import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { newId } from '@suotdoi/core/ground';
import { testDatabase } from '@suotdoi/core/ground/test';
import { type Credentials, createClient, folderBlobs, xapi } from '@suotdoi/core/record';
import Fastify, { type InjectOptions, type LightMyRequestResponse } from 'fastify';

export type Version = '1.0.3' | '2.0.0';
export const both: readonly Version[] = ['1.0.3', '2.0.0'];

/** What a request may say beside its address. */
export interface Told extends Omit<InjectOptions, 'url' | 'query'> {
  readonly version?: Version;
  readonly query?: Record<string, string>;
}

/** A record store with one client that may do everything, and how it is asked. */
export async function openStore() {
  const home = await testDatabase();
  const folder = await mkdtemp(join(tmpdir(), 'suotdoi-test-attachments-'));
  const credentials = await createClient(home.ctx(), { name: 'Kiểm tra', unit: 'VN' });
  const app = Fastify();
  await app.register(xapi, {
    prefix: '/xapi',
    db: home.db,
    node: home.ctx().node,
    blobs: folderBlobs(folder),
    word: (code) => code,
  });
  const ask = (path: string, told: Told = {}): Promise<LightMyRequestResponse> => {
    const { version = '2.0.0', headers, ...rest } = told;
    return app.inject({
      ...rest,
      url: `/xapi${path}`,
      headers: { 'x-experience-api-version': version, ...basic(credentials), ...headers },
    });
  };
  return {
    app,
    credentials,
    home,
    ask,
    post: (payload: object, version: Version = '2.0.0') =>
      ask('/statements', { method: 'POST', payload, version }),
    get: (query: Record<string, string>, told: Told = {}) => ask('/statements', { ...told, query }),
    close: async () => {
      await app.close();
      await home.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
export type Store = Awaited<ReturnType<typeof openStore>>;

export function basic({ key, secret }: Credentials) {
  return { authorization: `Basic ${Buffer.from(`${key}:${secret}`).toString('base64')}` };
}

export const agent = { objectType: 'Agent', name: 'An', mbox: 'mailto:an@hoc.example' };
export const group = { objectType: 'Group', name: 'Tổ 1', mbox: 'mailto:to1@hoc.example' };
export const anonymous = { objectType: 'Group', member: [agent] };
export const verb = {
  id: 'http://adlnet.gov/expapi/verbs/attended',
  display: { 'en-US': 'attended', 'vi-VN': 'có mặt' },
};
export const activity = {
  objectType: 'Activity',
  id: 'https://hoc.example/buoi/1',
  definition: {
    name: { 'en-US': 'Meeting', 'vi-VN': 'Buổi học' },
    description: { 'en-US': 'An hour', 'vi-VN': 'Một giờ' },
    type: 'http://adlnet.gov/expapi/activities/meeting',
  },
};

/** A plain statement, changed as told. */
export function told(more: object = {}): Record<string, unknown> & { id: string } {
  return { id: newId(), actor: agent, verb, object: activity, ...more };
}

export const voided = 'http://adlnet.gov/expapi/verbs/voided';
export const ref = (id: string) => ({ objectType: 'StatementRef', id });

/** Ids in a list that was answered. */
export function idsIn(answer: LightMyRequestResponse): string[] {
  return answer.json<{ statements: { id: string }[] }>().statements.map(({ id }) => id);
}
