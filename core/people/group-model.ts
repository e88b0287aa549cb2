import { z } from 'zod';

const uuid = z.uuid('ground.field_invalid');
const day = z.iso.date('ground.field_invalid');
const optionalDay = z.union([z.literal('').transform(() => undefined), day]).optional();

/** Groups whose members are named one by one; a family is registered by its own form. */
export const groupKinds = ['clan', 'community_group', 'agency', 'school'] as const;
export type GroupKind = (typeof groupKinds)[number];

/** What a member of a group is there. */
export const groupRoles = ['member', 'student', 'trainee'] as const;
export type GroupRole = (typeof groupRoles)[number];

const groupMember = z.object({ shard: z.string().min(1), person: uuid });

export const newGroup = z.object({
  id: uuid,
  kind: z.enum(groupKinds, 'people.group_kind_missing'),
  unit: z.string('people.group_unit_missing').min(1, 'people.group_unit_missing'),
  name: z
    .string()
    .transform((text) => text.normalize('NFC').replace(/\s+/g, ' ').trim())
    .pipe(z.string().min(2, 'people.group_name_missing').max(120, 'people.group_name_long')),
  /** The day it came to be, as far as known; today unless given. */
  from: optionalDay,
  members: z.array(groupMember).max(500).optional(),
});

export const joining = z.object({
  group: uuid,
  members: z.array(groupMember).min(1, 'people.nobody_chosen').max(500),
  role: z.enum(groupRoles).default('member'),
  from: optionalDay,
});

export const leaving = z.object({
  group: uuid,
  person: uuid,
  /** The first day no longer in the group; today unless given. */
  to: optionalDay,
});
