import { createReadStream, createWriteStream } from 'node:fs';
import { open, stat } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { shardsOf } from '@suotdoi/core/people';
import { exportLines, importLines, type RefusedLine } from '@suotdoi/core/record';
import { Cannot } from '@suotdoi/db/embedded';
import { isMessageKey, translator } from '@suotdoi/messages';
import { Command } from 'commander';
import { withDatabase } from '../command-database.ts';
import { showProgress } from '../progress.ts';
import { say } from '../say.ts';

const SHOWN = 50;

export function statementsCommand(): Command {
  return new Command('statements')
    .description('statements of the record (xAPI) in bulk, a line of JSON each')
    .addCommand(importCommand())
    .addCommand(exportCommand());
}

function importCommand(): Command {
  return new Command('import')
    .description('take statements from a file; taking one twice is harmless')
    .argument('<file>', 'NDJSON: a statement a line')
    .option('--from <line>', 'pass over the lines before this one', '1')
    .option('--report <file>', 'write every refused line there, with the reason')
    .action((file: string, { from, report }: { from: string; report?: string }) =>
      withDatabase('statements import', async (ctx) => {
        const { size } = await stat(file);
        const source = createReadStream(file);
        const shown = showProgress(say);
        const refused: RefusedLine[] = [];
        const done = await importLines(ctx, source, {
          shardOf: shardsOf,
          from: Number(from),
          onRefused: (line) => refused.push(line),
          onProgress: () => shown.step('Nhận minh chứng (importing)', source.bytesRead, size),
        }).finally(shown.end);
        tell(refused);
        if (report) await writeReport(report, refused);
        const { lines, stored, already } = done;
        say(`${lines} dòng: ${stored} mới, ${already} đã có, ${done.refused} không nhận`);
        say(`${lines} lines: ${stored} new, ${already} known, ${done.refused} refused`);
        if (done.refused > 0) process.exitCode = 1;
      }),
    );
}

function tell(refused: readonly RefusedLine[]): void {
  const t = translator('vi');
  for (const { line, code, path } of refused.slice(0, SHOWN)) {
    say(`  ${line}${path ? ` ${path}` : ''}: ${isMessageKey(code) ? t(code) : code}`);
  }
  if (refused.length > SHOWN) say(`  … +${refused.length - SHOWN}`);
}

async function writeReport(file: string, refused: readonly RefusedLine[]): Promise<void> {
  const lines = refused.map((line) => `${JSON.stringify(line)}\n`);
  await pipeline(Readable.from(lines), createWriteStream(file));
}

interface ExportOptions {
  readonly resume?: true;
  readonly since?: string;
  readonly until?: string;
}

function exportCommand(): Command {
  return new Command('export')
    .description('write statements into a file, in the order in which they were stored')
    .argument('<file>')
    .option('--resume', 'go on after the last whole line of the file')
    .option('--since <moment>', 'only those stored later')
    .option('--until <moment>', 'only those stored until then')
    .action((file: string, { resume, since, until }: ExportOptions) =>
      withDatabase('statements export', async (ctx) => {
        const last = resume ? await lastLine(file) : { after: undefined, bytes: 0 };
        const sink = createWriteStream(file, { flags: resume ? 'r+' : 'w', start: last.bytes });
        let lines = 0;
        const counted = async function* () {
          const limits = { since: momentOf(since), until: momentOf(until) };
          for await (const line of exportLines(ctx, { ...limits, after: last.after })) {
            lines++;
            yield line;
          }
        };
        await pipeline(Readable.from(counted()), sink);
        say(`${lines} minh chứng (statements) → ${file}`);
      }),
    );
}

function momentOf(text: string | undefined): Date | undefined {
  if (text === undefined) return undefined;
  const moment = new Date(text);
  if (!Number.isNaN(moment.getTime())) return moment;
  throw new Cannot(`“${text}” không phải thời điểm.`, `“${text}” is no moment.`);
}

const TAIL = 6_000_000;

/** The id in the last whole line, and where that line ends: what was cut off is written anew. */
async function lastLine(file: string): Promise<{ after: string | undefined; bytes: number }> {
  const handle = await open(file, 'a+');
  try {
    const { size } = await handle.stat();
    const from = Math.max(0, size - TAIL);
    const { buffer, bytesRead } = await handle.read(
      Buffer.alloc(size - from),
      0,
      size - from,
      from,
    );
    const end = buffer.subarray(0, bytesRead).lastIndexOf(10) + 1;
    const whole = buffer.toString('utf8', 0, end).trimEnd();
    if (whole === '') return { after: undefined, bytes: 0 };
    const { id } = JSON.parse(whole.slice(whole.lastIndexOf('\n') + 1)) as { id: string };
    return { after: id, bytes: from + end };
  } finally {
    await handle.close();
  }
}
