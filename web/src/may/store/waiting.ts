import { database, type Waiting } from './database.ts';
import { phoneKey, seal, unseal } from './seal.ts';

/** An act as it goes over the wire. */
export type Act = { readonly id: string; readonly kind: string; readonly at: string } & Record<
  string,
  unknown
>;

/** A new identifier in order of time (UUIDv7): made here, the same everywhere, for life. */
export function newId(now = Date.now()): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  for (let i = 0; i < 6; i += 1) bytes[i] = Math.floor(now / 2 ** (40 - 8 * i)) % 256;
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x70;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

let seq = 0;

/** An act sealed for the store: written with whatever else belongs to the same moment. */
export async function wrapAct(of: string, act: Act): Promise<Waiting> {
  seq = Math.max(seq + 1, Date.now());
  return { id: act.id, of, seq, act: await seal(await phoneKey(), act) };
}

export async function openAct({ act }: Waiting): Promise<Act> {
  return unseal<Act>(await phoneKey(), act);
}

export async function waitingOf(of: string): Promise<Waiting[]> {
  const rows = await (await database()).getAllFromIndex('waiting', 'of', of);
  return rows.sort((a, b) => a.seq - b.seq);
}

/** How many wait, and how many the server has refused. */
export async function counts(): Promise<{ waiting: number; refused: number }> {
  const rows = await (await database()).getAll('waiting');
  const refused = rows.filter((row) => row.refused).length;
  return { waiting: rows.length - refused, refused };
}
