import { hash } from 'node:crypto';
import { type Ctx, Refusal } from '@suotdoi/core/ground';
import { authorityOf } from './authority.ts';
import { type Derived, derive } from './derive.ts';
import { digestOf, isCanonical } from './digest.ts';
import type { Statement } from './statement.ts';

/** A statement and where it is kept: its person's shard, or `00000`. */
export interface Entry {
  readonly shard: string;
  readonly statement: Statement;
}

interface Row extends Derived {
  readonly id: string;
  readonly shard: string;
  /** As PostgreSQL writes it: `\\x` and hexadecimal digits. */
  readonly digest: string;
}

/** What one insert sends: a line a statement, in every column the same order. */
export interface Batch {
  readonly rows: readonly Row[];
  readonly bodies: Buffer;
}

/** Statements made ready to be inserted; one that is there twice with the same content once. */
export function batchOf(ctx: Ctx, entries: readonly Entry[]): Batch {
  const rows = new Map<string, Row>();
  const lines = new Lines();
  const authority = JSON.stringify(authorityOf(ctx.actor));
  const now = ctx.now.toISOString();
  const stamp = `"stored":"${now}","authority":${authority}`;
  for (const { shard, statement } of entries) {
    const id = statement.id.toLowerCase();
    const start = lines.length;
    const digest = `\\x${addBody(lines, statement, { stamp, now })}`;
    const twin = rows.get(id);
    if (!twin) rows.set(id, { id, shard, digest, ...derive(statement, ctx.now) });
    else if (twin.digest === digest) lines.length = start;
    else throw otherContent(id);
  }
  return { rows: [...rows.values()], bodies: lines.bytes() };
}

export function otherContent(id: string): Refusal {
  return new Refusal('conflict', 'record.same_id_other_content', { values: { id } });
}

/**
 * Adds the statement as it is kept: as told, and after it what the record store sets. Returns its
 * digest, which for statements of ours is taken of the same bytes.
 */
function addBody(
  lines: Lines,
  statement: Statement,
  { stamp, now }: { stamp: string; now: string },
): string {
  const time = statement.timestamp === undefined ? `,"timestamp":"${now}"` : '';
  const version = statement.version === undefined ? ',"version":"2.0.0"' : '';
  const end = `${time},${stamp}${version}}\n`;
  if (isCanonical(statement)) {
    const digest = hash('sha256', lines.add(JSON.stringify(statement)), 'hex');
    lines.length -= 1;
    lines.add(end);
    return digest;
  }
  const { stored: _stored, authority: _authority, ...told } = statement;
  lines.add(`${JSON.stringify(told).slice(0, -1)}${end}`);
  return digestOf(statement);
}

/** Text that grows in one piece of memory, in UTF-8. */
class Lines {
  length = 0;
  #buffer = Buffer.allocUnsafe(1 << 18);

  /** Adds a text and returns its bytes, which stay as they are until something else is added. */
  add(text: string): Buffer {
    const start = this.length;
    const most = start + text.length * 3;
    if (most > this.#buffer.length) {
      this.#buffer = Buffer.concat([this.#buffer.subarray(0, start)], most * 2);
    }
    this.length = start + this.#buffer.write(text, start);
    return this.#buffer.subarray(start, this.length);
  }

  /** Everything, without the end of the last line. */
  bytes(): Buffer {
    return this.#buffer.subarray(0, Math.max(0, this.length - 1));
  }
}
