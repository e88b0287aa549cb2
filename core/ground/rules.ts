/** What of ground a phone or a page can use: text and time, which need nothing of Node. */
export { foldText, initials, nameOrder, tidyName } from './text.ts';
export * from './time.ts';
