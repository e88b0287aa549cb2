import { writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { newIdKeys } from '@suotdoi/core/people';
import { Cannot } from '@suotdoi/db/embedded';
import { Command } from 'commander';
import { readConfig } from '../config.ts';
import { refuseWithin } from '../id-keys.ts';
import { say } from '../say.ts';

export function idKeysCommand(): Command {
  const create = new Command('create')
    .description('write new keys of identity numbers: one file for the hub, one for the centres')
    .argument('<folder>', 'where to write them; not the data folder')
    .action(async (folder: string) => {
      const [hub, centre] = ['id-keys.hub.json', 'id-keys.centre.json'].map((name) =>
        join(resolve(folder), name),
      ) as [string, string];
      refuseWithin(readConfig(process.env).dataDir, hub);
      const keys = newIdKeys();
      await write(hub, keys.hub, 0o600);
      await write(centre, keys.centre, 0o644);
      say(`${hub}: cho máy chủ chung, giữ kín, cất thêm một bản ở nơi khác`);
      say(`${hub}: for the hub; keep it secret, and a copy of it elsewhere`);
      say(`${centre}: cho các nơi khác, không cần giữ kín`);
      say(`${centre}: for everybody else; not secret`);
    });
  return new Command('id-keys').description('keys of identity numbers').addCommand(create);
}

/** Keys that are there are never written over: numbers sealed to them would be lost. */
async function write(file: string, text: string, mode: number): Promise<void> {
  try {
    await writeFile(file, text, { mode, flag: 'wx' });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    throw new Cannot(
      `Đã có tệp ${file}. Khoá cũ được giữ nguyên.`,
      `${file} is there already. The old keys were kept.`,
    );
  }
}
