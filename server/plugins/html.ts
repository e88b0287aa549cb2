import type { IncomingMessage, ServerResponse } from 'node:http';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';

const brotli = promisify(brotliCompress);
const zip = promisify(gzip);
/** Below this a compressed answer is no smaller. */
const SMALL = 800;

/**
 * Gives HTML that is about to be written two things: it is compressed, because villages pay by
 * the byte, and unless it says otherwise no browser keeps it, because people share phones.
 * A page is gathered whole first; pages are small. Anything else passes untouched.
 */
export function dressHtml(request: IncomingMessage, response: ServerResponse): void {
  const plain = {
    writeHead: response.writeHead.bind(response),
    write: response.write.bind(response),
    end: response.end.bind(response),
  };
  const chunks: Buffer[] = [];
  let status: number | null = null;
  const gather = (chunk: unknown) => {
    if (typeof chunk === 'string' || chunk instanceof Uint8Array) chunks.push(Buffer.from(chunk));
  };
  response.writeHead = ((code: number, ...more: unknown[]) => {
    if (!isHtml(response) || more.length > 0) return plain.writeHead(code, ...(more as []));
    status = code;
    return response;
  }) as typeof response.writeHead;
  response.write = ((chunk: unknown, ...more: unknown[]) => {
    if (status === null) return plain.write(chunk, ...(more as []));
    gather(chunk);
    return true;
  }) as typeof response.write;
  response.end = ((...last: unknown[]) => {
    if (status === null) return plain.end(...(last as []));
    gather(last[0]);
    void send(request, response, Buffer.concat(chunks)).then((body) => {
      if (response.destroyed) return;
      plain.writeHead(status ?? 200);
      plain.end(request.method === 'HEAD' ? undefined : body);
    });
    return response;
  }) as typeof response.end;
}

function isHtml(response: ServerResponse): boolean {
  const type = String(response.getHeader('content-type') ?? '');
  return type.startsWith('text/html') && !response.hasHeader('content-encoding');
}

/** Sets the headers and returns the body as it will travel. */
async function send(
  request: IncomingMessage,
  response: ServerResponse,
  page: Buffer,
): Promise<Buffer> {
  if (!response.hasHeader('cache-control'))
    response.setHeader('cache-control', 'private, no-store');
  response.appendHeader('vary', 'Accept-Encoding');
  const way = page.length < SMALL ? null : chosenEncoding(request.headers['accept-encoding']);
  const body = way ? await compress(page, way) : page;
  if (way) response.setHeader('content-encoding', way);
  response.setHeader('content-length', body.length);
  return body;
}

type Encoding = 'br' | 'gzip';

function chosenEncoding(header: string | string[] = ''): Encoding | null {
  const accepted = String(header)
    .toLowerCase()
    .split(',')
    .map((part) => part.trim())
    .filter((part) => !/;\s*q=0(\.0*)?$/.test(part))
    .map((part) => part.split(';')[0]);
  return accepted.includes('br') ? 'br' : accepted.includes('gzip') ? 'gzip' : null;
}

function compress(page: Buffer, way: Encoding): Promise<Buffer> {
  if (way === 'gzip') return zip(page, { level: 6 });
  return brotli(page, {
    params: {
      [constants.BROTLI_PARAM_QUALITY]: 5,
      [constants.BROTLI_PARAM_MODE]: constants.BROTLI_MODE_TEXT,
      [constants.BROTLI_PARAM_SIZE_HINT]: page.length,
    },
  });
}
