import { Command } from 'commander';
import { withDatabase } from '../command-database.ts';
import { readConfig } from '../config.ts';
import { invitation } from '../invitation.ts';
import { say } from '../say.ts';

export function adminCommand(): Command {
  const invite = new Command('invite')
    .description('print a one-time link by which an administrator makes an account')
    .action(() =>
      withDatabase('admin invite', (ctx) => {
        const { port } = readConfig(process.env);
        return invitation(ctx, { address: `http://localhost:${port}`, say });
      }),
    );
  return new Command('admin').description('administrators').addCommand(invite);
}
