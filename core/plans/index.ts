export { setTargets } from './commands.ts';
export { type PlanPage, planPage, type SubjectFigures } from './queries/plan-page.ts';
export type { UnitBelow } from './queries/read.ts';
export { type TargetsForm, targetsOf } from './queries/targets-form.ts';
export type { MonthFigures, Outlook, PlanState, QuarterFigures } from './rules.ts';
