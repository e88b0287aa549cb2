import { basicStandardFile, skillsFile } from '@suotdoi/content';
import { z } from 'zod';

export const skill = z.object({
  code: z.string(),
  vi: z.string(),
  en: z.string(),
  /** For a sheet with many columns. */
  short: z.object({ vi: z.string(), en: z.string() }),
  group: z.number().int(),
  prerequisites: z.array(z.string()),
  /** Needed by everybody for the standard. */
  essential: z.boolean(),
  /** Counts only when an instructor saw it; a passed check is not enough. */
  mustBeShown: z.boolean(),
  risk: z.enum(['low', 'medium', 'high']),
  lessonOrder: z.number().int(),
  /** What the instructor looks for, in two minutes. */
  observe: z.string(),
  observeEn: z.string(),
  doesNotCount: z.string(),
  doesNotCountEn: z.string(),
});
export type Skill = z.infer<typeof skill>;

const skillsContent = z.object({
  version: z.string(),
  groups: z.array(z.object({ id: z.number().int(), vi: z.string(), en: z.string() })),
  skills: z.array(skill),
});

const share = z.object({
  share: z.number().gt(0).max(1),
  /** Fewer members than this of the age of the standard: it cannot be reached. */
  minMembers: z.number().int().min(1),
});

const standardVersion = z.object({
  validFrom: z.string(),
  validTo: z.string().nullable(),
  citizen: z.object({
    minAge: z.number().int(),
    allEssential: z.boolean(),
    others: z.number().int(),
  }),
  family: share,
  clan: share,
  community: share,
});
/** One dated version of the rule for "kỹ năng số cơ bản". Ours, proposed; not law. */
export type Standard = z.infer<typeof standardVersion>;

const loaded = skillsContent.parse(skillsFile);
export const skills: readonly Skill[] = loaded.skills;
export const skillGroups = loaded.groups;
export const skillByCode: ReadonlyMap<string, Skill> = new Map(skills.map((s) => [s.code, s]));

export const standards: readonly Standard[] = z
  .object({ versions: z.array(standardVersion).min(1) })
  .parse(basicStandardFile).versions;

/** What is counted. Stocks are read as the sum of changes up to a month; flows within a month. */
export const stocks = [
  'citizens',
  'citizens_basic',
  'families',
  'families_basic',
  'clans',
  'clans_basic',
  'communities',
  'communities_basic',
] as const;
export type Stock = (typeof stocks)[number];
/** Skills newly shown (where it happened); people with an act in the month, and those with one in
 * each of three months on end (where they live): the habit that the founding documents ask for. */
export const flows = ['skills_shown', 'learners', 'habit'] as const;
export type Indicator = Stock | (typeof flows)[number];

/** Units as they were in each month, or the figures of all months on the map of today. */
export const maps = ['past', 'today'] as const;
export type UnitMap = (typeof maps)[number];

/** The four subjects that a plan sets targets for. */
export const subjects = ['citizens', 'families', 'clans', 'communities'] as const;
export type Subject = (typeof subjects)[number];

/** How a person came to the standard: all seen in sessions, all by checks, or some of each. */
export const ways = ['session', 'check', 'mixed'] as const;
export type Way = (typeof ways)[number];
