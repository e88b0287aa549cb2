import { Refusal } from '@suotdoi/core/ground';

/** One part of a multipart body; its body must be read before the next part is asked for. */
export interface Part {
  /** By name in lower case. */
  readonly headers: ReadonlyMap<string, string>;
  readonly body: AsyncIterable<Buffer>;
}

const CRLF = Buffer.from('\r\n');
const BLANK = Buffer.from('\r\n\r\n');
/** Bytes of what stands before the first part, and of a part's headers. */
const MOST_HEAD = 16_384;

/** The boundary that a Content-Type names (RFC 2046, 5.1.1), or null. */
export function boundaryOf(contentType: string): string | null {
  const found = /;\s*boundary=(?:"([^"\r\n]{1,70})"|([^\s;"]{1,70}))/i.exec(contentType);
  return found?.[1] ?? found?.[2] ?? null;
}

/**
 * The parts of a multipart body as they come, never held whole (RFC 2046).
 * @throws Refusal `invalid` record.bad_multipart: cut off, or not so built
 */
export async function* partsOf(
  source: AsyncIterable<Buffer>,
  boundary: string,
): AsyncGenerator<Part> {
  // A boundary stands at the start of a line: the first line has no line end before it.
  const reader = new Reader(source, CRLF);
  const mark = Buffer.from(`\r\n--${boundary}`);
  await reader.text(mark);
  for (;;) {
    const rest = await reader.text(CRLF, true);
    if (rest.startsWith('--')) return;
    if (rest.trim() !== '') throw bad();
    reader.unread(CRLF);
    const headers = headersOf(await reader.text(BLANK));
    const body = reader.until(mark);
    yield { headers, body };
    for await (const _left of body) {
      // What the reader of this part left unread.
    }
  }
}

function headersOf(text: string): Map<string, string> {
  const headers = new Map<string, string>();
  for (const line of text.split('\r\n')) {
    if (line === '') continue;
    const at = line.indexOf(':');
    if (at <= 0) throw bad();
    headers.set(line.slice(0, at).trim().toLowerCase(), line.slice(at + 1).trim());
  }
  return headers;
}

class Reader {
  readonly #source: AsyncIterator<Buffer>;
  #held: Buffer;

  constructor(source: AsyncIterable<Buffer>, before: Buffer) {
    this.#source = source[Symbol.asyncIterator]();
    this.#held = before;
  }

  unread(bytes: Buffer): void {
    this.#held = Buffer.concat([bytes, this.#held]);
  }

  /** Everything before `mark`, which is passed over. */
  async *until(mark: Buffer): AsyncGenerator<Buffer> {
    for (;;) {
      const at = this.#held.indexOf(mark);
      if (at >= 0) {
        const found = this.#held.subarray(0, at);
        this.#held = this.#held.subarray(at + mark.length);
        if (found.length > 0) yield found;
        return;
      }
      const safe = this.#held.length - mark.length + 1;
      if (safe > 0) {
        const found = this.#held.subarray(0, safe);
        this.#held = this.#held.subarray(safe);
        yield found;
      }
      if (!(await this.#more())) throw bad();
    }
  }

  /** A short text before `mark`; `orEnd`: the body may end there instead. */
  async text(mark: Buffer, orEnd = false): Promise<string> {
    for (;;) {
      const at = this.#held.indexOf(mark);
      if (at > MOST_HEAD || (at < 0 && this.#held.length > MOST_HEAD)) throw bad();
      if (at >= 0) {
        const found = this.#held.toString('latin1', 0, at);
        this.#held = this.#held.subarray(at + mark.length);
        return found;
      }
      if (await this.#more()) continue;
      if (!orEnd) throw bad();
      return this.#held.toString('latin1');
    }
  }

  async #more(): Promise<boolean> {
    // A sender that is gone in the middle is one that sent too little.
    const { done, value } = await this.#source.next().catch(() => {
      throw bad();
    });
    if (done) return false;
    this.#held = this.#held.length === 0 ? value : Buffer.concat([this.#held, value]);
    return true;
  }
}

function bad(): Refusal {
  return new Refusal('invalid', 'record.bad_multipart');
}
