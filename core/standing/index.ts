export { type Folding, startFold } from './fold/leader.ts';
export { foldRound } from './fold/round.ts';
export { keptUntilFolded } from './kept.ts';
export {
  type CollectiveMember,
  type CollectiveSource,
  collectiveSource,
} from './queries/collective-source.ts';
export {
  type FamilyHelper,
  type FamilyMember,
  type FamilyPage,
  familyPage,
  ownFamily,
} from './queries/family-page.ts';
export type { FigureAsked, NotCounted } from './queries/figure-around.ts';
export { type CountedSubject, type FigureSource, figureSource } from './queries/figure-source.ts';
export { type LearnerHome, learnerHome } from './queries/learner-home.ts';
export { type NearFamilies, type NearFamily, nearFamilies } from './queries/near-families.ts';
export { type CountedAt, type OwnRecord, ownRecord } from './queries/own-record.ts';
export { type ActRow, type PersonSource, personSource } from './queries/person-source.ts';
export { type PersonStanding, personStanding } from './queries/person-standing.ts';
export { type QuietUnit, type QuietUnits, quietUnits } from './queries/quiet-units.ts';
export { sessionsHeld } from './queries/sessions-held.ts';
export { type RecountDifference, type RecountResult, recount } from './recount.ts';
