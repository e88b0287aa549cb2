import { createHash, generateKeyPairSync } from 'node:crypto';
import { newId } from '@suotdoi/core/ground';
import { CompactSign } from 'jose';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { both, openStore, type Store, told } from './store.ts';

let store: Store;
beforeAll(async () => {
  store = await openStore();
});
afterAll(() => store.close());

const CRLF = '\r\n';
const boundary = '-------314159265358979323846';
const hashOf = (text: string, algorithm = 'sha256') =>
  createHash(algorithm).update(text).digest('hex');

interface Part {
  readonly type?: string;
  readonly hash?: string;
  readonly encoding?: string;
  readonly text: string;
}

function multipart(...parts: Part[]): string {
  const lines = parts.map(({ type, hash, encoding = 'binary', text }) => {
    const head = [
      ...(type ? [`Content-Type: ${type}`] : []),
      ...(hash ? [`Content-Transfer-Encoding: ${encoding}`, `X-Experience-API-Hash: ${hash}`] : []),
    ];
    return `--${boundary}${CRLF}${head.map((line) => line + CRLF).join('')}${CRLF}${text}${CRLF}`;
  });
  return `${lines.join('')}--${boundary}--${CRLF}`;
}

const json = (value: object): Part => ({ type: 'application/json', text: JSON.stringify(value) });
const data = (text: string, more: Partial<Part> = {}): Part => ({
  ...{ type: 'text/plain', hash: hashOf(text), text },
  ...more,
});
const file = (text: string, more: object = {}) => ({
  usageType: 'https://hoc.example/tep',
  display: { vi: 'Tệp' },
  contentType: 'text/plain',
  length: Buffer.byteLength(text),
  sha2: hashOf(text),
  ...more,
});

describe.each(both)('%s 2.4.11, 1.5.2 / 4.2.2.8, 4.1.3', (version) => {
  const send = (payload: string | Buffer, type = `multipart/mixed; boundary=${boundary}`) =>
    store.ask('/statements', {
      method: 'POST',
      version,
      payload,
      headers: { 'content-type': type },
    });
  const read = (id: string) => store.get({ statementId: id, attachments: 'true' }, { version });

  test('data comes along with its statement, and back', async () => {
    const texts = ['Xin chào\r\n--không phải ranh giới\r\n', `${'dài '.repeat(50_000)}`, ''];
    const one = told({ attachments: texts.map((text) => file(text)) });
    const sent = await send(multipart(json(one), ...texts.map((text) => data(text))));
    expect(sent.json()).toEqual([one.id]);
    const got = await read(one.id);
    const type = String(got.headers['content-type']);
    expect(type).toMatch(/^multipart\/mixed; boundary=/);
    const parts = got.body.split(`--${type.split('boundary=')[1]}`);
    expect(parts).toHaveLength(texts.length + 3);
    expect(parts[1]).toContain('Content-Type: application/json');
    for (const [i, text] of texts.entries()) {
      const head = `${CRLF}Content-Type: text/plain${CRLF}Content-Transfer-Encoding: binary`;
      const hash = `X-Experience-API-Hash: ${hashOf(text)}`;
      expect(parts[i + 2]).toBe(`${head}${CRLF}${hash}${CRLF}${CRLF}${text}${CRLF}`);
    }
    const plain = await store.get({ statementId: one.id, attachments: 'false' }, { version });
    expect(plain.json().id).toBe(one.id);
    const list = await store.get({ attachments: 'true', limit: '1' }, { version });
    expect(list.body).toContain(`"id":"${one.id}"`);
  });

  test('PUT, several statements, one file of two, other hashes, no files at all', async () => {
    const { id, ...rest } = told({ attachments: [file('a')] });
    const put = await store.ask('/statements', {
      ...{ method: 'PUT', version, query: { statementId: id } },
      payload: multipart(json(rest), data('a')),
      headers: { 'content-type': `multipart/mixed; boundary="${boundary}"` },
    });
    expect(put.statusCode).toBe(204);
    const two = [told({ attachments: [file('b')] }), told({ attachments: [file('b')] })];
    expect((await send(multipart(json(two), data('b')))).statusCode).toBe(200);
    const long = hashOf('c', 'sha512');
    const other = told({ attachments: [file('c', { sha2: long })] });
    expect((await send(multipart(json(other), data('c', { hash: long })))).statusCode).toBe(200);
    expect((await read(other.id)).body).toContain(`X-Experience-API-Hash: ${long}`);
    expect((await send(multipart(json(told())))).statusCode).toBe(200);
    const elsewhere = told({ attachments: [file('d', { fileUrl: 'https://a.b/d' })] });
    expect((await send(multipart(json(elsewhere)))).statusCode).toBe(200);
  });

  test('what is built wrongly is refused, and nothing of it is kept', async () => {
    const one = told({ attachments: [file('a')] });
    const good = multipart(json(one), data('a'));
    const wrong: Record<string, [string, string?]> = {
      'no boundary in the head': [good, 'multipart/mixed;'],
      'another boundary': [good, 'multipart/mixed; boundary=khac'],
      'no first boundary': [good.slice(good.indexOf(CRLF) + 2)],
      'cut off': [good.slice(0, -boundary.length - 8)],
      'cut off early': [good.slice(0, 60)],
      nothing: [''],
      'no statements first': [multipart(data('a'), json(one))],
      'statements of another kind': [multipart({ ...json(one), type: 'text/plain' }, data('a'))],
      'statements twice': [multipart(json(one), json(one), data('a'))],
      'a stray file': [multipart(json(one), data('a'), data('b'))],
      'a file twice': [multipart(json(one), data('a'), data('a'))],
      'no file': [multipart(json(one))],
      'no hash': [multipart(json(one), { type: 'text/plain', text: 'a' })],
      'another hash': [multipart(json(one), data('a', { hash: hashOf('b') }))],
      'another content': [multipart(json(one), data('b', { hash: hashOf('a') }))],
      'not binary': [multipart(json(one), data('a', { encoding: 'base64' }))],
      'broken JSON': [multipart({ type: 'application/json', text: '{' }, data('a'))],
    };
    for (const [what, [body, type]] of Object.entries(wrong)) {
      const answer = await send(body, type);
      expect([what, answer.statusCode]).toEqual([what, 400]);
      expect(answer.json().error).toMatch(/^record\./);
    }
    expect((await read(one.id)).statusCode).toBe(404);
  });
});

describe('2.6 / 4.2.5.3 signed statements', () => {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const usageType = 'http://adlnet.gov/expapi/attachments/signature';
  const send = async (
    signed: object,
    sent: object,
    more: { alg?: string; contentType?: string } = {},
  ) => {
    const { alg = 'RS256', contentType = 'application/octet-stream' } = more;
    const key = alg.startsWith('HS') ? new Uint8Array(32) : privateKey;
    const jws = await new CompactSign(Buffer.from(JSON.stringify(signed)))
      .setProtectedHeader({ alg })
      .sign(key);
    const signature = file(jws, { usageType, contentType });
    const payload = multipart(
      json({ ...sent, attachments: [signature] }),
      data(jws, { type: contentType }),
    );
    const headers = { 'content-type': `multipart/mixed; boundary=${boundary}` };
    return store.ask('/statements', { method: 'POST', version: '1.0.3', payload, headers });
  };

  test('RS256, RS384 and RS512 over the same statement are taken', async () => {
    for (const alg of ['RS256', 'RS384', 'RS512']) {
      const one = told();
      expect((await send(one, one, { alg })).statusCode).toBe(200);
    }
    const { id: _later, ...bare } = told();
    expect((await send(bare, { ...bare, id: newId() })).statusCode).toBe(200);
  });

  test('another statement, algorithm or kind of data is not', async () => {
    const one = told();
    const answers = [
      await send(told(), one),
      await send({ ...one, verb: { id: 'https://a.b/c' } }, one),
      await send(one, one, { alg: 'HS256' }),
      await send(one, one, { contentType: 'text/plain' }),
    ];
    expect(answers.map(({ statusCode }) => statusCode)).toEqual([400, 400, 400, 400]);
    expect(answers[0]?.json()).toEqual({ error: 'record.bad_signature', path: '$.attachments[0]' });
    const text = 'không phải chữ ký';
    const bad = multipart(
      json({
        ...one,
        attachments: [file(text, { usageType, contentType: 'application/octet-stream' })],
      }),
      data(text),
    );
    const headers = { 'content-type': `multipart/mixed; boundary=${boundary}` };
    const answer = await store.ask('/statements', { method: 'POST', payload: bad, headers });
    expect(answer.statusCode).toBe(400);
  });
});
