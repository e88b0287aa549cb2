export * from './builders.ts';
export * from './statement.ts';
export * from './vocabulary.ts';
