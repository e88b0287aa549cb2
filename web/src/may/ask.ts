import { kept } from './store/database.ts';

/** The server said no, in words for the learner. */
export class Refused extends Error {
  readonly code: string;
  constructor(code: string, words: string) {
    super(words);
    this.code = code;
  }
}

/** Nobody answered: no network, or a server that is not there. */
export class NoNetwork extends Error {}

const PATIENCE = 30_000;

/** Asks the server. Throws `Refused` for its no, `NoNetwork` when nobody answers. */
export async function ask<T>(
  path: string,
  more: { body?: BodyInit; key?: string; type?: string; zipped?: boolean } = {},
): Promise<T> {
  const language = (await kept('language')) ?? 'vi';
  const headers: Record<string, string> = { 'accept-language': language };
  if (more.key) headers.authorization = `Bearer ${more.key}`;
  if (more.body) headers['content-type'] = more.type ?? 'application/json';
  if (more.zipped) headers['content-encoding'] = 'gzip';
  const stop = new AbortController();
  const timer = setTimeout(() => stop.abort(), PATIENCE);
  try {
    const answer = await fetch(path, {
      method: more.body ? 'POST' : 'GET',
      ...(more.body ? { body: more.body } : {}),
      headers,
      signal: stop.signal,
      // Our pages' cookie speaks only where a phone is let in for whoever is signed in there.
      credentials: path.endsWith('/vao-tai-khoan') ? 'same-origin' : 'omit',
      cache: 'no-store',
    });
    const told = await answer.json();
    if (answer.ok) return told;
    if (answer.status >= 500) throw new NoNetwork();
    throw new Refused(String(told.code), String(told.words ?? ''));
  } catch (error) {
    throw error instanceof Refused ? error : new NoNetwork();
  } finally {
    clearTimeout(timer);
  }
}

export function post<T>(path: string, value: unknown, key?: string): Promise<T> {
  return ask(path, { body: JSON.stringify(value), ...(key ? { key } : {}) });
}
