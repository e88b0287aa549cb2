import { createAccount } from '@suotdoi/core/accounts';
import { makeCards, printedCards } from '@suotdoi/core/cards';
import { type Ctx, newId, nobody, type PersonKey, Refusal } from '@suotdoi/core/ground';
import type { TestDatabase } from '@suotdoi/core/ground/test';
import { registerFamily } from '@suotdoi/core/people';
import { letInByAccount, letInByCard } from './index.ts';

export const VILLAGE = '16681.03';
export const pictures = ['house', 'lotus', 'boat'] as const;
const consent = { wording: 'w1', way: 'spoken' } as const;

/** A village with learners who have cards, and an instructor. */
export async function village(t: TestDatabase) {
  const officer = t.ctx();
  const outside = t.ctx(nobody);
  const later = (minutes: number): Ctx =>
    t.ctx(nobody, new Date(officer.now.getTime() + minutes * 60_000));
  const account = await createAccount(officer, {
    username: 'hdv.thu',
    name: 'Lê Thị Thu',
    password: 'mot mat khau dai',
    role: 'instructor',
    unit: VILLAGE,
  });
  let families = 0;
  return {
    officer,
    outside,
    account,
    later,
    /** So many minutes after the village began, as a clock says it. */
    clock: (minutes: number) => later(minutes).now.toISOString(),
    /** Somebody with a card; `null`: not asked for consent yet. */
    async learner(agreed: boolean | null = true) {
      families += 1;
      const name = `Lê Thị Hoa ${families}`;
      const { members } = await registerFamily(officer, {
        id: newId(),
        unit: VILLAGE,
        members: [{ name, birthYear: 1955, ...(agreed === null ? {} : { agreed }) }],
        consent,
      });
      const key = members[0] as PersonKey;
      const [card] = (await makeCards(officer, { unit: VILLAGE, people: [key] })) as [string];
      const [printed] = await printedCards(officer, VILLAGE, [card]);
      return { key, card, name, text: printed?.text ?? '' };
    },
    phoneOf: (text: string) => letInByCard(outside, { card: text, pictures: [...pictures] }),
    instructorPhone(publicKey?: string) {
      const actor = {
        ...{ kind: 'account' as const, id: account, name: 'Lê Thị Thu', username: 'hdv.thu' },
        ...{ roles: [{ role: 'instructor' as const, unit: VILLAGE }], person: null },
      };
      return letInByAccount(t.ctx(actor), { publicKey });
    },
  };
}

/** The code of the refusal that this work must end in. */
export async function code(work: Promise<unknown>): Promise<string> {
  const no = await work.then(
    () => null,
    (error) => error,
  );
  if (!(no instanceof Refusal)) throw no ?? new Error('was not refused');
  return no.code;
}
