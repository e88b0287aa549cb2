import { recount } from '@suotdoi/core/standing';
import { Command } from 'commander';
import { withDatabase } from '../command-database.ts';
import { showProgress } from '../progress.ts';
import { say } from '../say.ts';

const SHOWN = 50;

export function recountCommand(): Command {
  return new Command('recount')
    .description('compute every figure again from the log and compare; changes nothing')
    .requiredOption('--verify', 'print the differences; exit code 1 if there is one')
    .action(() =>
      withDatabase('recount', async (ctx) => {
        const shown = showProgress(say);
        const told = (done: number, of: number) => shown.step('Tính lại (computing)', done, of);
        const { people, acts, differences } = await recount(ctx, told).finally(shown.end);
        for (const { where, subject, figure, stored, wanted } of differences.slice(0, SHOWN)) {
          say(`${where} ${subject} ${figure}: ${stored} ≠ ${wanted}`);
        }
        if (differences.length > SHOWN) say(`… +${differences.length - SHOWN}`);
        say(`${people} người, ${acts} việc học, ${differences.length} chỗ khác nhau`);
        say(`${people} people, ${acts} acts, ${differences.length} differences`);
        if (differences.length > 0) process.exitCode = 1;
      }),
    );
}
