/**
 * The program cannot go on, and its operator can do something about it. The message is a
 * Vietnamese sentence and the same in English, ready to print; no stack trace is wanted.
 */
export class Cannot extends Error {
  constructor(vi: string, en: string, cause?: unknown) {
    super(`${vi}\n${en}`, { cause });
    this.name = 'Cannot';
  }
}
