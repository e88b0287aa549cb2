import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { openDatabase } from '@suotdoi/core/ground';
import { from as copyFrom, to as copyTo } from 'pg-copy-streams';

const CONNECTIONS = 4;
const TABLES = [
  ['record.statement_key', 'bench.copy_key', 'id'],
  ['record.statement', 'bench.copy_statement', 'id'],
  ['record.dirty', 'bench.copy_dirty', 'batch'],
] as const;

/**
 * Copies the last `total` rows of the record's tables into twins with the same indexes, a
 * transaction for each batch, from ready-made text. Seconds.
 */
export async function copyTables(
  url: string,
  { total, batch }: { total: number; batch: number },
): Promise<number> {
  const { pool, close } = openDatabase(url, CONNECTIONS);
  const texts = await Promise.all(
    TABLES.map(async ([source, , order]) => {
      const client = await pool.connect();
      const query = `copy (select * from ${source} order by ${order} desc limit ${total}) to stdout`;
      const chunks: Buffer[] = [];
      for await (const chunk of client.query(copyTo(query))) chunks.push(chunk as Buffer);
      client.release();
      return Buffer.concat(chunks).toString().split('\n').slice(0, -1);
    }),
  );
  const turns = Array.from({ length: total / batch }, (_, b) =>
    texts.map((lines) => `${lines.slice(b * batch, (b + 1) * batch).join('\n')}\n`),
  );
  const queue = turns.values();
  const start = performance.now();
  const worker = async () => {
    for (const parts of queue) {
      const client = await pool.connect();
      await client.query('begin');
      for (const [i, [, target]] of TABLES.entries()) {
        const text = parts[i] ?? '';
        if (text === '\n') continue;
        const sink = client.query(copyFrom(`copy ${target} from stdin`));
        await pipeline(Readable.from([Buffer.from(text)]), sink);
      }
      await client.query('commit');
      client.release();
    }
  };
  await Promise.all(Array.from({ length: CONNECTIONS }, worker));
  const seconds = (performance.now() - start) / 1000;
  await close();
  return seconds;
}
