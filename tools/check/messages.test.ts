import { expect, test } from 'vitest';
import { vietnameseFaults } from './messages/vietnamese.ts';
import { messageFaults } from './messages.ts';
import { projectOf } from './project.ts';

function found(vi: object, en: object, code = ''): string[] {
  const project = projectOf({
    'messages/vi/people.json': JSON.stringify(vi, null, 2),
    'messages/en/people.json': JSON.stringify(en, null, 2),
    'db/migrations/0001_people.sql':
      'create table people.person (id uuid); create view people.v_person as select 1;',
    'core/people/commands.ts': code,
  });
  return messageFaults(project).map(({ file, line, text }) => `${file}:${line} ${text}`);
}

const uses = (...keys: string[]) => keys.map((key) => `t('people.${key}');`).join('\n');

test('a message worded in both languages and used raises nothing', () => {
  const vi = { 'people.n': '{n} người, {sex, select, female {nữ} other {khác}}' };
  const en = {
    'people.n': '{n, plural, one {# person} other {# people}}, {sex, select, female {f} other {o}}',
  };
  expect(found(vi, en, uses('n'))).toEqual([]);
});

test('a message without its other language is found, both ways', () => {
  const faults = found({ 'people.a': 'Một' }, { 'people.b': 'Two' }, uses('a', 'b'));
  expect(faults).toEqual([
    'messages/en/people.json:2 people.b is missing in messages/vi/people.json.',
    'messages/vi/people.json:2 people.a is missing in messages/en/people.json.',
    expect.stringContaining('core/people/commands.ts:2 people.b has no words.'),
  ]);
});

test.each([
  ['other arguments', '{n} người', '{m} people', 'takes {n} in Vietnamese, but {m}'],
  ['other choices', '{s, select, a {x} other {y}}', '{s, select, b {x} other {y}}', 'takes {s: a'],
  ['broken braces', '{n người', '{n} people', 'cannot be read as an ICU message'],
  ['nothing', '', 'people', 'is empty'],
  ['a shout', 'Xong!', 'Done', 'exclamation mark'],
])('%s in a message is found', (_, vi, en, text) => {
  const faults = found({ 'people.a': vi }, { 'people.a': en }, uses('a'));
  expect(faults).toEqual([expect.stringContaining(text)]);
});

test('a key of another area and a key that nothing uses are found', () => {
  expect(found({ 'plans.a': 'Một' }, { 'plans.a': 'One' })).toEqual([
    expect.stringContaining('en/people.json:2 plans.a Keys of this file'),
    expect.stringContaining('vi/people.json:2 plans.a Keys of this file'),
    expect.stringContaining('is used nowhere'),
  ]);
});

test('a key made of a beginning and a value counts as used', () => {
  const words = { 'people.sex_female': 'Nữ', 'people.sex_male': 'Nam' };
  expect(found(words, words, `t(\`people.sex_\${sex}\`)`)).toEqual([]);
});

test.each([
  ['a refusal', `throw new Refusal('missing', 'people.unknown_person');`],
  ['a fault', `faults.push({ path, code: 'people.unknown_person' });`],
  ['a schema', `z.string().min(2, 'people.unknown_person');`],
  ['a code handed to a helper', `refuse('people.unknown_person', values);`],
])('%s without words is found', (_, code) => {
  expect(found({}, {}, code)).toEqual([
    expect.stringContaining('people.unknown_person has no words'),
  ]);
});

test('tables, permissions, acts of the trail and columns are no messages', () => {
  const code = `
    await authorise(ctx, 'people.register', unit);
    await audit(ctx, 'people.register_family');
    const may: Record<string, string> = { 'people.read': 'x' };
    type P = 'people.write';
    db.selectFrom('people.v_person').where('people.id', '=', id);
    const table = 'people.person';
    const later = 'people.register';`;
  expect(found({}, {}, code)).toEqual([]);
});

test.each([
  ['hoá, khoẻ, thuỷ, quý, hoàn, thuyền, của, mùa, luỹ, ngoằn ngoèo', []],
  ['Hóa đơn', ['writes “Hóa”: write “Hoá”.']],
  ['sức khỏe', ['writes “khỏe”: write “khoẻ”.']],
  ['ủy ban', ['writes “ủy”: write “uỷ”.']],
  ['chào quý khách', [expect.stringContaining('quý khách')]],
  ['toi\u0302', [expect.stringContaining('NFC')]],
  ['chọn "Lưu"', [expect.stringContaining('straight quote')]],
])('the Vietnamese of “%s” is judged', (text, faults) => {
  expect(vietnameseFaults(text)).toEqual(faults);
});
