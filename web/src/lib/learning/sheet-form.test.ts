import type { SheetLearner } from '@suotdoi/core/learning';
import { expect, test } from 'vitest';
import { typed } from '../forms.ts';
import { markedOf, sheetInput, without } from './sheet-form.ts';

const hoa: SheetLearner = {
  shard: '16681',
  person: 'hoa',
  name: 'Nguyễn Thị Hoa',
  birthYear: 1963,
  village: 'Xóm 3',
  agreed: true,
  present: true,
  marks: { GOI2: 'alone' },
};

function sent(...fields: [string, string][]) {
  const data = new FormData();
  for (const [name, value] of fields) data.append(name, value);
  return typed(data);
}

test('what is ticked alone counts before what was chosen beside it', () => {
  const values = sent(
    ['version', '2'],
    ['present.hoa', '1'],
    ['alone.hoa', 'GOI2'],
    ['alone.hoa', 'AT3'],
    ['help.hoa.GOI2', 'helped'],
    ['help.hoa.AT4', 'prompted'],
    ['help.hoa.MAY1', ''],
    ['present.binh', '0'],
  );
  expect(sheetInput('s', values)).toEqual({
    session: 's',
    version: '2',
    learners: [
      { person: 'hoa', present: true, marks: { GOI2: 'alone', AT3: 'alone', AT4: 'prompted' } },
      { person: 'binh', present: false, marks: {} },
    ],
  });
});

test('a box that was unticked stays unticked when the page comes back', () => {
  expect(markedOf(hoa, sent(['present.hoa', '1']))).toEqual({ present: true, marks: {} });
});

test('a learner who was added meanwhile is shown as kept', () => {
  expect(markedOf(hoa, sent(['present.binh', '1']))).toMatchObject({ marks: { GOI2: 'alone' } });
  expect(markedOf(hoa, undefined)).toMatchObject({ present: true });
});

test('fields of a part that is done with are emptied, the sheet is not', () => {
  const values = sent(['person.name', 'Tứ'], ['alone.hoa', 'GOI2'], ['learner', 'x']);
  expect(without(values, ['person.', 'learner'])).toEqual({ 'alone.hoa': ['GOI2'] });
});
