import type { RequestEvent } from '@sveltejs/kit';
import { describe, expect, test } from 'vitest';
import { ownPath, takeChoices } from './choices.ts';

/** The part of a request that choices are made of. */
function visit(address: string, method = 'GET') {
  const kept = new Map<string, { value: string; secure: boolean }>();
  const set = (name: string, value: string, { secure }: { secure: boolean }) =>
    kept.set(name, { value, secure });
  const url = new URL(address, 'http://192.168.1.20:8080');
  const request = new Request(url, { method });
  return {
    kept,
    onwards: takeChoices({ url, request, cookies: { set } } as unknown as RequestEvent),
  };
}

describe('a choice made in the address', () => {
  test('is kept, and the reader goes on to the same page', () => {
    const { kept, onwards } = visit('/ke-hoach/16690?thang=2026-10&lang=en&co=3');
    expect(onwards).toBe('/ke-hoach/16690?thang=2026-10');
    expect(kept.get('lang')?.value).toBe('en');
    expect(kept.get('co')?.value).toBe('3');
  });

  test('is kept over plain HTTP too, as a village has it', () => {
    expect(visit('/?co=2').kept.get('co')).toEqual({ value: '2', secure: false });
    const url = 'https://hoc.vn/?co=2';
    expect(visit(url).kept.get('co')?.secure).toBe(true);
  });

  test('that we do not know changes nothing but leaves the address', () => {
    const { kept, onwards } = visit('/?co=9&lang=xx');
    expect(kept.size).toBe(0);
    expect(onwards).toBe('/');
  });

  test('does not disturb a form that is being sent', () => {
    expect(visit('/buoi-hoc/moi?lang=en', 'POST').onwards).toBeNull();
  });
});

test.each(['//evil.vn/x', '/\\evil.vn/x', '\\\\evil.vn/x', 'evil.vn/x'])(
  'going on to %s stays on this site',
  (path) => {
    expect(new URL(ownPath(path), 'http://nha.vn').host).toBe('nha.vn');
  },
);
