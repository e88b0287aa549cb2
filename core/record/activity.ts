import { z } from 'zod';
import { extensionMap, iri, languageMap } from './formats.ts';

const components = z
  .array(z.strictObject({ id: z.string().min(1), description: languageMap.optional() }))
  .refine((list) => new Set(list.map(({ id }) => id)).size === list.length, 'record.same_component')
  .optional();

const interactions = [
  'true-false',
  'choice',
  'fill-in',
  'long-fill-in',
  'matching',
  'performance',
  'sequencing',
  'likert',
  'numeric',
  'other',
] as const;

/** Which kinds of interaction may list which parts (xAPI 2.0, 4.2.2, table of components). */
const partsOf = {
  choices: ['choice', 'sequencing'],
  scale: ['likert'],
  source: ['matching'],
  target: ['matching'],
  steps: ['performance'],
} as const satisfies Record<string, readonly (typeof interactions)[number][]>;

const definition = z
  .strictObject({
    name: languageMap.optional(),
    description: languageMap.optional(),
    type: iri.optional(),
    moreInfo: iri.optional(),
    extensions: extensionMap.optional(),
    interactionType: z.enum(interactions).optional(),
    correctResponsesPattern: z.array(z.string()).optional(),
    choices: components,
    scale: components,
    source: components,
    target: components,
    steps: components,
  })
  .superRefine((told, check) => {
    const kind = told.interactionType;
    if (kind === undefined && told.correctResponsesPattern !== undefined) {
      check.addIssue({ code: 'custom', path: ['interactionType'], message: 'record.required' });
    }
    for (const [part, kinds] of Object.entries(partsOf)) {
      const fits = kind !== undefined && (kinds as readonly string[]).includes(kind);
      if (told[part as keyof typeof partsOf] === undefined || fits) continue;
      check.addIssue({ code: 'custom', path: [part], message: 'record.part_does_not_fit' });
    }
  });

export const activity = z.strictObject({
  objectType: z.literal('Activity').optional(),
  id: iri,
  definition: definition.optional(),
});
