export { closePeriod } from './commands/close-period.ts';
export { setTargets } from './commands/set-targets.ts';
export { splitTarget } from './commands/split-target.ts';
export {
  type Closing,
  type ClosingsPage,
  closingsPage,
  type PeriodState,
  type SignedBy,
} from './queries/closings.ts';
export { type PlanPage, planPage, type SubjectFigures } from './queries/plan-page.ts';
export type { UnitBelow } from './queries/read.ts';
export { type SplitForm, type SplitPart, splitForm } from './queries/split-form.ts';
export { type TargetsForm, targetsOf } from './queries/targets-form.ts';
export type { MonthFigures, Outlook, PlanState, QuarterFigures, Sessions } from './rules.ts';
