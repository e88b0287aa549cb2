/** One line of a text that comes in pieces; null: longer than `most` bytes, and passed over. */
export interface Line {
  readonly number: number;
  readonly text: Buffer | null;
}

const END = 10;

/** Lines of a stream as they come; empty ones are passed over. */
export async function* linesOf(source: AsyncIterable<Buffer>, most: number): AsyncGenerator<Line> {
  let number = 0;
  let size = 0;
  let parts: Buffer[] = [];
  const line = (): Line[] => {
    number++;
    const text = size > most ? null : Buffer.concat(parts);
    const empty = text !== null && text.toString().trim() === '';
    [parts, size] = [[], 0];
    return empty ? [] : [{ number, text }];
  };
  const add = (part: Buffer) => {
    size += part.length;
    if (size > most) parts = [];
    else parts.push(part);
  };
  for await (const chunk of source) {
    let from = 0;
    for (let at = chunk.indexOf(END); at >= 0; at = chunk.indexOf(END, from)) {
      add(chunk.subarray(from, at));
      yield* line();
      from = at + 1;
    }
    add(chunk.subarray(from));
  }
  if (size > 0) yield* line();
}
