import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { type Fault, Refusal, readSheet } from '@suotdoi/core/ground';
import {
  type Headings,
  importUnits,
  LIST_STAGES,
  type Successor,
  type UnitsImport,
} from '@suotdoi/core/units';
import { isMessageKey, translator } from '@suotdoi/messages';
import { Command } from 'commander';
import { withDatabase } from '../command-database.ts';
import { showProgress } from '../progress.ts';
import { say } from '../say.ts';

const SHOWN = 50;

interface Options {
  readonly from: string;
  readonly map?: string[];
  readonly successors?: string;
}

export function unitsCommand(): Command {
  const load = new Command('import')
    .description('bring the official list of provinces and communes up to date, all or nothing')
    .argument(
      '<file>',
      'CSV or XLSX with the columns code, name, full_name, parent_code, unit_type',
    )
    .requiredOption('--from <date>', 'the day from which the list holds, as 2026-04-30')
    .option('--map <column=heading...>', 'other headings, as code="Mã" name="Tên"')
    .option('--successors <file>', 'CSV of code, successor, share for units no longer listed')
    .action((file: string, options: Options) =>
      withDatabase('units import', async (ctx) => {
        const shown = showProgress(say);
        try {
          const asked = await readAsked(file, options);
          const done = await importUnits(ctx, asked, async (stage) =>
            shown.step('Danh mục (units)', stage, LIST_STAGES),
          ).finally(shown.end);
          say(`${done.provinces} tỉnh, thành phố; ${done.communes} xã, phường, đặc khu`);
          say(`${done.provinces} provinces, ${done.communes} communes`);
          for (const [kind, n] of Object.entries(done.changes)) if (n > 0) say(`  ${kind}: ${n}`);
        } catch (error) {
          if (error instanceof Refusal) tellFaults(error.faults);
          throw error;
        }
      }),
    );
  return new Command('units').description('administrative units').addCommand(load);
}

async function readAsked(file: string, options: Options): Promise<UnitsImport> {
  return {
    bytes: await readFile(file),
    from: options.from,
    headings: headingsOf(options.map ?? []),
    successors: options.successors ? await successorsOf(options.successors) : [],
    source: basename(file),
  };
}

function headingsOf(pairs: readonly string[]): Headings {
  return Object.fromEntries(
    pairs.map((pair) => {
      const at = pair.indexOf('=');
      return [pair.slice(0, at), pair.slice(at + 1)];
    }),
  );
}

async function successorsOf(file: string): Promise<Successor[]> {
  const [, ...rows] = await readSheet(await readFile(file));
  return rows.map(({ cells: [code = '', successor = '', share = '1'] }) => ({
    code,
    successor,
    share: Number(share),
  }));
}

/** Each bad row with its line, in words. */
function tellFaults(faults: readonly Fault[]): void {
  const t = translator('vi');
  for (const { path, code, values } of faults.slice(0, SHOWN)) {
    say(`  ${path}: ${isMessageKey(code) ? t(code, values) : code}`);
  }
  if (faults.length > SHOWN) say(`  … +${faults.length - SHOWN}`);
}
