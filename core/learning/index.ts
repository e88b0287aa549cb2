export { addLearners, openSession } from './commands/open-session.ts';
export { recordActs } from './commands/record-acts.ts';
export { type SavedSheet, saveSheet } from './commands/save-sheet.ts';
export { type Grade, MAX_LEARNERS } from './model.ts';
export { type OwnLesson, type OwnLessons, ownLessons } from './own-lessons.ts';
export {
  type SessionRow,
  type SessionSheet,
  type SheetLearner,
  sessionList,
  sessionSheet,
} from './queries.ts';
