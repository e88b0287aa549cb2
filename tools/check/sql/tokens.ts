/** A piece of SQL text. A hole is a value put in by code: `${…}`, `$1`. */
export interface Token {
  readonly kind: 'word' | 'quoted' | 'string' | 'hole' | 'symbol';
  /** Words in lower case, quoted names without their quotes, everything else as written. */
  readonly text: string;
  /** Offset in the text. */
  readonly at: number;
}

/** Stands for a value that code puts into a template; one character, so that offsets stay. */
export const HOLE = '\uFFFC';

const PIECES: readonly (readonly [Token['kind'] | 'nothing', RegExp])[] = [
  ['nothing', /\s+|--[^\n]*|\/\*[\s\S]*?\*\//y],
  ['string', /\$([a-z_]*)\$[\s\S]*?\$\1\$|[eE]'(?:[^'\\]|''|\\.)*'|'(?:[^']|'')*'/y],
  ['quoted', /"(?:[^"]|"")*"/y],
  ['hole', new RegExp(`${HOLE}|\\$\\d+`, 'y')],
  ['word', /[\p{L}_][\p{L}\p{N}_$]*/uy],
  ['symbol', /\d[\w.]*|::|[\s\S]/y],
];

function next(sql: string, at: number): { kind: Token['kind'] | 'nothing'; text: string } {
  for (const [kind, piece] of PIECES) {
    piece.lastIndex = at;
    const found = piece.exec(sql)?.[0];
    if (found) return { kind, text: found };
  }
  throw new Error(`No piece of SQL at ${at}`);
}

/** Cuts SQL into tokens; comments and space are left out. Never fails: odd signs are symbols. */
export function tokensOf(sql: string): Token[] {
  const tokens: Token[] = [];
  for (let at = 0; at < sql.length; ) {
    const { kind, text } = next(sql, at);
    if (kind === 'word') tokens.push({ kind, text: text.toLowerCase(), at });
    else if (kind === 'quoted') tokens.push({ kind, text: text.slice(1, -1), at });
    else if (kind !== 'nothing') tokens.push({ kind, text, at });
    at += text.length;
  }
  return tokens;
}

/** Cuts tokens at a sign that stands outside all brackets, e.g. statements at `;`, columns at `,`. */
export function splitAt(tokens: readonly Token[], sign: string): Token[][] {
  const parts: Token[][] = [[]];
  let depth = 0;
  for (const token of tokens) {
    if (token.text === '(' && token.kind === 'symbol') depth += 1;
    if (token.text === ')' && token.kind === 'symbol') depth -= 1;
    if (depth === 0 && token.kind === 'symbol' && token.text === sign) parts.push([]);
    else parts.at(-1)?.push(token);
  }
  return parts.filter((part) => part.length > 0);
}

/** The tokens within the first pair of brackets at or after `from`, and where that pair ends. */
export function bracket(tokens: readonly Token[], from: number): { inner: Token[]; end: number } {
  let depth = 0;
  let start = -1;
  for (let i = from; i < tokens.length; i += 1) {
    if (tokens[i]?.text === '(') {
      depth += 1;
      if (depth === 1) start = i + 1;
    } else if (tokens[i]?.text === ')') {
      depth -= 1;
      if (depth === 0) return { inner: tokens.slice(start, i), end: i + 1 };
    }
  }
  return { inner: [], end: tokens.length };
}

/** Whether these words stand in a row at `i`. */
export function says(tokens: readonly Token[], i: number, ...words: string[]): boolean {
  return words.every((word, n) => {
    const token = tokens[i + n];
    return token !== undefined && token.kind !== 'string' && token.text === word;
  });
}
