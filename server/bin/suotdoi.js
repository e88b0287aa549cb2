#!/usr/bin/env node
// Plain JavaScript that old Node versions can read: it says which one is needed.
if (Number(process.versions.node.split('.')[0]) < 24) {
  process.stderr.write(
    'Suốt Đời cần Node 24, máy đang chạy Node ' +
      process.versions.node +
      '. ' +
      'Hãy vào thư mục của chương trình và gõ: npm ci, rồi npm start (hoặc npx --no suotdoi …).\n' +
      'Suốt Đời needs Node 24; this is Node ' +
      process.versions.node +
      '. ' +
      'In the folder of the program type: npm ci, then npm start (or npx --no suotdoi …).\n',
  );
  process.exit(1);
}
import('../cli.ts').then((cli) => cli.main(process.argv));
