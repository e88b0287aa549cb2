import { randomBytes } from 'node:crypto';
import { Readable } from 'node:stream';
import { Refusal } from '@suotdoi/core/ground';
import type { Arrived, Blobs } from './blobs.ts';
import type { Part } from './multipart.ts';
import { checkSignature, MOST_SIGNATURE, SIGNATURE } from './signature.ts';
import type { ToldStatement } from './statement.ts';

type Attachment = NonNullable<ToldStatement['attachments']>[number];

interface Declared {
  readonly attachment: Attachment;
  readonly statement: ToldStatement;
  /** `$[3].attachments[0]` */
  readonly path: string;
}

/** Every attachment that these statements declare, those of what they tell of too. */
function declaredIn(statements: readonly ToldStatement[], list: boolean): Declared[] {
  return statements.flatMap((statement, i) => {
    const at = list ? `$[${i}]` : '$';
    const { object } = statement;
    const inner = object.objectType === 'SubStatement' ? object.attachments : undefined;
    const one = (base: string) => (attachment: Attachment, n: number) => ({
      attachment,
      statement,
      path: `${base}.attachments[${n}]`,
    });
    return [
      ...(statement.attachments ?? []).map(one(at)),
      ...(inner ?? []).map(one(`${at}.object`)),
    ];
  });
}

/**
 * Takes the data of attachments that follow the statements, each once and none that no statement
 * declares, and compares signatures. Nothing is kept until `keep` of each.
 * @throws Refusal `invalid` record.stray_part, record.hash_mismatch, record.attachment_missing,
 *   record.bad_signature
 */
export async function receiveAttachments(
  told: { readonly statements: readonly ToldStatement[]; readonly list: boolean },
  parts: AsyncIterable<Part>,
  blobs: Blobs,
): Promise<Arrived[]> {
  const declared = declaredIn(told.statements, told.list);
  const wanted = new Set(declared.map(({ attachment }) => attachment.sha2.toLowerCase()));
  const arrived = new Map<string, Arrived>();
  try {
    for await (const { headers, body } of parts) {
      const sha2 = headers.get('x-experience-api-hash')?.toLowerCase() ?? '';
      const encoding = headers.get('content-transfer-encoding') ?? 'binary';
      if (!wanted.has(sha2) || arrived.has(sha2) || encoding.toLowerCase() !== 'binary') {
        throw new Refusal('invalid', 'record.stray_part');
      }
      arrived.set(sha2, await blobs.receive(body, sha2));
    }
    await complete(declared, arrived);
    return [...arrived.values()];
  } catch (error) {
    await dropAll([...arrived.values()]);
    throw error;
  }
}

/** Statements that come alone may declare only attachments that lie elsewhere. */
export async function nothingArrives(
  statements: readonly ToldStatement[],
  list: boolean,
): Promise<void> {
  if (statements.some(({ attachments, object }) => attachments || 'attachments' in object)) {
    await complete(declaredIn(statements, list), new Map());
  }
}

export async function dropAll(arrived: readonly Arrived[]): Promise<void> {
  await Promise.all(arrived.map((one) => one.drop()));
}

async function complete(
  declared: readonly Declared[],
  arrived: ReadonlyMap<string, Arrived>,
): Promise<void> {
  for (const { attachment, statement, path } of declared) {
    const data = arrived.get(attachment.sha2.toLowerCase());
    const signs = attachment.usageType === SIGNATURE;
    if (!data && (signs || attachment.fileUrl === undefined)) {
      throw fault(path, 'record.attachment_missing');
    }
    if (!data || !signs) continue;
    if (attachment.contentType !== 'application/octet-stream' || data.bytes > MOST_SIGNATURE) {
      throw fault(path, 'record.bad_signature');
    }
    const text = await new Response(Readable.toWeb(data.read()) as ReadableStream).text();
    await checkSignature(statement, text.trim()).catch(() => {
      throw fault(path, 'record.bad_signature');
    });
  }
}

function fault(path: string, code: string): Refusal {
  return new Refusal('invalid', 'record.bad_statement', { faults: [{ path, code }] });
}

/** An answer with the data of the attachments that are kept here, each once, as a stream. */
export function multipartAnswer(json: string, statements: readonly object[], blobs: Blobs) {
  const boundary = `suotdoi-${randomBytes(18).toString('base64url')}`;
  const declared = declaredIn(statements as readonly ToldStatement[], true);
  const once = new Map(
    declared.map(({ attachment }) => [attachment.sha2.toLowerCase(), attachment]),
  );
  const stream = Readable.from(answerParts(json, { boundary, once, blobs }), { objectMode: false });
  return { type: `multipart/mixed; boundary=${boundary}`, stream };
}

async function* answerParts(
  json: string,
  told: {
    readonly boundary: string;
    readonly once: ReadonlyMap<string, Attachment>;
    readonly blobs: Blobs;
  },
): AsyncGenerator<Buffer> {
  const { boundary, once, blobs } = told;
  yield Buffer.from(`--${boundary}\r\nContent-Type: application/json\r\n\r\n${json}\r\n`);
  for (const [sha2, { contentType, sha2: asTold }] of once) {
    const data = await blobs.open(sha2);
    if (!data) continue;
    const type = `Content-Type: ${contentType}\r\nContent-Transfer-Encoding: binary`;
    yield Buffer.from(`--${boundary}\r\n${type}\r\nX-Experience-API-Hash: ${asTold}\r\n\r\n`);
    for await (const chunk of data) yield chunk as Buffer;
    yield Buffer.from('\r\n');
  }
  yield Buffer.from(`--${boundary}--\r\n`);
}
