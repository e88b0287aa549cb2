export { applyImport, type Imported } from './commands/apply-import.ts';
export { joinGroup, leaveGroup } from './commands/change-group.ts';
export { correctPerson, movePerson, recordConsent } from './commands/change-person.ts';
export { formGroup } from './commands/form-group.ts';
export {
  dropImport,
  mapImport,
  previewImport,
  type SheetToImport,
} from './commands/preview-import.ts';
export { type RegisteredFamily, registerFamily } from './commands/register-family.ts';
export { registerLearner } from './commands/register-learner.ts';
export {
  type GroupMember,
  type GroupPage,
  type GroupRow,
  groupList,
  groupPage,
} from './group-queries.ts';
export { type ImportPage, type ImportRow, importPage } from './import/import-page.ts';
export {
  type PersonPage,
  type PersonRow,
  peopleByKey,
  peopleList,
  personPage,
  shardsOf,
} from './queries.ts';
export { mayRecordActs } from './rules.ts';
