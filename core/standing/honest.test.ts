import { change, newId, type PersonKey } from '@suotdoi/core/ground';
import { type TestDatabase, testDatabase } from '@suotdoi/core/ground/test';
import { movePerson, registerFamily } from '@suotdoi/core/people';
import { recordStatements } from '@suotdoi/core/record';
import { demonstrated, voids } from '@suotdoi/core/record/model';
import fc from 'fast-check';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { foldRound, recount } from './index.ts';
import { skills } from './model.ts';

let t: TestDatabase;
beforeAll(async () => {
  t = await testDatabase();
});
afterAll(() => t?.close());

const villages = ['16681.01', '16681.02', '16690.01'];
const months = ['2026-05', '2026-06', '2026-07', '2026-08', '2026-09'];
const codes = skills.filter((s) => s.essential || s.group === 1).map((s) => s.code);
const helper = { account: 'instructor-1' };

async function fold(): Promise<void> {
  const ctx = t.ctx();
  while ((await foldRound(ctx, 3)) > 0);
}

async function registered(n: number): Promise<PersonKey[]> {
  const ctx = t.ctx(undefined, new Date('2026-05-01T03:00:00Z'));
  const { members } = await registerFamily(ctx, {
    id: newId(),
    unit: villages[0],
    members: Array.from({ length: n }, (_, i) => ({
      name: `Người Thứ ${newId().slice(-6)}`,
      birthYear: 1950 + i * 8,
      agreed: true,
    })),
    consent: { wording: 'w1', way: 'spoken' },
  });
  return members;
}

type Step =
  | { do: 'act'; who: number; skill: number; month: number; id: string }
  | { do: 'void'; of: number }
  | { do: 'move'; who: number; to: number; month: number };

const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 12,
    arbitrary: fc.record({
      do: fc.constant('act' as const),
      who: fc.nat(2),
      skill: fc.nat(codes.length - 1),
      month: fc.nat(months.length - 1),
      id: fc.constant('').map(() => newId()),
    }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('void' as const), of: fc.nat(20) }) },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant('move' as const),
      who: fc.nat(2),
      to: fc.nat(2),
      month: fc.nat(months.length - 1),
    }),
  },
);

test('after any voids, moves and late acts in any order, every figure equals the log', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(step, { maxLength: 60 }),
      fc.array(fc.boolean()),
      async (steps, pauses) => {
        const people = await registered(3);
        // Whole evenings, so that people really reach the standard.
        const whole: Step[] = codes.map((_, skill) => ({
          do: 'act',
          who: 0,
          skill,
          month: 1,
          id: newId(),
        }));
        const acts = [...whole, ...steps].filter((s) => s.do === 'act');
        for (const [i, s] of [...steps, ...whole].entries()) {
          await apply(s, people, acts);
          if (pauses[i]) await fold();
        }
        await fold();
        expect((await recount(t.ctx())).differences).toEqual([]);
      },
    ),
    { numRuns: 15 },
  );
}, 120_000);

async function apply(s: Step, people: PersonKey[], acts: Step[]): Promise<void> {
  const ctx = t.ctx();
  if (s.do === 'act') {
    const { shard, person } = people[s.who] as PersonKey;
    const at = new Date(`${months[s.month]}-1${s.skill % 9}T12:00:00Z`);
    const statement = demonstrated({
      id: s.id,
      session: s.id,
      unit: villages[s.who] ?? '16681.01',
      at,
      person,
      skill: codes[s.skill] ?? '',
      mode: 'alone',
      helper,
    });
    await change(ctx, (c) => recordStatements(c, [{ shard, statement }]));
  } else if (s.do === 'void') {
    const target = acts[s.of % Math.max(1, acts.length)];
    if (target?.do !== 'act') return;
    const statement = voids({ id: newId(), target: target.id, by: helper, at: ctx.now });
    await change(ctx, (c) => recordStatements(c, [{ shard: '00000', statement }]));
  } else {
    const key = people[s.who] as PersonKey;
    const from = `${months[s.month]}-20`;
    await movePerson(ctx, { ...key, unit: villages[s.to], from }).catch((no) => {
      if (no?.code !== 'people.move_before_last') throw no;
    });
  }
}

test('a figure that somebody changed by hand is found by the recount', async () => {
  await sql`update standing.tally set n = n + 1
    where unit = '16681' and indicator = 'citizens' and slice = ''
      and month = (select min(month) from standing.tally where indicator = 'citizens')`.execute(
    t.db,
  );
  const { differences } = await recount(t.ctx());
  expect(differences).toMatchObject([{ where: 'tally', subject: '16681' }]);
  await sql`update standing.tally set n = n - 1
    where unit = '16681' and indicator = 'citizens' and slice = ''
      and month = (select min(month) from standing.tally where indicator = 'citizens')`.execute(
    t.db,
  );
});

test('sixteen writers who commit late lose nothing in the fold', async () => {
  const people = await registered(8);
  await fold();
  let writing = true;
  const folding = (async () => {
    while (writing) await foldRound(t.ctx(), 5);
  })();
  await Promise.all(
    Array.from({ length: 16 }, async (_, w) => {
      for (let i = 0; i < 6; i++) {
        const key = people[(w + i) % people.length] as PersonKey;
        await change(t.ctx(), async (c) => {
          const statement = demonstrated({
            id: newId(),
            session: newId(),
            unit: '16681.01',
            at: new Date('2026-08-01T12:00:00Z'),
            person: key.person,
            skill: codes[(w * 6 + i) % codes.length] ?? '',
            mode: 'alone',
            helper,
          });
          await recordStatements(c, [{ shard: key.shard, statement }]);
          await sql`select pg_sleep(${((w * 7 + i * 3) % 10) / 100})`.execute(c.db);
        });
      }
    }),
  );
  writing = false;
  await folding;
  await fold();
  const { differences } = await recount(t.ctx());
  expect(differences).toEqual([]);
  const { rows } = await sql<{ n: number }>`
    select coalesce(sum(acts), 0) as n from standing.person
    where person = any(${people.map((p) => p.person)}::uuid[])`.execute(t.db);
  expect(rows[0]?.n).toBe(96);
}, 60_000);
