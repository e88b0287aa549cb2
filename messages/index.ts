import { IntlMessageFormat } from 'intl-messageformat';
import enAccounts from './en/accounts.json' with { type: 'json' };
import enCards from './en/cards.json' with { type: 'json' };
import enGround from './en/ground.json' with { type: 'json' };
import enLearning from './en/learning.json' with { type: 'json' };
import enLibrary from './en/library.json' with { type: 'json' };
import enMay from './en/may.json' with { type: 'json' };
import enPeople from './en/people.json' with { type: 'json' };
import enPhones from './en/phones.json' with { type: 'json' };
import enPlans from './en/plans.json' with { type: 'json' };
import enPlayers from './en/players.json' with { type: 'json' };
import enRecord from './en/record.json' with { type: 'json' };
import enReports from './en/reports.json' with { type: 'json' };
import enStanding from './en/standing.json' with { type: 'json' };
import enUi from './en/ui.json' with { type: 'json' };
import enUnits from './en/units.json' with { type: 'json' };
import enWeb from './en/web.json' with { type: 'json' };
import viAccounts from './vi/accounts.json' with { type: 'json' };
import viCards from './vi/cards.json' with { type: 'json' };
import viGround from './vi/ground.json' with { type: 'json' };
import viLearning from './vi/learning.json' with { type: 'json' };
import viLibrary from './vi/library.json' with { type: 'json' };
import viMay from './vi/may.json' with { type: 'json' };
import viPeople from './vi/people.json' with { type: 'json' };
import viPhones from './vi/phones.json' with { type: 'json' };
import viPlans from './vi/plans.json' with { type: 'json' };
import viPlayers from './vi/players.json' with { type: 'json' };
import viRecord from './vi/record.json' with { type: 'json' };
import viReports from './vi/reports.json' with { type: 'json' };
import viStanding from './vi/standing.json' with { type: 'json' };
import viUi from './vi/ui.json' with { type: 'json' };
import viUnits from './vi/units.json' with { type: 'json' };
import viWeb from './vi/web.json' with { type: 'json' };

export { type Format, format } from './format.ts';

/** Languages of the product. Vietnamese is the source: it names the keys. */
export const locales = ['vi', 'en'] as const;
export type Locale = (typeof locales)[number];

/** The one list of capabilities that have words. */
const vi = {
  ...viGround,
  ...viAccounts,
  ...viCards,
  ...viUnits,
  ...viMay,
  ...viPeople,
  ...viRecord,
  ...viLearning,
  ...viLibrary,
  ...viStanding,
  ...viReports,
  ...viPlayers,
  ...viPhones,
  ...viPlans,
  ...viUi,
  ...viWeb,
};

/** A key is "capability.name"; a refusal's code is such a key. */
export type MessageKey = keyof typeof vi;

/** Typed by the Vietnamese keys: a sentence without English does not compile. */
const en: Record<MessageKey, string> = {
  ...enGround,
  ...enAccounts,
  ...enCards,
  ...enUnits,
  ...enMay,
  ...enPeople,
  ...enRecord,
  ...enLearning,
  ...enLibrary,
  ...enStanding,
  ...enReports,
  ...enPlayers,
  ...enPhones,
  ...enPlans,
  ...enUi,
  ...enWeb,
};

const words: Readonly<Record<Locale, Readonly<Record<MessageKey, string>>>> = { vi, en };

/** Values of the placeholders in a message. Numbers follow the language where it says `{n, number}`. */
export type Values = Readonly<Record<string, string | number>>;

/** Words a message in the translator's language. Throws if a value the message needs is missing. */
export interface Translate {
  (key: MessageKey, values?: Values): string;
  readonly locale: Locale;
}

/** Whether a code that came as data (a refusal, a fault) has words. */
export function isMessageKey(code: string): code is MessageKey {
  return Object.hasOwn(vi, code);
}

export function isLocale(text: unknown): text is Locale {
  return locales.some((locale) => locale === text);
}

const translators: Readonly<Record<Locale, Translate>> = {
  vi: makeTranslator('vi'),
  en: makeTranslator('en'),
};

/** The translator of a language. Always passed, never ambient: jobs and papers have no request. */
export function translator(locale: Locale): Translate {
  return translators[locale];
}

function makeTranslator(locale: Locale): Translate {
  const compiled = new Map<MessageKey, IntlMessageFormat>();
  const translate = (key: MessageKey, values?: Values): string => {
    const text = words[locale][key];
    // Without braces and apostrophes ICU has nothing to do.
    if (!/[{']/.test(text)) return text;
    let message = compiled.get(key);
    if (!message) {
      message = new IntlMessageFormat(text, locale, undefined, { ignoreTag: true });
      compiled.set(key, message);
    }
    return String(message.format(values));
  };
  return Object.assign(translate, { locale });
}
