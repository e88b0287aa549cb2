// Whoever reads may leave (`npm start | head`): the program goes on.
process.stdout.on('error', () => undefined);

/** A line for whoever started the program. */
export function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
