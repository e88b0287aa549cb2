import { type ContentFault, checkContent, type LessonWeight } from '@suotdoi/core/library';
import { isMessageKey, translator } from '@suotdoi/messages';
import { Command } from 'commander';
import { say } from '../say.ts';

const t = translator('vi');

export function contentCommand(): Command {
  const check = new Command('check')
    .description('check the courses: each fault with its file and line, the weight of each lesson')
    .option('--folder <path>', 'a folder with courses/ and channels.json')
    .option('--quiet', 'faults only')
    .action((options: { folder?: string; quiet?: boolean }) => report(options));
  return new Command('content').description('the courses').addCommand(check);
}

async function report(options: { folder?: string; quiet?: boolean }): Promise<void> {
  const { faults, warnings, weights } = await checkContent(options.folder);
  for (const fault of faults) say(sentence(fault));
  if (!options.quiet) {
    for (const warning of warnings) say(`· ${sentence(warning)}`);
    say(t('library.weights_head'));
    for (const weight of weights) say(row(weight));
  }
  const counts = { lessons: weights.length, faults: faults.length, warnings: warnings.length };
  say(t('library.check_done', counts));
  if (faults.length > 0) process.exitCode = 1;
}

function sentence({ file, line, code, values }: ContentFault): string {
  return `${file}:${line} ${isMessageKey(code) ? t(code, values) : code}`;
}

function row({ course, lesson, text, audio, all }: LessonWeight): string {
  const numbers = [text, audio, all].map((bytes) => String(bytes).padStart(9));
  return `${course} ${lesson.padEnd(6)}${numbers.join('')}`;
}
