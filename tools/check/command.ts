import { spawn } from 'node:child_process';

interface Ended {
  readonly code: number;
  readonly out: string;
}

/** Runs a program without a shell and without input; its output and errors are one text. */
function run(program: string, args: readonly string[], cwd: string): Promise<Ended> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, {
      cwd,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, NO_COLOR: '1', FORCE_COLOR: '0' },
    });
    const parts: Buffer[] = [];
    child.stdout.on('data', (part: Buffer) => parts.push(part));
    child.stderr.on('data', (part: Buffer) => parts.push(part));
    child.on('error', reject);
    child.on('close', (code) => resolve({ code: code ?? 1, out: Buffer.concat(parts).toString() }));
  });
}

/** Runs a script (its path from `cwd`, then its arguments) with this same Node. */
export function runNode(cwd: string, ...args: readonly string[]): Promise<Ended> {
  return run(process.execPath, args, cwd);
}

/** When a tool fails without a fault that we can place: its last lines, so that nobody must guess. */
export function lastLines(out: string, count = 12): string {
  return out.trim().split('\n').slice(-count).join('\n    ');
}
