export { applyImport, type Imported } from './commands/apply-import.ts';
export { joinGroup, leaveGroup } from './commands/change-group.ts';
export { correctPerson, movePerson, recordConsent } from './commands/change-person.ts';
export { confirmSignup, joinSignup, refuseSignup } from './commands/decide-signup.ts';
export { formGroup } from './commands/form-group.ts';
export { keepIdNumber } from './commands/keep-id-number.ts';
export { mergePeople, UNDO_DAYS } from './commands/merge-people.ts';
export { offerHelp, stopHelping } from './commands/offer-help.ts';
export {
  dropImport,
  mapImport,
  previewImport,
  type SheetToImport,
} from './commands/preview-import.ts';
export { type RegisteredFamily, registerFamily } from './commands/register-family.ts';
export { registerLearner } from './commands/register-learner.ts';
export { SIGNUPS_AN_HOUR, signUp, takeBackSignup } from './commands/sign-up.ts';
export { tellApart } from './commands/tell-apart.ts';
export { undoMerge } from './commands/undo-merge.ts';
export { withdrawConsent } from './commands/withdraw-consent.ts';
export {
  type ComparedPerson,
  type DuplicateList,
  type DuplicatePair,
  duplicateList,
  duplicatePair,
  type LikenessReason,
} from './duplicates.ts';
export {
  type GroupMember,
  type GroupPage,
  type GroupRow,
  groupList,
  groupPage,
} from './group-queries.ts';
export { holdIdKeys, type IdKeys, newIdKeys, readIdKeys, sealsIdNumbers } from './identity/keys.ts';
export { hashNumbers } from './identity/write-numbers.ts';
export { importList, type ListedImport } from './import/import-list.ts';
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
export {
  type Alike,
  type OwnSignup,
  ownSignup,
  signupQueue,
  type WaitingSignup,
} from './signup-queries.ts';
export { type OwnOffer, ownOffer, type Volunteer, volunteerList } from './volunteer-queries.ts';
