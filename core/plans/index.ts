export { setTargets } from './commands.ts';
export {
  type PlanPage,
  planPage,
  type SubjectFigures,
  targetsOf,
  type UnitBelow,
} from './queries.ts';
export type { MonthFigures, QuarterFigures } from './rules.ts';
