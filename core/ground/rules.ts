/** What of the ground may run on a phone. */
export { foldText } from './text.ts';
