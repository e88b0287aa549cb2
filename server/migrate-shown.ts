import { migrate } from '@suotdoi/db/migrate';
import { type Shown, showProgress } from './progress.ts';

/** Brings a database with data in it to the newest schema, and shows how far it is if that takes long. */
export async function migrateShown(url: string, say: (line: string) => void): Promise<void> {
  const since = performance.now();
  let shown: Shown | null = null;
  await migrate(url, (done, of) => {
    if (performance.now() - since > 2000) shown ??= showProgress(say);
    shown?.step('Nâng cấp dữ liệu (migrating)', done, of);
  });
  (shown as Shown | null)?.end();
}
