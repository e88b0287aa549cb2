import { readFile, stat } from 'node:fs/promises';
import { isAbsolute, relative, resolve } from 'node:path';
import { holdIdKeys, readIdKeys } from '@suotdoi/core/people';
import { Cannot } from '@suotdoi/db/embedded';
import type { Config } from './config.ts';

/**
 * Gives core the keys of identity numbers from the file ID_KEYS names; without one, numbers are
 * not kept. The file may not lie in the data folder (whoever has a backup would have the keys too)
 * and, where it opens numbers, nobody else on the machine may read it.
 */
export async function loadIdKeys({ idKeys, dataDir }: Config): Promise<void> {
  if (!idKeys) return holdIdKeys(null);
  refuseWithin(dataDir, idKeys);
  const text = await readFile(idKeys, 'utf8').catch(() => {
    throw new Cannot(
      `Không đọc được tệp khoá ${idKeys} (ID_KEYS). Dữ liệu không bị đụng tới.`,
      `The key file ${idKeys} (ID_KEYS) cannot be read. No data was touched.`,
    );
  });
  const keys = readIdKeys(text);
  const opens = keys.hash !== null || keys.sealing.some(({ privateKey }) => privateKey);
  const { mode } = await stat(idKeys);
  if (opens && process.platform !== 'win32' && (mode & 0o077) !== 0)
    throw new Cannot(
      `Người khác trên máy này đọc được tệp khoá. Hãy chạy: chmod 600 ${idKeys}`,
      `Others on this machine can read the key file. Run: chmod 600 ${idKeys}`,
    );
  holdIdKeys(keys);
}

/** Refuses a file within the data folder. */
export function refuseWithin(dataDir: string, file: string): void {
  const path = relative(dataDir, resolve(file));
  if (path.startsWith('..') || isAbsolute(path)) return;
  throw new Cannot(
    'Tệp khoá không được nằm trong thư mục dữ liệu: bản sao lưu sẽ mang theo khoá. Hãy để ở chỗ khác.',
    'Key files must not lie in the data folder: a backup would carry them along. Choose another place.',
  );
}
