export { audit } from './audit.ts';
export * from './context.ts';
export { change, type Database, openDatabase } from './db.ts';
export { idOf, newId, sha256 } from './ids.ts';
export { thisNode } from './node.ts';
export { type Fault, Refusal, type RefusalKind, refusalStatus } from './refusal.ts';
export { foldText, initials, nameOrder, tidyName } from './text.ts';
export * from './time.ts';
export { parse } from './validate.ts';
