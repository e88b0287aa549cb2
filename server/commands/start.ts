import { Command } from 'commander';
import { readConfig } from '../config.ts';
import { say } from '../say.ts';
import { start } from '../start.ts';

export function startCommand(): Command {
  return new Command('start')
    .description('start the program, until Ctrl-C')
    .option('--port <number>', 'web port (before PORT; 8080 if neither is given)')
    .option('--demo', 'with a demonstration: one province, its people and six months of sessions')
    .action(async ({ port, demo }: { port?: string; demo?: boolean }) => {
      // Listened for from the first moment: told while it starts, it stops as soon as it has.
      const told = signalToStop();
      const running = await start(readConfig(process.env, port), say, { demo: demo === true });
      await told;
      await running.stop();
      process.exit(0);
    });
}

/** Says so at once. A second signal, two seconds after the first, ends the process at once. */
function signalToStop(): Promise<void> {
  return new Promise((resolve) => {
    let first = 0;
    const heard = () => {
      if (first > 0 && Date.now() - first > 2000) process.exit(1);
      if (first === 0) say('Đang dừng… (stopping)');
      first ||= Date.now();
      resolve();
    };
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, heard);
    if (process.env.npm_lifecycle_event) whenOrphaned(() => first > 0 || heard());
  });
}

/** `npm start` that is told to stop ends its shell, which tells us nothing: we notice. */
function whenOrphaned(then: () => void): void {
  const parent = process.ppid;
  const timer = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(timer);
    then();
  }, 500);
  timer.unref();
}
