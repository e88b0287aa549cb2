import type { Auth } from '@suotdoi/core/accounts';
import type { Ctx } from '@suotdoi/core/ground';
import type { Locale, Translate } from '@suotdoi/messages';
import type { TextSize } from '#lib/choices.ts';
import type { Place } from '#lib/places.ts';

declare global {
  namespace App {
    interface Error {
      status: number;
      /** What happened, in one line. */
      message: string;
      /** What to do now. */
      help?: string;
      /** The line with the code for the officer: of a bug only. */
      code?: string;
    }
    interface Locals {
      ctx: Ctx;
      locale: Locale;
      t: Translate;
      size: TextSize;
    }
    /** What the shell shows on every page. */
    interface PageData {
      locale: Locale;
      size: TextSize;
      reader: { name: string } | null;
      places: Place[];
      /** A learner's places stand at the foot of a phone. */
      bottom: boolean;
      listen: boolean;
    }
  }
}

declare module 'node:http' {
  interface IncomingMessage {
    /** Who asks, and when; resolved once a request, by the server. */
    ctx: Ctx;
    auth: Auth;
    /** Logs an unexpected error once; returns the code a person may report. */
    fault: (error: unknown) => string;
  }
}
