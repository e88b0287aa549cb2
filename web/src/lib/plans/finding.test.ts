import type { SubjectFigures } from '@suotdoi/core/plans';
import {
  outlookOf,
  planState,
  quartersOf,
  sessionsNeeded,
  yearOf,
} from '@suotdoi/core/plans/rules';
import { format, translator } from '@suotdoi/messages';
import { expect, test } from 'vitest';
import { findingOf } from './finding.ts';

const words = { t: translator('vi'), f: format('vi') };
const page = { year: 2026, month: '2026-10', today: '2026-10-15' };

/** Thành Vinh in the middle of October: so many reached, so many planned for December. */
function figures(
  reached: number,
  december: number | null,
  recent: number[] | null,
): SubjectFigures {
  const targets = new Map<string, number>();
  if (december !== null) {
    for (let m = 1; m <= 12; m++) {
      targets.set(`2026-${String(m).padStart(2, '0')}`, (december * m) / 12);
    }
  }
  const months = yearOf(2026, new Map([['2026-09', reached]]), { targets, current: '2026-10' });
  const planned = targets.get('2026-10') ?? null;
  const plannedBefore = targets.get('2026-09') ?? null;
  return {
    subject: 'citizens',
    reached,
    of: 90_000,
    planned,
    state: planState({ reached, planned, plannedBefore, ended: false }),
    outlook: outlookOf({ reached, target: december, recent, left: 2.5 }),
    sessions: null,
    asked: null,
    isAsked: false,
    months,
    quarters: quartersOf(months),
  };
}

const said = (...about: Parameters<typeof figures>) => findingOf(words, page, figures(...about));

test('the pace of three months is set beside what the year’s plan still needs', () => {
  const short = said(46_020, 54_000, [1280, 1380, 1490]);
  expect(short.kind).toBe('wait');
  expect(short.says).toBe('Nhịp hiện nay chưa kịp.');
  expect(short.pace).toBe('Ba tháng qua thêm khoảng 1.383\u00a0người mỗi tháng');
  expect(short.more).toEqual(['Muốn đạt 54.000 vào tháng 12 cần 3.192\u00a0người mỗi tháng.']);
  expect(said(46_020, 48_000, [1280, 1380, 1490]).says).toBe('Nhịp hiện nay kịp kế hoạch năm.');
});

test('without three months of data nothing is foretold, the month’s plan alone is compared', () => {
  const { kind, says, pace, more } = said(700, 1200, null);
  expect([kind, pace]).toEqual(['wait', null]);
  expect(says).toBe('Đang chậm 300\u00a0người so với kế hoạch.');
  expect(more[0]).toBe('Chưa đủ 3 tháng số liệu nên chưa dự báo.');
});

test('a month that still runs is not called late', () => {
  const { kind, says } = said(950, 1200, null);
  expect(kind).toBeUndefined();
  expect(says).toBe('Còn 50\u00a0người nữa là đủ kế hoạch tháng\u00a010.');
});

test('a year’s target that is reached is said, and one that was never set too', () => {
  expect(said(1200, 1200, null).says).toBe('Đã đạt chỉ tiêu cả năm.');
  expect(said(1200, null, null).says).toBe('Chưa đặt chỉ tiêu năm 2026.');
});

test('what it takes is told in sessions a week, at what a session has brought here', () => {
  const told = (held: number) => {
    const all = figures(46_020, 54_000, [1280, 1380, 1490]);
    const sessions = all.outlook && sessionsNeeded(all.outlook, { held, added: 4150 });
    return findingOf(words, page, { ...all, sessions }).more[1];
  };
  expect(told(1000)).toBe(
    'Ba tháng qua mỗi buổi thêm 4,2 người; vậy cần khoảng 177 buổi mỗi tuần.',
  );
  expect(told(12_450)).toBe(
    'Ba tháng qua cứ 10 buổi thêm 3 người; vậy cần khoảng 2.203 buổi mỗi tuần.',
  );
  expect(told(0)).toBeUndefined();
});
