import { Refusal } from './refusal.ts';

/** What PostgreSQL (SQLSTATE) and the system call a disk without room. */
const full = new Set(['53100', 'ENOSPC', 'EDQUOT']);
/** The server is stopping, starting, or gone; too many are connected. */
const away = new Set([
  ...['57P01', '57P02', '57P03', '53300', '08000', '08001', '08003', '08006'],
  ...['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ENOTFOUND', 'ETIMEDOUT'],
]);
/** The driver says these without a code. */
const lost = /Connection terminated|timeout exceeded when trying to connect/;

/**
 * What went wrong with the store and not with what was asked: nothing was written, and it will
 * work again. Anything else is returned as it is.
 */
export function storeTrouble(error: unknown): unknown {
  const { code = '', message = '' } = (error ?? {}) as { code?: string; message?: string };
  const isFull = full.has(code) || /No space left on device/.test(message);
  if (!isFull && !away.has(code) && !lost.test(message)) return error;
  const refusal = new Refusal('unavailable', isFull ? 'ground.disk_full' : 'ground.store_away');
  refusal.cause = error;
  return refusal;
}
