export { addVillages } from './commands/add-villages.ts';
export { importUnits, type UnitsImport, type UnitsImported } from './commands/import-units.ts';
export { loadShippedUnits } from './commands/load-shipped-units.ts';
export type { Headings } from './list/columns.ts';
export type { Successor } from './list/reconcile.ts';
export { type Level, NATION, type Unit, unitCode } from './model.ts';
export { unitPath, unitsBelow, villagesWithin } from './queries.ts';
export { communeOf, levelOf } from './rules.ts';
