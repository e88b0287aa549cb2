import { Command } from 'commander';
import { buildWeb } from '../build.ts';
import { say } from '../say.ts';

export function buildCommand(): Command {
  return new Command('build').description('build the pages').action(() => buildWeb(say));
}
