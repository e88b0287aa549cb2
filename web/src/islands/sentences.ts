/** Where the sentences of a text begin and end. A point between digits ("46.020") ends nothing. */
export function sentencesOf(text: string): [number, number][] {
  const found = text.matchAll(/[^\s](?:[^.!?…]|[.!?…](?=[^\s]))*[.!?…]*/gu);
  return [...found].map((part) => [part.index, part.index + part[0].trimEnd().length]);
}
