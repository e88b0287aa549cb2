import type { Ctx } from '@suotdoi/core/ground';
import { keepDefinitions } from './activities.ts';
import { batchOf, type Entry, otherContent } from './batch.ts';
import { appendBatch } from './record-statements.ts';
import { completeReferences } from './references.ts';

interface Waiting {
  readonly ctx: Ctx;
  readonly entry: Entry;
  readonly done: () => void;
  readonly failed: (error: unknown) => void;
}

/** Statements in one write, and writes at once: while two are on their way, the rest gathers. */
const MOST = 500;
const WRITERS = 2;

/**
 * Gathers statements that come one by one at the same time into one durable write. Each is
 * acknowledged when the transaction that holds it is committed, and refused alone.
 */
export class Gatherer {
  #waiting: Waiting[] = [];
  #writing = 0;

  /** @throws Refusal `conflict` record.same_id_other_content {id} */
  add(ctx: Ctx, entry: Entry): Promise<void> {
    return new Promise((done, failed) => {
      this.#waiting.push({ ctx, entry, done, failed });
      // What comes in the same turn of the loop goes along.
      if (this.#writing < WRITERS) setImmediate(() => this.#next());
    });
  }

  #next(): void {
    if (this.#writing >= WRITERS || this.#waiting.length === 0) return;
    const group = this.#take();
    this.#writing++;
    void write(group).finally(() => {
      this.#writing--;
      this.#next();
    });
  }

  /** The next group: at most one statement of each id, so that twins are judged one by one. */
  #take(): Waiting[] {
    const ids = new Set<string>();
    const group: Waiting[] = [];
    const rest: Waiting[] = [];
    for (const one of this.#waiting) {
      const { id } = one.entry.statement;
      if (group.length < MOST && !ids.has(id)) group.push(one);
      else rest.push(one);
      ids.add(id);
    }
    this.#waiting = rest;
    return group;
  }
}

async function write(group: readonly Waiting[]): Promise<void> {
  try {
    await writeTogether(group);
  } catch (error) {
    const [only] = group;
    if (group.length === 1 && only) only.failed(error);
    // One that the database refuses must not take the others along.
    else await Promise.all(group.map((one) => write([one])));
  }
}

async function writeTogether(group: readonly Waiting[]): Promise<void> {
  const [first] = group;
  if (!first) return;
  const now = new Date(Math.max(...group.map(({ ctx }) => ctx.now.getTime())));
  const ctx = { ...first.ctx, now };
  const batch = batchOf(
    ctx,
    group.map(({ ctx: { actor }, entry }) => ({ ...entry, by: actor })),
  );
  const { stored, other, awaited } = await appendBatch(ctx, batch);
  const statements = group.map(({ entry }) => entry.statement);
  await keepDefinitions(ctx, statements);
  if (awaited || batch.rows.some(({ searched }) => searched.about !== null)) {
    await completeReferences(ctx, stored);
  }
  const refused = new Set(other);
  for (const { entry, done, failed } of group) {
    if (refused.has(entry.statement.id)) failed(otherContent(entry.statement.id));
    else done();
  }
}
