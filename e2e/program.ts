import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const bin = fileURLToPath(new URL('../server/bin/suotdoi.js', import.meta.url));

/** The real program in a process of its own, on a data folder of its own. */
export interface Program {
  readonly address: string;
  readonly dataDir: string;
  /** Everything it printed. */
  said(): string;
  /** Sends a signal and waits for the end. */
  end(signal?: NodeJS.Signals): Promise<void>;
  /** Ends it and removes its data. */
  remove(): Promise<void>;
  readonly child: ChildProcess;
}

/** Starts the program; resolves when it has printed its address. */
export async function startProgram(more: string[] = [], dataDir?: string): Promise<Program> {
  const folder = dataDir ?? (await mkdtemp(join(tmpdir(), 'suotdoi-journey-')));
  // As `npm start` does it: room for young objects is bounded, or a start grows it for good.
  const node = ['--max-semi-space-size=16'];
  const child = spawn(process.execPath, [...node, bin, 'start', '--port', '0', ...more], {
    env: { ...process.env, DATA_DIR: folder, HOST: '127.0.0.1' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let text = '';
  child.stdout.on('data', (chunk: Buffer) => (text += chunk));
  child.stderr.on('data', (chunk: Buffer) => (text += chunk));
  const end = async (signal: NodeJS.Signals = 'SIGTERM') => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    const ended = once(child, 'exit');
    child.kill(signal);
    await ended;
  };
  const address = await addressIn(() => text, child);
  return {
    address,
    dataDir: folder,
    child,
    said: () => text,
    end,
    remove: async () => {
      await end();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function addressIn(said: () => string, child: ChildProcess): Promise<string> {
  const until = Date.now() + 170_000;
  while (Date.now() < until && child.exitCode === null) {
    const address = /đang chạy ở (\S+)/.exec(said())?.[1];
    if (address) return address;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  child.kill('SIGKILL');
  throw new Error(`The program did not start: ${said()}`);
}
