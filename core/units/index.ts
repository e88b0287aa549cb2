export { addVillages } from './commands/add-villages.ts';
export {
  type HandedList,
  handedList,
  handedLists,
  handInList,
  LIST_STAGES,
} from './commands/hand-in-list.ts';
export {
  importUnits,
  type ListInForce,
  listInForce,
  type UnitsImport,
  type UnitsImported,
} from './commands/import-units.ts';
export { loadShippedUnits } from './commands/load-shipped-units.ts';
export { type RemoteSaid, sayRemote } from './commands/say-remote.ts';
export { findUnits, type OldFound, type UnitFound, type UnitsFound } from './find-units.ts';
export type { Headings } from './list/columns.ts';
export type { Successor } from './list/reconcile.ts';
export { type Level, NATION, type Unit, unitCode } from './model.ts';
export { type OldName, oldNameIn } from './old-names.ts';
export { unitPath, unitsBelow, villagesWithin } from './queries.ts';
export { communeOf, levelOf } from './rules.ts';
export { type UnitBelow, unitsBelowAt } from './units-below-at.ts';
export { villageNames } from './village-names.ts';
