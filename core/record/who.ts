import { z } from 'zod';
import { iri, mbox, sha1 } from './formats.ts';

const account = z.strictObject({ homePage: iri, name: z.string() });

const identifiers = {
  mbox: mbox.optional(),
  mbox_sha1sum: sha1.optional(),
  openid: iri.optional(),
  account: account.optional(),
};

type Identifiers = { [K in keyof typeof identifiers]?: unknown };

/** The standard asks for exactly one, so that two tools mean the same person by it. */
function count(who: Identifiers): number {
  const all = [who.mbox, who.mbox_sha1sum, who.openid, who.account];
  return all.filter((one) => one !== undefined).length;
}

const name = z.string().optional();
const oneIdentifier = 'record.one_identifier';

export const agent = z
  .strictObject({ objectType: z.literal('Agent').optional(), name, ...identifiers })
  .refine((who) => count(who) === 1, oneIdentifier);

/** As the object of a statement an agent says what it is; else it would be an activity. */
export const agentObject = z
  .strictObject({ objectType: z.literal('Agent'), name, ...identifiers })
  .refine((who) => count(who) === 1, oneIdentifier);

/** With one identifier, or with none and then with its members. */
export const group = z
  .strictObject({
    objectType: z.literal('Group'),
    name,
    ...identifiers,
    member: z.array(agent).min(1, 'record.empty_list').optional(),
  })
  .refine((who) => count(who) === 1 || (count(who) === 0 && who.member), oneIdentifier);

export const who = z.discriminatedUnion('objectType', [agent, group]);

/** An agent, or the application and the person for whom it acts. */
export const authority = who.refine(
  (one) => one.objectType !== 'Group' || (count(one) === 0 && one.member?.length === 2),
  'record.authority_of_two',
);

export type Account = z.infer<typeof account>;
export type Who = z.infer<typeof who>;
