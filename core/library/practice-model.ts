import { z } from 'zod';
import { id, words } from './text-model.ts';

/** What a drawn phone can draw. A player has one drawing for each name. */
export const drawings = [
  ...['phone', 'phone-off', 'video', 'mic', 'mic-off', 'camera', 'shutter', 'record', 'flash'],
  ...['search', 'back', 'home', 'settings', 'menu', 'more', 'plus', 'minus', 'check', 'cross'],
  ...['power', 'lock', 'unlock', 'volume-up', 'volume-down', 'sun', 'moon', 'text-size', 'wifi'],
  ...['plane', 'data', 'keyboard', 'globe', 'send', 'share', 'trash', 'download', 'play', 'listen'],
  ...['photo', 'folder', 'crop', 'hide', 'paper', 'id-card', 'bank-card', 'health-card', 'bill'],
  ...['person', 'people', 'child', 'face', 'official', 'bot', 'leaf', 'rice', 'field', 'market'],
  ...['house', 'shop', 'school', 'clinic', 'road', 'pin', 'bus', 'rain', 'cloud', 'storm', 'wind'],
  ...['calendar', 'clock', 'bell', 'star', 'book', 'qr', 'bank', 'wallet', 'gift', 'link', 'app'],
  ...['store', 'bottle', 'pill', 'question', 'warning', 'message', 'contacts', 'label', 'chart'],
] as const;

/** Kinds of things on a drawn screen. */
export const itemKinds = [
  ...['text', 'message', 'call', 'field', 'button', 'link', 'icon', 'switch', 'key', 'picture'],
] as const;

/** Frames a drawn screen may stand in; a player draws what it knows and else a plain page. */
export const looks = [
  ...['page', 'off', 'lock', 'home', 'call', 'video', 'chat', 'web', 'camera', 'photos', 'map'],
  ...['paper', 'pay'],
] as const;

/** What a tap does: `go` to a screen, `done` ends, `found` marks; with `say` alone it is a miss with a hint. */
const tapSchema = z
  .strictObject({
    go: id.optional(),
    say: words.optional(),
    done: z.literal(true).optional(),
    found: z.literal(true).optional(),
  })
  .refine((tap) => [tap.go, tap.done, tap.found].filter(Boolean).length <= 1, 'library.tap_one_way')
  .refine((tap) => Object.keys(tap).length > 0, 'library.tap_empty');

const itemSchema = z
  .strictObject({
    kind: z.enum(itemKinds),
    /** What is read on it or, for a drawing, what it is: it must make sense when only heard. */
    label: words,
    icon: z.enum(drawings).optional(),
    from: words.optional(),
    /** What a field holds, or the state a person reads beside a label. */
    value: words.optional(),
    on: z.boolean().optional(),
    /** Where it lies on a map or a picture, in hundredths from the top left. */
    at: z.strictObject({ x: z.number().min(0).max(100), y: z.number().min(0).max(100) }).optional(),
    tap: tapSchema.optional(),
  })
  .refine((item) => item.icon || !['icon', 'picture'].includes(item.kind), {
    message: 'library.icon_missing',
  })
  .refine((item) => item.kind !== 'switch' || item.on !== undefined, {
    message: 'library.switch_state_missing',
  });

const screenSchema = z
  .strictObject({
    title: words,
    look: z.enum(looks).default('page'),
    items: z.array(itemSchema).min(1).max(9, 'library.too_many_items'),
    /** What happens once every `found` item of this screen is tapped. */
    all: tapSchema.optional(),
  })
  .refine((screen) => screen.items.some((item) => item.tap?.found) === (screen.all !== undefined), {
    message: 'library.found_needs_all',
  })
  .refine((screen) => screen.all === undefined || screen.all.go || screen.all.done, {
    message: 'library.found_needs_all',
  });

/** A drawn phone as data: screens and what a tap does. Nothing in it is real, nothing leaves it. */
export const practiceSchema = z.strictObject({
  id,
  goal: words,
  note: words.optional(),
  start: id,
  screens: z.record(id, screenSchema),
});
export type Practice = z.infer<typeof practiceSchema>;
export type Screen = z.infer<typeof screenSchema>;
export type Item = z.infer<typeof itemSchema>;
export type Tap = z.infer<typeof tapSchema>;
