import { describe, expect, test } from 'vitest';
import { faultOf, isPicked, kept, nested, type Trouble, typed } from './forms.ts';

function form(...fields: [string, string][]): FormData {
  const data = new FormData();
  for (const [name, value] of fields) data.append(name, value);
  return data;
}

describe('a form becomes the input of a command', () => {
  test('names with dots make members of a family', () => {
    const data = form(
      ['unit', '16690.03'],
      ['members.0.name', 'Nguyễn Thị Hoa'],
      ['members.0.birthYear', '1963'],
      ['members.1.name', 'Phạm Văn Bình'],
    );
    expect(nested(data)).toEqual({
      unit: '16690.03',
      members: [{ name: 'Nguyễn Thị Hoa', birthYear: '1963' }, { name: 'Phạm Văn Bình' }],
    });
  });

  test('the eleventh member comes after the tenth', () => {
    const fields = Array.from({ length: 12 }, (_, i) => [`m.${i}`, `${i}`] as [string, string]);
    expect(nested(form(...fields.reverse())).m).toEqual(fields.reverse().map(([, value]) => value));
  });

  test('a name made to harm stays a name', () => {
    const input = nested(form(['__proto__.admin', 'yes'], ['constructor.prototype.admin', 'yes']));
    expect(({} as { admin?: string }).admin).toBeUndefined();
    expect(Object.getPrototypeOf(input)).toBe(Object.prototype);
    expect(typed(form(['__proto__', 'x']))).toHaveProperty(['__proto__'], ['x']);
  });
});

describe('a refused form is shown again', () => {
  const data = form(['name', 'Tứ'], ['skill', 'a'], ['skill', 'b'], ['password', 'bí mật']);
  const trouble: Trouble = {
    message: 'Có chỗ ghi chưa đúng.',
    faults: [{ path: 'name', message: 'Tên ngắn quá' }],
    values: typed(data, ['password']),
  };

  test('with what had been typed, but never a password', () => {
    expect(kept(trouble, 'name')).toBe('Tứ');
    expect(kept(trouble, 'password')).toBe('');
    expect(kept(null, 'name', 'Hoa')).toBe('Hoa');
  });

  test('with the boxes that had been ticked, and no other', () => {
    expect(isPicked(trouble, ['skill', 'b'])).toBe(true);
    expect(isPicked(trouble, ['skill', 'c'], true)).toBe(false);
    expect(isPicked(null, ['skill', 'c'], true)).toBe(true);
  });

  test('with each fault beside its field', () => {
    expect(faultOf(trouble, 'name')).toBe('Tên ngắn quá');
    expect(faultOf(trouble, 'skill')).toBeUndefined();
  });
});
