import { authorise } from '@suotdoi/core/accounts';
import type { Ctx } from '@suotdoi/core/ground';
import { sql } from 'kysely';
import qrcode from 'qrcode';
import { MOST_CARDS } from './model.ts';
import { printedNumber } from './rules.ts';
import { signCard } from './signing.ts';

/** Somebody of the village, or a family, with the card that is good now, if any. */
export interface CardRow {
  readonly kind: 'person' | 'household';
  readonly shard: string;
  readonly id: string;
  readonly name: string;
  readonly birthYear: number | null;
  readonly card: string | null;
  readonly number: string | null;
  readonly hasPictures: boolean;
}

export interface CardsPage {
  readonly rows: readonly CardRow[];
  /** Spare cards not given to anybody yet. */
  readonly spare: readonly { card: string; number: string }[];
}

/** Who of a village has a card: families first, then people by given name. */
export async function cardsPage(ctx: Ctx, unit: string): Promise<CardsPage> {
  await authorise(ctx, 'people.register', unit);
  const { rows } = await sql<CardRow>`
    select kind, shard, id, name, "birthYear", card, number, "hasPictures" from (
    select 'household' as kind, c.shard, c.id, c.name, null::int as "birthYear",
      k.id as card, k.number, false as "hasPictures", c.name as ordered
    from people.v_collective c
    left join lateral (select id, number from cards.card
      where household = c.id and revoked is null order by made desc limit 1) k on true
    where c.unit = ${unit} and c.kind = 'family' and c.to_date is null
    union all
    select 'person', p.shard, p.id, p.name, p.birth_year, k.id, k.number,
      exists (select 1 from cards.pictures s where s.shard = p.shard and s.person = p.id),
      p.name_order
    from people.v_residence r
    join people.v_person p on p.shard = r.shard and p.id = r.person
    left join lateral (select id, number from cards.card
      where person = p.id and revoked is null order by made desc limit 1) k on true
    where r.unit = ${unit} and r.to_date is null and p.died is null) as everybody
    order by kind, ordered collate "vi-VN-x-icu", id limit 1000`.execute(ctx.db);
  const { rows: spare } = await sql<{ card: string; number: string }>`
    select id as card, number from cards.card
    where unit = ${unit} and kind = 'spare' and person is null and revoked is null
    order by made desc, id limit ${MOST_CARDS}`.execute(ctx.db);
  return { rows, spare };
}

/** A card as it is printed. The code holds no name; the paper says whose it is. */
export interface PrintedCard {
  readonly id: string;
  readonly kind: 'person' | 'household' | 'spare';
  readonly name: string | null;
  readonly village: string;
  readonly number: string;
  /** What the code says. */
  readonly text: string;
  /** An SVG path on a square of `size` units, a quiet border included. */
  readonly qr: { readonly size: number; readonly path: string };
}

/** Cards of a village for printing, in the order asked for; those no longer good are left out. */
export async function printedCards(
  ctx: Ctx,
  unit: string,
  ids: readonly string[],
): Promise<PrintedCard[]> {
  await authorise(ctx, 'people.register', unit);
  const wanted = ids.slice(0, MOST_CARDS);
  const { rows } = await sql<Omit<PrintedCard, 'qr' | 'text'>>`
    select c.id, c.kind, c.number, u.name as village, coalesce(p.name, h.name) as name
    from cards.card c
    join units.v_unit u on u.code = c.unit
    left join people.v_person p on p.id = c.person
    left join people.v_collective h on h.id = c.household
    where c.unit = ${unit} and c.revoked is null and c.id::text = any(${wanted}::text[])
    order by array_position(${wanted}::text[], c.id::text)`.execute(ctx.db);
  return rows.map((row) => {
    const text = signCard(ctx, row.id);
    return { ...row, number: printedNumber(row.number), text, qr: qrPath(text) };
  });
}

const QUIET = 4;

/** Drawn as one path, because a page of ours may hold no picture from elsewhere. */
function qrPath(text: string): { size: number; path: string } {
  const { modules } = qrcode.create(text, { errorCorrectionLevel: 'M' });
  const { size, data } = modules;
  const runs: string[] = [];
  for (let y = 0; y < size; y += 1) {
    for (let x = 0; x < size; x += 1) {
      const from = x;
      while (x < size && data[y * size + x]) x += 1;
      if (x > from) runs.push(`M${from + QUIET} ${y + QUIET}h${x - from}v1h${from - x}z`);
    }
  }
  return { size: size + 2 * QUIET, path: runs.join('') };
}
