import { resolve } from 'node:path';
import { Cannot } from '@suotdoi/db/embedded';

/** What the environment says; see docs/operate/README.md. */
export interface Config {
  readonly port: number;
  readonly host: string;
  readonly dataDir: string;
  /** A PostgreSQL server; null: the embedded one. */
  readonly databaseUrl: string | null;
  /** Addresses of the proxies whose X-Forwarded-* are believed; false: nobody's. */
  readonly trustProxy: string | false;
  readonly logLevel: string;
  /** The file with the keys of identity numbers; null: numbers are not kept. */
  readonly idKeys: string | null;
}

/** `port` from the command line goes before PORT. */
export function readConfig(env: NodeJS.ProcessEnv, port?: string): Config {
  return {
    port: portOf(port ?? (env.PORT || '8080')),
    // Phones and other PCs of the house come over its network.
    host: env.HOST || '0.0.0.0',
    dataDir: resolve(env.DATA_DIR || 'data'),
    databaseUrl: env.DATABASE_URL || null,
    trustProxy: env.TRUST_PROXY || false,
    logLevel: env.LOG_LEVEL || 'warn',
    idKeys: env.ID_KEYS ? resolve(env.ID_KEYS) : null,
  };
}

function portOf(text: string): number {
  const port = Number(text);
  if (Number.isInteger(port) && port >= 0 && port < 65_536) return port;
  throw new Cannot(
    `Cổng “${text}” không đúng. PORT là một số từ 1 đến 65535.`,
    `The port “${text}” is wrong. PORT is a number from 1 to 65535.`,
  );
}
