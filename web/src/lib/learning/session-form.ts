import { momentOf } from '@suotdoi/core/ground';
import type { Typed } from '../forms.ts';

const one = (values: Typed, name: string) => values[name]?.[0] ?? '';

/** What a form for a new session says, as input of `openSession`. */
export function sessionInput(values: Typed): unknown {
  const text = (name: string) => one(values, name);
  return {
    ...{ id: text('id'), unit: text('unit'), topic: text('topic'), place: text('place') },
    witness: text('witness'),
    heldAt: heldAt(text('day'), text('time')),
    minutes: text('minutes'),
    skills: values.skills ?? [],
    sharedDevice: text('sharedDevice') === 'yes',
    learners: (values.learners ?? []).map(personKey),
  };
}

/** The moment of a day and a time of Viet Nam's clock; no date at all when one is missing. */
function heldAt(day: string, time: string): Date {
  const clock = /^(\d{2}):(\d{2})/.exec(time);
  if (!/^\d{4}-\d{2}-\d{2}$/.test(day) || !clock) return new Date(Number.NaN);
  return momentOf(day, Number(clock[1]), Number(clock[2]));
}

/** A person as one value of a checkbox: "16681/0198…". */
export function personValue({ shard, person }: { shard: string; person: string }): string {
  return `${shard}/${person}`;
}

export function personKey(value: string): { shard: string; person: string } {
  const [shard = '', person = ''] = value.split('/');
  return { shard, person };
}

/** Typed fields as an address, so that the way back finds the form as it was. */
export function asQuery(values: Typed): string {
  const pairs = Object.entries(values).flatMap(([name, list]) => list.map((v) => [name, v]));
  return String(new URLSearchParams(pairs));
}
