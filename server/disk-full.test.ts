import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { rm, statfs, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createAuth } from '@suotdoi/core/accounts';
import { newId, openDatabase, openNodeKey, system, thisNode } from '@suotdoi/core/ground';
import { registerFamily } from '@suotdoi/core/people';
import { createClient, folderBlobs } from '@suotdoi/core/record';
import { demonstrated } from '@suotdoi/core/record/model';
import { recount, startFold } from '@suotdoi/core/standing';
import { startPostgres } from '@suotdoi/db/embedded';
import { migrate } from '@suotdoi/db/migrate';
import { sql } from 'kysely';
import { pino } from 'pino';
import { afterAll, expect, test, vi } from 'vitest';
import { createApp } from './app.ts';
import { watchDisk } from './disk-watch.ts';
import { prepare } from './prepare.ts';

// A real disk of 200 MB. It can be mounted by root on Linux only; elsewhere the test says so.
const disk = mkdtempSync(join(tmpdir(), 'suotdoi-small-disk-'));
const mounted =
  process.getuid?.() === 0 &&
  spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=200m,mode=1777', 'tmpfs', disk]).status === 0;
afterAll(() => {
  if (mounted) spawnSync('umount', ['-l', disk]);
  rmSync(disk, { recursive: true, force: true });
});

const freeMb = async () => {
  const { bavail, bsize } = await statfs(disk);
  return (bavail * bsize) / 1_000_000;
};

test.skipIf(!mounted)(
  'on a full disk nothing acknowledged is lost, the sentence is clear, and all goes on when there is room (skipped where no small disk can be mounted)',
  async () => {
    const postgres = await startPostgres({ dataDir: disk });
    await migrate(postgres.url);
    await prepare(postgres.url);
    const database = openDatabase(postgres.url, 4);
    const { db } = database;
    const node = await thisNode(db, new Date());
    const ctx = { db, actor: system('test'), now: new Date(), node };
    const family = await registerFamily(ctx, {
      ...{ id: newId(), unit: '16681.03' },
      members: [{ name: 'Nguyễn Thị Hoa', birthYear: 1963, agreed: true }],
      consent: { wording: 'w1', way: 'spoken' },
    });
    const person = family.members[0]?.person ?? '';
    const { key, secret } = await createClient(ctx, { name: 'Máy', unit: '16681' });
    const app = await createApp({
      ...{ db, node, key: await openNodeKey(disk), trustProxy: false },
      auth: createAuth({ db, secret: 'a secret of this test, 32 letters long' }),
      blobs: folderBlobs(join(disk, 'attachments')),
      handler: (_request, response) => void response.writeHead(404).end(),
      log: pino({ level: 'silent' }),
    });
    const failures: unknown[] = [];
    const folding = startFold(database, node, (error) => failures.push(error));
    const said: string[] = [];
    const watch = watchDisk(disk, (line) => said.push(line));

    const batch = () =>
      Array.from({ length: 200 }, (_, i) =>
        demonstrated({
          ...{ id: newId(), person, session: newId(), skill: 'AT1', unit: '16681.03' },
          ...{ mode: 'alone', at: new Date(Date.UTC(2026, i % 10, 3)), sharedDevice: true },
          helper: { account: '01980000-0000-7000-8000-000000000001' },
        }),
      );
    const authorization = `Basic ${Buffer.from(`${key}:${secret}`).toString('base64')}`;
    const headers = { authorization, 'x-experience-api-version': '2.0.0', 'accept-language': 'vi' };
    const send = (payload: object) =>
      app.inject({ method: 'POST', url: '/xapi/statements', headers, payload });

    const ballast = join(disk, 'ballast');
    await writeFile(ballast, Buffer.alloc(Math.max(0, (await freeMb()) - 30) * 1_000_000));
    let acknowledged = 0;
    let refused = await send(batch());
    let waiting: object = [];
    // batch: until the disk is full
    while (refused.statusCode === 200) {
      acknowledged += 200;
      waiting = batch();
      refused = await send(waiting);
    }
    expect([refused.statusCode, refused.json().error]).toEqual([
      503,
      expect.stringMatching(/^(Ổ đĩa của máy chủ đã đầy|Cơ sở dữ liệu đang khởi động lại)/),
    ]);
    expect(await watch.look()).toBe('full');
    expect(said.at(-2)).toContain('đã đầy');

    await rm(ballast);
    await vi.waitUntil(async () => (await send(waiting)).statusCode === 200, {
      ...{ timeout: 60_000, interval: 500 },
    });
    expect(await watch.look()).not.toBe('full');
    expect(said.at(-1)).toMatch(/nearly full|has room again/);
    const count = await sql<{ n: number }>`select count(*) as n from record.statement`.execute(db);
    expect(count.rows[0]?.n).toBe(acknowledged + 200);
    const folded = async () =>
      (await sql`select 1 from record.dirty limit 1`.execute(db)).rows.length === 0;
    await vi.waitUntil(folded, { timeout: 60_000, interval: 500 });
    await folding.stop();
    expect((await recount(ctx)).differences).toEqual([]);
    await watch.stop();
    await app.close();
    await database.close();
    await postgres.stop();
  },
  180_000,
);
