import { z } from 'zod';
import { activity } from './activity.ts';
import {
  duration,
  extensionMap,
  iri,
  language,
  languageMap,
  mime,
  sha2,
  timestamp,
  uuid,
  version,
} from './formats.ts';
import { verbs } from './vocabulary.ts';
import { agent, agentObject, authority, group, who } from './who.ts';

const verb = z.strictObject({ id: iri, display: languageMap.optional() });

const statementRef = z.strictObject({ objectType: z.literal('StatementRef'), id: uuid });

const score = z
  .strictObject({
    scaled: z.number().min(-1, 'record.score_bounds').max(1, 'record.score_bounds').optional(),
    raw: z.number().optional(),
    min: z.number().optional(),
    max: z.number().optional(),
  })
  .refine(({ raw, min = -Infinity, max = Infinity }) => {
    return min < max && (raw === undefined || (raw >= min && raw <= max));
  }, 'record.score_bounds');

const result = z.strictObject({
  score: score.optional(),
  success: z.boolean().optional(),
  completion: z.boolean().optional(),
  response: z.string().optional(),
  duration: duration.optional(),
  extensions: extensionMap.optional(),
});

// Version 2.0 returns lists; a lone activity of version 1.0 is still taken.
const activities = z
  .preprocess((told) => (Array.isArray(told) ? told : [told]), z.array(activity))
  .optional();

const relevantTypes = z.array(iri).min(1, 'record.empty_list').optional();

const context = z.strictObject({
  registration: uuid.optional(),
  instructor: who.optional(),
  team: group.optional(),
  contextActivities: z
    .strictObject({
      parent: activities,
      grouping: activities,
      category: activities,
      other: activities,
    })
    .optional(),
  contextAgents: z
    .array(z.strictObject({ objectType: z.literal('contextAgent'), agent, relevantTypes }))
    .optional(),
  contextGroups: z
    .array(z.strictObject({ objectType: z.literal('contextGroup'), group, relevantTypes }))
    .optional(),
  revision: z.string().optional(),
  platform: z.string().optional(),
  language: language.optional(),
  statement: statementRef.optional(),
  extensions: extensionMap.optional(),
});

// Without a fileUrl its data comes along (see attachments.ts).
const attachment = z.strictObject({
  usageType: iri,
  display: languageMap,
  description: languageMap.optional(),
  contentType: mime,
  length: z.int().min(0),
  sha2,
  fileUrl: iri.optional(),
});

const told = {
  actor: who,
  verb,
  result: result.optional(),
  context: context.optional(),
  timestamp: timestamp.optional(),
  attachments: z.array(attachment).optional(),
};

const plainObject = [activity, agentObject, group, statementRef] as const;

/** A revision and a platform are told of activities only (xAPI 2.0, 4.2.6). */
function contextFits(told: Told, check: z.RefinementCtx): void {
  const type = told.object.objectType;
  if (type === undefined || type === 'Activity') return;
  for (const key of ['revision', 'platform'] as const) {
    if (told.context?.[key] === undefined) continue;
    check.addIssue({ code: 'custom', path: ['context', key], message: 'record.only_activities' });
  }
}

interface Told {
  object: { objectType?: string | undefined };
  context?: { revision?: string | undefined; platform?: string | undefined } | undefined;
}

const subStatement = z
  .strictObject({
    ...told,
    objectType: z.literal('SubStatement'),
    object: z.discriminatedUnion('objectType', plainObject),
  })
  .superRefine(contextFits);

/** A statement of xAPI 2.0 (IEEE 9274.1.1) as it may come: nothing unknown, nothing half right. */
export const statementSchema = z
  .strictObject({
    ...told,
    id: uuid.optional(),
    object: z.discriminatedUnion('objectType', [...plainObject, subStatement]),
    stored: timestamp.optional(),
    authority: authority.optional(),
    version: version.optional(),
  })
  .superRefine(contextFits)
  .refine(
    ({ verb: { id }, object }) => id !== verbs.voided || object.objectType === 'StatementRef',
    {
      path: ['object', 'objectType'],
      message: 'record.void_needs_reference',
    },
  );

/** A statement as told, perhaps without an identifier yet. */
export type ToldStatement = z.infer<typeof statementSchema>;
/** A statement with the identifier that it keeps for life. */
export type Statement = ToldStatement & { id: string };
