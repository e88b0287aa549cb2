import { signOut } from '@suotdoi/core/accounts';
import { redirect } from '@sveltejs/kit';
import { keepSession, programOf } from '#lib/session.ts';
import type { RequestHandler } from './$types';

export const POST: RequestHandler = async (event) => {
  const cookie = event.request.headers.get('cookie') ?? undefined;
  const secure = event.url.protocol === 'https:';
  keepSession(event, await signOut(programOf(event).auth, { cookie, secure }));
  redirect(303, '/dang-nhap');
};
