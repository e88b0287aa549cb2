export type { PublicUnit } from './levels.ts';
export type { PublicMonth } from './queries/public-months.ts';
export { type PublicReport, publicReport } from './queries/public-report.ts';
export {
  type Gaps,
  gaps,
  type ReportPage,
  reportPage,
  type UnitShare,
} from './queries/report-page.ts';
export type { Habit, MonthFigures, ReportAsked } from './queries/whole.ts';
