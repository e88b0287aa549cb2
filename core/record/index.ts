export type { Entry } from './batch.ts';
export { clientList, type ListedClient } from './client-list.ts';
export { type Credentials, createClient, revokeClient } from './clients.ts';
export { type StatementView, statementById } from './queries.ts';
export type { ShardOf } from './receive.ts';
export { type Recorded, recordStatements } from './record-statements.ts';
export { type XapiOptions, xapi } from './routes.ts';
export { takeDirty } from './take-dirty.ts';
export { touchPeople } from './touch-people.ts';
