import { type Ctx, newId, type PersonKey } from '@suotdoi/core/ground';
import { type TestDatabase, testDatabase } from '@suotdoi/core/ground/test';
import { movePerson, registerFamily } from '@suotdoi/core/people';
import { recordStatements } from '@suotdoi/core/record';
import { demonstrated } from '@suotdoi/core/record/model';
import { importUnits, type Successor, unitsBelow, villagesWithin } from '@suotdoi/core/units';
import fc from 'fast-check';
import { sql } from 'kysely';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { foldRound, recount } from './index.ts';

let t: TestDatabase;
beforeEach(async () => {
  t = await testDatabase();
});
afterEach(() => t?.close());

type Step =
  | { do: 'merge'; from: number; into: number }
  | { do: 'split'; from: number; into: number; also: number }
  | { do: 'village'; which: number; into: number }
  | { do: 'person'; who: number; which: number };

const pick = fc.nat(99);
const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ do: fc.constant('merge' as const), from: pick, into: pick }),
  fc.record({ do: fc.constant('split' as const), from: pick, into: pick, also: pick }),
  fc.record({ do: fc.constant('village' as const), which: pick, into: pick }),
  fc.record({ do: fc.constant('person' as const), who: pick, which: pick }),
);

async function settled(ctx: Ctx): Promise<PersonKey[]> {
  const villages = await villagesWithin(ctx, ['40']);
  const people: PersonKey[] = [];
  // batch: three families
  for (const i of [0, 4, 9]) {
    const { members } = await registerFamily(ctx, {
      ...{ id: newId(), unit: villages[(i * 5) % villages.length]?.code },
      members: [1960, 1988].map((birthYear) => ({
        ...{ name: `Người Thứ ${newId().slice(-6)}`, birthYear, agreed: true },
      })),
      consent: { wording: 'w1', way: 'spoken' },
    });
    people.push(...members);
  }
  const entries = people.map(({ shard, person }, i) => ({
    shard,
    statement: demonstrated({
      ...{ id: newId(), person, session: newId(), skill: 'AT1', mode: 'alone' },
      ...{ at: ctx.now, unit: villages[i]?.code ?? '', helper: { account: 'instructor-1' } },
    }),
  }));
  await recordStatements(ctx, entries);
  return people;
}

/** The list without a commune, and where it and some villages went. */
async function importWithout(
  ctx: Ctx,
  gone: string | null,
  successors: readonly Successor[],
): Promise<void> {
  const units = [...(await unitsBelow(ctx, 'VN')), ...(await unitsBelow(ctx, '40'))];
  const rows = units
    .filter(({ code }) => code !== gone)
    .map((u) => `${u.code},${u.name},${u.parent}`);
  await importUnits(ctx, {
    bytes: Buffer.from(['code,name,parent_code', ...rows].join('\n')),
    ...{ from: ctx.now.toISOString().slice(0, 10), source: 'test', successors },
  });
}

async function apply(ctx: Ctx, step: Step, people: readonly PersonKey[]): Promise<void> {
  const communes = (await unitsBelow(ctx, '40')).map(({ code }) => code);
  const villages = await villagesWithin(ctx, ['40']);
  const at = <T>(list: readonly T[], i: number) => list[i % list.length] as T;
  if (step.do === 'person') {
    const unit = at(villages, step.which).code;
    const from = ctx.now.toISOString().slice(0, 10);
    return void (await movePerson(ctx, { ...at(people, step.who), unit, from }));
  }
  const into = at(communes, step.into);
  if (step.do === 'village') {
    const { code, parent } = at(villages, step.which);
    if (parent !== into) await importWithout(ctx, null, [{ code, successor: into, share: 1 }]);
    return;
  }
  const from = at(communes, step.from);
  if (communes.length < 3 || from === into) return;
  if (step.do === 'merge')
    return importWithout(ctx, from, [{ code: from, successor: into, share: 1 }]);
  const also = at(communes, step.also);
  if (also === from || also === into) return;
  const told = villages.filter(({ parent }, i) => parent === from && i % 2 === 0);
  await importWithout(ctx, from, [
    { code: from, successor: into, share: 0.6 },
    { code: from, successor: also, share: 0.4 },
    ...told.map(({ code }) => ({ code, successor: also, share: 1 })),
  ]);
}

/** Every figure as it was, up to the month before. */
async function figuresBefore(month: string): Promise<unknown[]> {
  const { rows } = await sql`
    select unit, indicator, slice, month, n from standing.tally
    where month < ${month} and n <> 0 order by 1, 2, 3, 4`.execute(t.db);
  return rows;
}

async function citizensOfNation(): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select sum(n) as n from standing.tally
    where unit = 'VN' and indicator = 'citizens' and slice = ''`.execute(t.db);
  return rows[0]?.n ?? 0;
}

test('whatever is merged, split or moved, every old figure stays and the nation loses nobody', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 3, maxLength: 6 }), async (steps) => {
      await t.close();
      t = await testDatabase();
      const people = await settled(t.ctx(undefined, new Date('2025-11-10T03:00:00Z')));
      // batch: one change after another, a month apart
      for (const [i, one] of steps.entries()) {
        const now = new Date(Date.UTC(2026, i, 5, 3));
        const month = now.toISOString().slice(0, 7);
        const ctx = t.ctx(undefined, now);
        while ((await foldRound(ctx)) > 0);
        const before = await figuresBefore(month);
        await apply(ctx, one, people);
        while ((await foldRound(ctx)) > 0);
        expect(await figuresBefore(month)).toEqual(before);
        expect(await citizensOfNation()).toBe(people.length);
        expect((await recount(ctx)).differences).toEqual([]);
      }
    }),
    { numRuns: 4 },
  );
}, 120_000);
