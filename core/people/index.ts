export { correctPerson, movePerson, recordConsent } from './commands/change-person.ts';
export { formClan } from './commands/form-clan.ts';
export { type RegisteredFamily, registerFamily } from './commands/register-family.ts';
export { registerLearner } from './commands/register-learner.ts';
export {
  type PersonPage,
  type PersonRow,
  peopleByKey,
  peopleList,
  personPage,
  shardsOf,
} from './queries.ts';
export { mayRecordActs } from './rules.ts';
