import { setTimeout as pause } from 'node:timers/promises';
import {
  Cannot,
  type Hold,
  type Holder,
  hold,
  readHolder,
  runningUrl,
  startPostgres,
} from '@suotdoi/db/embedded';
import pg from 'pg';
import type { Config } from './config.ts';

/** The program's database: a server of `DATABASE_URL`, or PostgreSQL in the data folder. */
export interface OpenDatabase {
  readonly url: string;
  /** Where its files are, if we look after them. */
  readonly folder?: string;
  /** Ends what was started for us, and nothing else. */
  close(): Promise<void>;
}

/** What a command says of itself, and how long it waits for a folder that another holds. */
export interface Asking {
  readonly command: string;
  readonly say: (line: string) => void;
  /** 10,000 unless given. */
  readonly waitMs?: number;
}

const STEP_MS = 250;

/** For `start`: takes the data folder for this process and starts PostgreSQL there. */
export async function takeDatabase(
  config: Config,
  { command, say, waitMs = 10_000 }: Asking,
): Promise<OpenDatabase> {
  if (config.databaseUrl) return { url: config.databaseUrl, close: async () => undefined };
  const deadline = Date.now() + waitMs;
  for (;;) {
    const held = await hold(config.dataDir, command);
    if (held) return startHeld(held, config, say);
    if (Date.now() > deadline) throw await heldByOther(config);
    await pause(STEP_MS);
  }
}

/**
 * For every other command: beside a running program it uses that one's database; alone it starts
 * PostgreSQL and holds the data folder meanwhile.
 */
export async function borrowDatabase(
  config: Config,
  { command, say, waitMs = 10_000 }: Asking,
): Promise<OpenDatabase> {
  if (config.databaseUrl) return { url: config.databaseUrl, close: async () => undefined };
  const deadline = Date.now() + waitMs;
  for (;;) {
    const held = await hold(config.dataDir, command);
    if (held) return startHeld(held, config, say);
    const holder = await readHolder(config.dataDir);
    const url = holder?.command === 'start' ? await runningUrl(config.dataDir) : null;
    if (url && (await answers(url))) return { url, close: async () => undefined };
    if (Date.now() > deadline) throw await heldByOther(config);
    await pause(STEP_MS);
  }
}

async function startHeld(
  held: Hold,
  config: Config,
  say: (line: string) => void,
): Promise<OpenDatabase> {
  try {
    const postgres = await startPostgres({ dataDir: config.dataDir, say });
    const close = async () => {
      await postgres.stop();
      await held.release();
    };
    return { url: postgres.url, folder: postgres.folder, close };
  } catch (error) {
    await held.release();
    throw error;
  }
}

async function answers(url: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 1000 });
  try {
    await client.connect();
    return true;
  } catch {
    return false;
  } finally {
    await client.end().catch(() => undefined);
  }
}

async function heldByOther(config: Config): Promise<Cannot> {
  const holder = await readHolder(config.dataDir);
  return new Cannot(
    `Thư mục ${config.dataDir} đang có chương trình khác dùng${who(holder, 'vi')}. Hãy dừng chương trình đó, hoặc đặt DATA_DIR khác.`,
    `The folder ${config.dataDir} is in use by another program${who(holder, 'en')}. Stop that one, or set another DATA_DIR.`,
  );
}

function who(holder: Holder | null, language: 'vi' | 'en'): string {
  if (!holder) return '';
  const since = new Date(holder.since).toLocaleString(language);
  const about =
    language === 'vi'
      ? [`suotdoi ${holder.command}`, `số hiệu ${holder.pid}`, `từ ${since}`]
      : [`suotdoi ${holder.command}`, `process ${holder.pid}`, `since ${since}`];
  if (holder.address) about.push(holder.address);
  return ` (${about.join(', ')})`;
}
