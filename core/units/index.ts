export { loadShippedUnits } from './commands.ts';
export { type Level, NATION, type Unit, unitCode } from './model.ts';
export { unitPath, unitsBelow, villagesWithin } from './queries.ts';
export { communeOf, levelOf } from './rules.ts';
