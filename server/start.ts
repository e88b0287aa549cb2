import { once } from 'node:events';
import { createServer } from 'node:net';
import { networkInterfaces } from 'node:os';
import { join } from 'node:path';
import { authSecret, createAuth, hasAdministrator } from '@suotdoi/core/accounts';
import { type Ctx, openDatabase, openNodeKey, system, thisNode } from '@suotdoi/core/ground';
import { hashNumbers } from '@suotdoi/core/people';
import { folderBlobs } from '@suotdoi/core/record';
import { startFold } from '@suotdoi/core/standing';
import { Cannot, writeHolder } from '@suotdoi/db/embedded';
import type { FastifyInstance } from 'fastify';
import type { Logger } from 'pino';
import { createApp } from './app.ts';
import { ensureWeb } from './build.ts';
import type { Config } from './config.ts';
import { takeDatabase } from './database.ts';
import { isDemo } from './demo/index.ts';
import { demonstrate, signInTable } from './demo/show.ts';
import { watchDisk } from './disk-watch.ts';
import { loadIdKeys } from './id-keys.ts';
import { invitation } from './invitation.ts';
import { createLog } from './log.ts';
import { migrateShown } from './migrate-shown.ts';
import { loadWeb } from './plugins/web.ts';
import { prepare } from './prepare.ts';

/** A running program; `stop` ends everything in good order. */
export interface Running {
  readonly address: string;
  stop(): Promise<void>;
}

type Close = () => Promise<unknown>;

/**
 * Starts the whole program. What was started before a failure is stopped again. `demo`: with the
 * demonstration, which is built where it is not there yet.
 */
export async function start(
  config: Config,
  say: (line: string) => void,
  { demo = false } = {},
): Promise<Running> {
  const closing: Close[] = [];
  const stop = async () => {
    for (const close of closing.splice(0).reverse()) await close();
  };
  try {
    return { address: await startParts(config, { say, closing, demo }), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function startParts(
  config: Config,
  { say, closing, demo }: { say: (line: string) => void; closing: Close[]; demo: boolean },
): Promise<string> {
  await checkPort(config);
  await loadIdKeys(config);
  const store = await takeDatabase(config, { command: 'start', say });
  closing.push(store.close);
  if (store.folder) closing.push(watchDisk(store.folder, say).stop);
  const handler = await loadWeb(await ensureWeb(say));
  await migrateShown(store.url, say);
  await prepare(store.url);

  const log = createLog(config.logLevel);
  const database = openDatabase(store.url);
  closing.push(database.close);
  const node = await thisNode(database.db, new Date());
  const ctx = { db: database.db, actor: system('start'), now: new Date(), node };
  if (demo) await demonstrate(ctx, say);
  await hashNumbers(ctx);
  const folding = startFold(database, node, foldFaults(log));
  closing.push(folding.stop);

  const auth = createAuth({ db: database.db, secret: await authSecret(database.db) });
  const app = await createApp({
    db: database.db,
    node,
    key: await openNodeKey(config.dataDir),
    auth,
    blobs: folderBlobs(join(config.dataDir, 'attachments')),
    handler,
    log,
    trustProxy: config.trustProxy,
  });
  closing.push(() => closeApp(app));
  const port = await listen(app, config);

  const address = `http://localhost:${port}`;
  if (!config.databaseUrl) await tellHolder(config, address);
  await greet(ctx, { address, port, say });
  return address;
}

/** The fold tries again each second: the same trouble is written down once a minute. */
function foldFaults(log: Logger): (error: unknown) => void {
  let last = { message: '', at: 0 };
  return (error) => {
    const message = error instanceof Error ? error.message : String(error);
    if (message === last.message && Date.now() - last.at < 60_000) return;
    last = { message, at: Date.now() };
    log.error({ err: error }, 'fold');
  };
}

/** Asked before anything slow is done; whoever takes the port meanwhile is told all the same. */
async function checkPort({ host, port }: Config): Promise<void> {
  const probe = createServer();
  try {
    probe.listen({ host, port });
    await once(probe, 'listening');
  } catch (error) {
    throw inUse(error, port);
  } finally {
    probe.close();
  }
}

async function listen(app: FastifyInstance, { host, port }: Config): Promise<number> {
  try {
    await app.listen({ host, port });
  } catch (error) {
    throw inUse(error, port);
  }
  const address = app.server.address();
  return typeof address === 'object' && address ? address.port : port;
}

function inUse(error: unknown, port: number): unknown {
  if ((error as NodeJS.ErrnoException).code !== 'EADDRINUSE') return error;
  return new Cannot(
    `Cổng ${port} đã có chương trình khác dùng. Hãy đặt PORT khác, ví dụ: PORT=${port + 1} npm start`,
    `Port ${port} is in use by another program. Set another PORT, for example: PORT=${port + 1} npm start`,
  );
}

/** Answers what is being asked; who is not done after ten seconds is cut off. */
async function closeApp(app: FastifyInstance): Promise<void> {
  const cut = setTimeout(() => app.server.closeAllConnections(), 10_000);
  await app.close();
  clearTimeout(cut);
}

async function tellHolder(config: Config, address: string): Promise<void> {
  const since = new Date().toISOString();
  await writeHolder(config.dataDir, { pid: process.pid, command: 'start', since, address });
}

async function greet(
  ctx: Ctx,
  about: { address: string; port: number; say: (line: string) => void },
): Promise<void> {
  const { address, port, say } = about;
  say(`Suốt Đời đang chạy ở ${address}`);
  for (const ip of ownAddresses()) say(`  Trong mạng của máy này: http://${ip}:${port}`);
  if (!(await hasAdministrator(ctx))) await invitation(ctx, { address, say });
  if (await isDemo(ctx)) signInTable(say);
}

function ownAddresses(): string[] {
  return Object.values(networkInterfaces())
    .flatMap((list) => list ?? [])
    .filter((entry) => entry.family === 'IPv4' && !entry.internal)
    .map((entry) => entry.address);
}
