import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openDatabase, system, thisNode } from '@suotdoi/core/ground';
import { createClient, folderBlobs, xapi } from '@suotdoi/core/record';
import { fastify } from 'fastify';

// The record's door alone, in a process of its own, as the bench asks for it: it says where it is
// and how to sign in, and ends with its parent.
const [url = '', gather = 'true'] = process.argv.slice(2);
const { db } = openDatabase(url, 10);
const now = new Date();
const node = await thisNode(db, now);
const ctx = { db, actor: system('bench'), now, node };
const { key, secret } = await createClient(ctx, { name: 'bench', unit: 'VN' });
const app = fastify();
await app.register(xapi, {
  prefix: '/xapi',
  db,
  node,
  blobs: folderBlobs(join(tmpdir(), 'suotdoi-bench-attachments')),
  word: (code) => code,
  gather: gather === 'true',
});
const address = await app.listen({ port: 0, host: '127.0.0.1' });
process.send?.({ address, key, secret });
process.on('disconnect', () => process.exit());
