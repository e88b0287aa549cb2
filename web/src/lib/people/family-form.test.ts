import { expect, test } from 'vitest';
import { readFamilyForm } from './family-form.ts';

function form(fields: Record<string, string>): FormData {
  const data = new FormData();
  for (const [name, value] of Object.entries(fields)) data.append(name, value);
  return data;
}

const line = (i: number, name: string, birthYear: string, agreed = '') => ({
  [`members.${i}.name`]: name,
  [`members.${i}.birthYear`]: birthYear,
  [`members.${i}.sex`]: '',
  [`members.${i}.agreed`]: agreed,
});

test('empty lines are left out, so that a fault stands beside the line it speaks of', () => {
  const sent = form({
    id: 'x',
    unit: '16681.03',
    ...line(0, '', ''),
    ...line(1, 'Phạm Văn Bình', '1960', 'yes'),
    ...line(2, ' ', ''),
    ...line(3, 'Phạm Ngọc Mai', '2010', 'no'),
    'consent.way': 'spoken',
  });
  const { input, values, lines } = readFamilyForm(sent);
  expect(lines).toBe(2);
  expect(input).toMatchObject({
    unit: '16681.03',
    members: [
      { name: 'Phạm Văn Bình', agreed: true },
      { name: 'Phạm Ngọc Mai', agreed: false },
    ],
    consent: { way: 'spoken', wording: 'learning_record.2026-11b' },
  });
  expect(values['members.1.name']).toEqual(['Phạm Ngọc Mai']);
  expect(values['members.3.name']).toBeUndefined();
  expect(values['consent.way']).toEqual(['spoken']);
});

test('nobody asked: no answer and no way of asking are sent on', () => {
  const { input } = readFamilyForm(form({ id: 'x', ...line(0, 'Lê Văn Sỹ', '1952') }));
  expect(input).not.toHaveProperty('consent');
  expect(input).toMatchObject({ members: [{ name: 'Lê Văn Sỹ' }], notTheSame: false });
  expect((input as { members: object[] }).members[0]).not.toHaveProperty('agreed');
});

test('somebody answered: the way of asking is sent on even when it was forgotten', () => {
  const { input } = readFamilyForm(form({ ...line(0, 'Lê Văn Sỹ', '1952', 'yes') }));
  expect(input).toMatchObject({ consent: { wording: 'learning_record.2026-11b' } });
});
