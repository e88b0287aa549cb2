export * from './builders.ts';
export { type LessonAct, learnt } from './lesson-builders.ts';
export { type Scope, scopes } from './scopes.ts';
export { type Statement, statementSchema, type ToldStatement } from './statement.ts';
export * from './vocabulary.ts';
