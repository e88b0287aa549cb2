import { Refusal } from '@suotdoi/core/ground';
import { translator } from '@suotdoi/messages';
import { redirect } from '@sveltejs/kit';
import type { Handle, HandleServerError } from '@sveltejs/kit/hooks';
import { choicesOf, takeChoices } from '#lib/choices.ts';
import { pageError, statusError } from '#lib/refusals.ts';

/** As app.html has it. */
const written = '<html lang="vi" data-co="1">';
/** Marks by which a browser would find its way in a page that it takes over: ours never does. */
const marks = /<!--(?:\[[-!\d]*|\]|[a-z0-9]*)-->/g;

export const handle: Handle = async ({ event, resolve }) => {
  const { locale, size } = choicesOf(event);
  const t = translator(locale);
  const ctx = event.platform?.req.ctx;
  if (!ctx) throw new Error('Pages are served by the program, which gives every request its ctx');
  Object.assign(event.locals, { ctx, locale, t, size });
  const onwards = takeChoices(event);
  if (onwards) redirect(303, onwards);
  const held = ctx.actor.kind === 'account' && ctx.actor.temporary;
  if (held && !['/mat-khau', '/dang-xuat'].includes(event.url.pathname)) redirect(303, '/mat-khau');
  return resolve(event, {
    transformPageChunk: ({ html }) =>
      html.replace(written, `<html lang="${locale}" data-co="${size}">`).replace(marks, ''),
  });
};

/** Words for whatever was thrown. A refusal and a missing page are answers; the rest are bugs. */
export const handleError: HandleServerError = ({ kind, error, event }) => {
  const t = event.locals.t ?? translator('vi');
  if (error instanceof Refusal) {
    if (error.kind === 'unavailable') event.platform?.req.fault(error.cause);
    return pageError(t, error);
  }
  if (kind !== 'unknown' && error.status < 500) return statusError(t, error.status);
  const code = event.platform?.req.fault(error) ?? '';
  return {
    status: 500,
    message: t('ground.server_fault'),
    help: t('ground.server_fault_help'),
    code: t('ground.fault_code', { code }),
  };
};
