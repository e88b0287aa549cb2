import { hash } from 'node:crypto';
import { type Actor, actorId, type Ctx, Refusal } from '@suotdoi/core/ground';
import { authorityOf } from './authority.ts';
import { type Derived, derive } from './derive.ts';
import { digestOf, isCanonical } from './digest.ts';
import type { Statement } from './statement.ts';
import { relatedTerms } from './terms.ts';
import type { Who } from './who.ts';

/** A statement and where it is kept: its person's shard, or `00000`. */
export interface Entry {
  readonly shard: string;
  readonly statement: Statement;
  /** Who wrote it, where that is not who acts. */
  readonly by?: Actor;
  /** Version of the standard that a statement without one is told in; 2.0.0 unless given. */
  readonly version?: string;
}

interface Row {
  readonly id: string;
  readonly shard: string;
  /** As PostgreSQL writes it: `\\x` and hexadecimal digits. */
  readonly digest: string;
  readonly searched: Derived;
  readonly client: string;
  /** As PostgreSQL writes an array. */
  readonly related: string;
}

/** What one insert sends: a line a statement, in every column the same order. */
export interface Batch {
  readonly rows: readonly Row[];
  readonly bodies: Buffer;
}

/** Statements made ready to be inserted; one that is there twice with the same content once. */
export function batchOf(ctx: Ctx, entries: readonly Entry[]): Batch {
  const rows = new Map<string, Row>();
  const lines = new Lines(entries.length);
  const now = ctx.now.toISOString();
  const stampOf = stamps(now);
  for (const { shard, statement, by = ctx.actor, version = '2.0.0' } of entries) {
    const id = statement.id.toLowerCase();
    const start = lines.length;
    const { authority, client, text } = stampOf(by);
    const digest = `\\x${addBody(lines, statement, { stamp: text, now, version })}`;
    const twin = rows.get(id);
    if (!twin) {
      const related = `{${relatedTerms(statement, authority).join()}}`;
      rows.set(id, { id, shard, digest, searched: derive(statement, now), client, related });
    } else if (twin.digest === digest) lines.length = start;
    else throw otherContent(id);
  }
  return { rows: [...rows.values()], bodies: lines.bytes() };
}

interface Stamp {
  readonly authority: Who;
  readonly client: string;
  readonly text: string;
}

/** What the record store itself writes into a statement, made once for each writer. */
function stamps(now: string): (by: Actor) => Stamp {
  const made = new Map<Actor, Stamp>();
  return (by) => {
    const known = made.get(by);
    if (known) return known;
    const authority = authorityOf(by);
    const text = `,"stored":"${now}","authority":${JSON.stringify(authority)}`;
    const stamp = { authority, client: actorId(by), text };
    made.set(by, stamp);
    return stamp;
  };
}

export function otherContent(id: string): Refusal {
  return new Refusal('conflict', 'record.same_id_other_content', { values: { id } });
}

/**
 * Adds the statement as it is kept: as told, and after it what the record store sets. Returns its
 * digest, which for statements of ours is taken of the very same text.
 */
function addBody(
  lines: Lines,
  statement: Statement,
  { stamp, now, version }: { stamp: string; now: string; version: string },
): string {
  const time = statement.timestamp === undefined ? `,"timestamp":"${now}"` : '';
  const end = `${stamp}${time}${statement.version === undefined ? `,"version":"${version}"` : ''}}\n`;
  if (!isCanonical(statement)) {
    const { stored: _stored, authority: _authority, ...told } = statement;
    lines.add(JSON.stringify(told), end);
    return digestOf(statement);
  }
  const text = JSON.stringify(statement);
  lines.add(text, end);
  return hash('sha256', text, 'hex');
}

/** JSON texts in UTF-8, a line each, in one piece of memory. */
class Lines {
  length = 0;
  readonly #count: number;
  #buffer = Buffer.alloc(0);

  constructor(count: number) {
    this.#count = count;
  }

  /** Adds a line: an object's text, in which `end` stands for the closing brace. */
  add(text: string, end: string): void {
    const most = this.length + (text.length + end.length) * 3;
    if (most > this.#buffer.length) this.#grow(text.length + end.length, most);
    this.length += this.#buffer.write(text, this.length) - 1;
    this.length += this.#buffer.write(end, this.length);
  }

  /** Everything, without the end of the last line. */
  bytes(): Buffer {
    return this.#buffer.subarray(0, Math.max(0, this.length - 1));
  }

  /** Lines of a batch are alike: room for all of them at once, or for twice what there is. */
  #grow(line: number, least: number): void {
    const size = Math.max(least, line * this.#count * 1.1, this.#buffer.length * 2);
    const larger = Buffer.allocUnsafe(Math.ceil(size));
    this.#buffer.copy(larger, 0, 0, this.length);
    this.#buffer = larger;
  }
}
