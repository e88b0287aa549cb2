import { lastLines, runNode } from './command.ts';
import type { Check } from './project.ts';

/** The types of the database are those that the migrations make. */
export const drift: Check = {
  name: 'drift',
  async run(project) {
    const { code, out } = await runNode(project.root, 'tools/schema.ts', '--check');
    if (code === 0) return [];
    const text = out.includes('npm run schema')
      ? 'is older than the migrations. Run: npm run schema'
      : `could not be compared with the migrations:\n    ${lastLines(out)}`;
    return [{ file: 'db/schema.ts', text }];
  },
};
