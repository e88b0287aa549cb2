import { authorise } from '@suotdoi/core/accounts';
import { type Ctx, change, Refusal } from '@suotdoi/core/ground';
import { keepDefinitions } from './activities.ts';
import { nothingArrives } from './attachments.ts';
import { batchOf, otherContent } from './batch.ts';
import { checkStatements, type Version } from './check.ts';
import { type Line, linesOf } from './lines.ts';
import { entriesOf, identified, type ShardOf } from './receive.ts';
import { appendBatch } from './record-statements.ts';
import { completeReferences } from './references.ts';
import { LARGEST } from './sizes.ts';
import type { Statement } from './statement.ts';

/** A line that was not taken, and why: a message key, with a JSON path where there is one. */
export interface RefusedLine {
  readonly line: number;
  readonly code: string;
  readonly path?: string;
}

export interface Imported {
  /** The last line that was read. */
  readonly lines: number;
  readonly stored: number;
  /** Here already with the same content. */
  readonly already: number;
  readonly refused: number;
}

export interface Importing {
  readonly shardOf: ShardOf;
  readonly version?: Version;
  /** Asked at each group; the machine's own clock unless given. */
  readonly now?: (() => Date) | undefined;
  /** Lines before this one are passed over. */
  readonly from?: number;
  /** What else must hold of statements, beside being well-formed. @throws Refusal */
  readonly allow?: (statements: readonly Statement[]) => Promise<void>;
  readonly onRefused: (line: RefusedLine) => void;
  readonly onProgress?: (soFar: Imported) => void;
}

interface Good {
  readonly line: number;
  readonly statement: Statement;
}

const GROUP = 250;

/**
 * Takes statements, one in JSON a line, in groups of a few hundred, each durable before the next is
 * read. A line that is refused is told of and takes no other along. Sending a file again is
 * harmless: what is here is here once. A machine writes for its unit, a person for the nation.
 */
export async function importLines(
  ctx: Ctx,
  source: AsyncIterable<Buffer>,
  how: Importing,
): Promise<Imported> {
  const { actor } = ctx;
  await authorise(ctx, 'record.write', actor.kind === 'client' ? actor.unit : 'VN');
  const total = { lines: 0, stored: 0, already: 0, refused: 0 };
  const refuse = (line: number, error: unknown) => {
    total.refused++;
    how.onRefused({ line, ...reasonOf(error) });
  };
  let group: Good[] = [];
  const flush = async () => {
    const done = await take(ctx, group, { how, refuse });
    total.stored += done.stored;
    total.already += done.already;
    group = [];
    how.onProgress?.({ ...total });
  };
  for await (const line of linesOf(source, LARGEST)) {
    total.lines = line.number;
    if (line.number < (how.from ?? 1)) continue;
    try {
      group.push({ line: line.number, statement: await statementIn(line, how.version) });
    } catch (error) {
      refuse(line.number, error);
    }
    if (group.length >= GROUP) await flush();
  }
  await flush();
  return total;
}

async function statementIn({ text }: Line, version?: Version): Promise<Statement> {
  if (text === null) {
    throw new Refusal('invalid', 'record.body_too_large', { values: { max: LARGEST / 1e6 } });
  }
  const [one] = checkStatements([parsed(text)], version);
  if (!one) throw new Refusal('invalid', 'record.required');
  await nothingArrives([one], false);
  return identified(one);
}

function parsed(text: Buffer): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(text));
  } catch {
    throw new Refusal('invalid', 'record.not_json');
  }
}

interface Taking {
  readonly how: Importing;
  readonly refuse: (line: number, error: unknown) => void;
}

/** A group as a whole; where something in it is refused, its halves. */
async function take(
  ctx: Ctx,
  group: readonly Good[],
  taking: Taking,
): Promise<{ stored: number; already: number }> {
  const [first] = group;
  if (!first) return { stored: 0, already: 0 };
  const { now: clock = () => new Date() } = taking.how;
  try {
    return await takeWhole({ ...ctx, now: clock() }, group, taking);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    if (group.length === 1) {
      taking.refuse(first.line, error);
      return { stored: 0, already: 0 };
    }
    const middle = group.length >> 1;
    const one = await take(ctx, group.slice(0, middle), taking);
    const two = await take(ctx, group.slice(middle), taking);
    return { stored: one.stored + two.stored, already: one.already + two.already };
  }
}

async function takeWhole(ctx: Ctx, group: readonly Good[], { how, refuse }: Taking) {
  const statements = group.map(({ statement }) => statement);
  await how.allow?.(statements);
  const entries = await entriesOf(ctx, statements, how);
  const done = await change(ctx, async (inner) => {
    await keepDefinitions(inner, statements);
    return appendBatch(inner, batchOf(inner, entries));
  });
  await completeReferences(ctx, done.stored);
  const other = new Set(done.other);
  for (const { line, statement } of group) {
    if (other.has(statement.id)) refuse(line, otherContent(statement.id));
  }
  return { stored: done.stored.length, already: done.already.length };
}

function reasonOf(error: unknown): { code: string; path?: string } {
  if (!(error instanceof Refusal)) throw error;
  const [fault] = error.faults;
  // Every line is checked alone: its path starts at its own statement.
  return fault
    ? { code: fault.code, path: fault.path.replace(/^\$\[0\]/, '$') }
    : { code: error.code };
}
