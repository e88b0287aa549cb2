export { type Entry, type Recorded, recordStatements } from './record-statements.ts';
export { takeDirty } from './take-dirty.ts';
export { touchPeople } from './touch-people.ts';
