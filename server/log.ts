import { type Logger, pino } from 'pino';

/** One JSON line an event on standard output, with nothing in it that names a person. */
export function createLog(level: string): Logger {
  return pino({ level, base: null, serializers: { err: plainError } });
}

/**
 * What of an error may be written down. PostgreSQL puts people's words into `detail`, `where` and,
 * for wrong data (class 22), into the message itself.
 */
function plainError(error: unknown): unknown {
  if (!(error instanceof Error)) return { type: typeof error };
  const { code, constraint, table } = error as {
    code?: string;
    constraint?: string;
    table?: string;
  };
  const wrongData = typeof code === 'string' && /^22[0-9A-Z]{3}$/.test(code);
  const clean = (text = '') => (wrongData ? text.replace(/"[^"\n]*"/g, '"…"') : text);
  return {
    type: error.name,
    message: clean(error.message),
    code,
    constraint,
    table,
    stack: clean(error.stack),
    cause: error.cause === undefined ? undefined : plainError(error.cause),
  };
}
