export { Cannot } from './embedded/cannot.ts';
export { type Hold, type Holder, hold, readHolder, writeHolder } from './embedded/hold.ts';
export { type Postgres, type PostgresOptions, runningUrl, startPostgres } from './embedded/run.ts';
