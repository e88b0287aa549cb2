export { forgetPictures, giveCard, revokeCard } from './commands/change-card.ts';
export { makeCards } from './commands/make-cards.ts';
export {
  type CardGreeting,
  greetCard,
  type Holder,
  openCard,
  signInByCard,
} from './commands/open-card.ts';
export { codeInPhoto } from './picture.ts';
export {
  type CardRow,
  type CardsPage,
  cardsPage,
  type PrintedCard,
  printedCards,
} from './queries.ts';
