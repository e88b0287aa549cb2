import type { SessionCookie } from '@suotdoi/core/accounts';
import type { RequestEvent } from '@sveltejs/kit';

/** What the program gives with every request. */
export function programOf(event: RequestEvent): App.Platform['req'] {
  if (!event.platform) throw new Error('Pages are served by the program, not by a tool of Vite');
  return event.platform.req;
}

/** Gives the browser the cookies of a session begun or ended. */
export function keepSession({ cookies }: RequestEvent, session: readonly SessionCookie[]): void {
  for (const { name, value, options } of session) cookies.set(name, value, options);
}
