import { newId, type PersonKey } from '@suotdoi/core/ground';
import { type TestDatabase, testDatabase } from '@suotdoi/core/ground/test';
import { registerFamily } from '@suotdoi/core/people';
import { recordStatements } from '@suotdoi/core/record';
import { demonstrated } from '@suotdoi/core/record/model';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { foldRound, personStanding } from './index.ts';

let t: TestDatabase;
beforeAll(async () => {
  t = await testDatabase();
});
afterAll(() => t?.close());

test('a teacher sees what a person can do, what is lacking and what comes next', async () => {
  const ctx = t.ctx();
  const { members } = await registerFamily(ctx, {
    id: newId(),
    unit: '16681.03',
    members: [{ name: 'Nguyễn Thị Hoa', birthYear: 1963, agreed: true }],
    consent: { wording: 'w1', way: 'spoken' },
  });
  const { shard, person } = members[0] as PersonKey;
  expect(await personStanding(ctx, person)).toMatchObject({ counted: [], next: 'MAY1' });

  const act = (skill: string, mode: 'alone' | 'helped') => ({
    shard,
    statement: demonstrated({
      id: newId(),
      person,
      skill,
      mode,
      session: newId(),
      unit: '16681.03',
      at: ctx.now,
      helper: { account: 'thu' },
    }),
  });
  await recordStatements(ctx, [act('MAY1', 'alone'), act('MAY2', 'helped')]);
  while ((await foldRound(ctx, 3)) > 0);

  const standing = await personStanding(ctx, person);
  expect(standing).toMatchObject({ counted: ['MAY1'], next: 'MAY2', needed: 24, reached: null });
  expect(standing.missing.essential).toHaveLength(17);
  expect(standing.missing.others).toBe(6);
  await expect(personStanding(ctx, newId())).rejects.toMatchObject({ kind: 'missing' });
});
