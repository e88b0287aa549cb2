import { readFileSync } from 'node:fs';
import { xapiProfileFile } from '@suotdoi/content';
import {
  activityTypes,
  extensions,
  modes,
  resultExtensions,
  verbs,
} from '@suotdoi/core/record/model';
import { expect, test } from 'vitest';
import { z } from 'zod';

const words = z.strictObject({ vi: z.string().min(1), en: z.string().min(1) });
const told = { id: z.url(), inScheme: z.url(), prefLabel: words, definition: words };

/** What the xAPI Profiles 1.0 specification asks of the parts that we use. */
const profileSchema = z.strictObject({
  '@context': z.literal('https://w3id.org/xapi/profiles/context'),
  id: z.url(),
  type: z.literal('Profile'),
  conformsTo: z.literal('https://w3id.org/xapi/profiles#1.0'),
  prefLabel: words,
  definition: words,
  versions: z.array(z.strictObject({ id: z.url(), generatedAtTime: z.iso.datetime() })).min(1),
  author: z.strictObject({ type: z.enum(['Organization', 'Person']), name: z.string() }),
  concepts: z.array(
    z.discriminatedUnion('type', [
      z.strictObject({ type: z.enum(['Verb', 'ActivityType']), ...told }),
      z.strictObject({
        type: z.enum(['ContextExtension', 'ResultExtension']),
        ...told,
        inlineSchema: z.string(),
      }),
    ]),
  ),
  templates: z.array(
    z.strictObject({
      ...told,
      type: z.literal('StatementTemplate'),
      verb: z.url(),
      objectActivityType: z.url().optional(),
      rules: z
        .array(
          z.strictObject({
            location: z.string().startsWith('$.'),
            presence: z.enum(['included', 'excluded', 'recommended']),
            all: z.array(z.unknown()).min(1).optional(),
            scopeNote: words.optional(),
          }),
        )
        .min(1),
    }),
  ),
});

const text = readFileSync(xapiProfileFile, 'utf8');
const profile = profileSchema.parse(JSON.parse(text));

const idsOf = (type: string) =>
  profile.concepts.filter((one) => one.type === type).map(({ id }) => id);

test('every word of our statements is in the profile that other programs read, and no other', () => {
  expect(new Set(profile.templates.map(({ verb }) => verb))).toEqual(new Set(Object.values(verbs)));
  const ours = Object.values(verbs).filter((verb) => verb.startsWith('https://suotdoi.vn/'));
  expect(idsOf('Verb').sort()).toEqual(ours.sort());
  expect(idsOf('ActivityType').sort()).toEqual(Object.values(activityTypes).sort());
  expect(idsOf('ContextExtension').sort()).toEqual(Object.values(extensions).sort());
  expect(idsOf('ResultExtension')).toEqual(Object.values(resultExtensions));
});

test('the profile holds together: every part is of its version, and its schemas are JSON', () => {
  const version = profile.versions[0]?.id;
  const parts = [...profile.concepts, ...profile.templates];
  expect(new Set(parts.map(({ inScheme }) => inScheme))).toEqual(new Set([version]));
  expect(new Set(parts.map(({ id }) => id)).size).toBe(parts.length);
  for (const { objectActivityType: type } of profile.templates) {
    if (type !== undefined) expect(idsOf('ActivityType')).toContain(type);
  }
  const schemas = new Map(
    profile.concepts.map((one) => [
      one.id,
      'inlineSchema' in one ? (JSON.parse(one.inlineSchema) as object) : {},
    ]),
  );
  expect(schemas.get(extensions.mode)).toEqual({ enum: [...modes] });
});
