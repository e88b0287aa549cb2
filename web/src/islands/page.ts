/** What every page gains from JavaScript. Without it the page works as it came. */
import { modalDialogs } from './dialogs.ts';
import { netStrip } from './net-strip.ts';
import { readAloud } from './read-aloud.ts';

netStrip();
modalDialogs();
readAloud();
document
  .querySelector('.nav [aria-current]')
  ?.scrollIntoView({ block: 'nearest', inline: 'center' });
