export { type Folding, startFold } from './fold/leader.ts';
export { foldNewVillages, foldRound } from './fold/round.ts';
