import { readFileSync } from 'node:fs';
import { Refusal, storeTrouble } from '@suotdoi/core/ground';
import { Cannot } from '@suotdoi/db/embedded';
import { isMessageKey, translator } from '@suotdoi/messages';
import { Command } from 'commander';
import { adminCommand } from './commands/admin.ts';
import { buildCommand } from './commands/build.ts';
import { contentCommand } from './commands/content.ts';
import { idKeysCommand } from './commands/id-keys.ts';
import { recountCommand } from './commands/recount.ts';
import { startCommand } from './commands/start.ts';
import { statementsCommand } from './commands/statements.ts';
import { unitsCommand } from './commands/units.ts';

/** Everything the command line offers. */
const commands = [
  startCommand,
  buildCommand,
  recountCommand,
  adminCommand,
  contentCommand,
  unitsCommand,
  statementsCommand,
  idKeysCommand,
];

/** Runs the command line; an expected failure is a sentence and exit code 1. */
export async function main(argv: readonly string[]): Promise<void> {
  const program = new Command('suotdoi').version(version()).showHelpAfterError();
  for (const command of commands) program.addCommand(command());
  try {
    await program.parseAsync([...argv]);
  } catch (error) {
    process.stderr.write(`${sentence(error)}\n`);
    process.exitCode = 1;
  }
}

function version(): string {
  const text = readFileSync(new URL('../package.json', import.meta.url), 'utf8');
  return (JSON.parse(text) as { version: string }).version;
}

function sentence(thrown: unknown): string {
  const error = storeTrouble(thrown);
  if (error instanceof Cannot) return error.message;
  if (error instanceof Refusal && isMessageKey(error.code)) {
    return translator('vi')(error.code, error.values);
  }
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
