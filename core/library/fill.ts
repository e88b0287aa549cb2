import type { Channels, Language, Lesson } from './model.ts';

const PLACEHOLDER = /\{(\p{L}+(?::[a-z0-9-]+)?)\}/gu;

/** The placeholders of a text, as written between the braces. */
export function placeholders(text: string): string[] {
  return [...text.matchAll(PLACEHOLDER)].map((found) => found[1] ?? '');
}

/** Values for the placeholders: the learner's pronoun, and the words of a channel. */
export interface Filling {
  /** bác, cô, chú, anh, chị, em, bạn. Plain text. */
  readonly xung: string;
  readonly channel: (id: string) => string;
}

/** Fills `{xung}`, `{Xung}` and `{kenh:…}`. For HTML pass `quote`. Unknown ones stay as written. */
export function fill(
  text: string,
  filling: Filling,
  quote: (plain: string) => string = (plain) => plain,
): string {
  return text.replace(PLACEHOLDER, (whole, name: string) => {
    if (name === 'xung') return quote(filling.xung);
    if (name === 'Xung') {
      return quote(filling.xung.slice(0, 1).toLocaleUpperCase('vi') + filling.xung.slice(1));
    }
    return name.startsWith('kenh:') ? quote(filling.channel(name.slice(5))) : whole;
  });
}

/** What a place wrote into its slots, by channel. */
export type ChannelValues = Readonly<Record<string, string>>;

/** What the place wrote, the value of a channel, or the sentence of its empty slot. */
export function channelWords(
  channels: Channels,
  language: Language,
  place: ChannelValues = {},
): (id: string) => string {
  const byId = new Map(channels.channels.map((channel) => [channel.id, channel]));
  return (id) => place[id] ?? byId.get(id)?.value ?? byId.get(id)?.empty[language] ?? '';
}

/** A lesson to be shown: every placeholder filled, in its HTML, its practices and its questions. */
export function fillLesson(lesson: Lesson, filling: Filling): Lesson {
  const html = (text: string) => fill(text, filling, escapeHtml);
  const { why, steps, intro, share, stuck, ...plain } = lesson;
  return {
    ...(eachText(plain, (text) => fill(text, filling)) as typeof plain),
    ...{ why: html(why), steps: steps.map(html), intro: html(intro) },
    ...{ share: html(share), stuck: html(stuck) },
  };
}

function eachText(value: unknown, change: (text: string) => string): unknown {
  if (typeof value === 'string') return change(value);
  if (Array.isArray(value)) return value.map((one) => eachText(one, change));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [key, eachText(inner, change)]),
  );
}

function escapeHtml(plain: string): string {
  return plain.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);
}
