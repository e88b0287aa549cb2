import type { Cookies } from '@sveltejs/kit';

const NAME = 'bai';
const A_DAY = 86_400;

/** Keeps when a lesson was opened, so that its duration is known at the end. */
export function beginLesson(cookies: Cookies, address: string, now: Date): void {
  if (lessonOf(cookies) === address) return;
  const options = { path: '/bai-hoc', maxAge: A_DAY, httpOnly: true, sameSite: 'lax' } as const;
  cookies.set(NAME, `${address} ${now.getTime()}`, options);
}

/** Milliseconds since the lesson was opened; 0 if that is not known. Ends it. */
export function lessonTime(cookies: Cookies, address: string, now: Date): number {
  const [known, begun] = (cookies.get(NAME) ?? '').split(' ');
  cookies.delete(NAME, { path: '/bai-hoc' });
  return known === address ? Math.max(0, now.getTime() - Number(begun)) : 0;
}

const lessonOf = (cookies: Cookies) => cookies.get(NAME)?.split(' ')[0];
