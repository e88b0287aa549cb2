import built from 'virtual:may';
import type { RequestHandler } from './$types';

/** The service worker of the phone app; browsers look for a new one at each visit. */
export const GET: RequestHandler = () => {
  const headers = { 'content-type': 'text/javascript; charset=utf-8', 'cache-control': 'no-cache' };
  return new Response(built.worker, { headers });
};
