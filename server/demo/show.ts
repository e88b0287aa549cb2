import type { Ctx } from '@suotdoi/core/ground';
import { showProgress } from '../progress.ts';
import { DEMO_PASSWORD, signIns } from './accounts.ts';
import { buildDemo, type DemoStage, type Progress } from './index.ts';

type Say = (line: string) => void;

const words: Readonly<Record<DemoStage, readonly [string, string]>> = {
  accounts: ['Tài khoản', 'accounts'],
  families: ['Gia đình', 'families'],
  sessions: ['Buổi học', 'sessions'],
  figures: ['Số liệu', 'figures'],
};

/** Builds the demonstration and shows how far it is. */
export async function demonstrate(ctx: Ctx, say: Say): Promise<void> {
  const shown = showProgress(say);
  let begun = false;
  const told: Progress = (stage, done, of) => {
    if (!begun) {
      say('Đang dựng dữ liệu minh hoạ, chưa đến một phút…');
      say('Building the demonstration, less than a minute…');
    }
    begun = true;
    shown.step(title(stage), done, of);
  };
  try {
    await buildDemo(ctx, { size: 'full', progress: told });
  } finally {
    shown.end();
  }
}

function title(stage: DemoStage): string {
  const [vi, en] = words[stage];
  return `${vi} (${en})`;
}

/** The sign-ins, for whoever started the program. Data with these sign-ins are open to all. */
export function signInTable(say: Say): void {
  const width = Math.max(...signIns.map(({ username }) => username.length));
  say('');
  say('Dữ liệu minh hoạ, người và số đều là ví dụ. Đừng ghi người thật vào đây.');
  say('Demonstration data: people and figures are examples. Enter no real people here.');
  say(`  ${'Tên (username)'.padEnd(width)}  ${'Mật khẩu (password)'.padEnd(19)}  Ai (who)`);
  for (const { username, who, whoEn } of signIns) {
    say(`  ${username.padEnd(width)}  ${DEMO_PASSWORD.padEnd(19)}  ${who} (${whoEn})`);
  }
}
