import { printedCards } from '@suotdoi/core/cards';
import type { PageServerLoad } from './$types';

/** Cards to an A4 sheet. */
const A_SHEET = 8;

export const load: PageServerLoad = async ({ locals: { ctx }, url: { searchParams } }) => {
  const unit = searchParams.get('xom') ?? '';
  const ids = (searchParams.get('the') ?? '').split(',').filter(Boolean);
  const cards = await printedCards(ctx, unit, ids);
  const sheets = Array.from({ length: Math.ceil(cards.length / A_SHEET) }, (_, i) =>
    cards.slice(i * A_SHEET, (i + 1) * A_SHEET),
  );
  return { unit, sheets };
};
