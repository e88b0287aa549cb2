import { newId } from '@suotdoi/core/ground';
import { activity, agent, anonymous, group, ref, verb, voided } from './store.ts';

/** A change of a plain statement, and where it is refused; null: it is taken. */
export type Case = readonly [what: string, more: object, refusedAt: string | null];

const account = { homePage: 'https://hoc.example', name: 'an' };
const sha1 = 'a'.repeat(40);
const who = (one: object) => ({ actor: one });

/** Sections of xAPI 1.0.3 (Data) and 2.0 (IEEE 9274.1.1, 4.2); both say the same here. */
export const sections: Readonly<Record<string, readonly Case[]>> = {
  '2.2 / 4.2.1 formatting': [
    ['an actor is needed', { actor: undefined }, '$.actor'],
    ['a verb is needed', { verb: undefined }, '$.verb'],
    ['an object is needed', { object: undefined }, '$.object'],
    ['no null', { actor: { ...agent, name: null } }, '$.actor.name'],
    ['null within an extension', { context: { extensions: { 'https://a.b/c': null } } }, null],
    ['nothing unknown', { hello: 1 }, '$.hello'],
    ['nothing unknown in an actor', who({ ...agent, age: 3 }), '$.actor.age'],
    ['case matters in keys', { Result: {} }, '$.Result'],
    ['case matters in values', who({ ...agent, objectType: 'agent' }), '$.actor.objectType'],
    ['numbers are no text', { result: { score: { max: '100' } } }, '$.result.score.max'],
    ['text is no truth', { result: { completion: 'false' } }, '$.result.completion'],
  ],
  '2.4.1 / 4.2.2 id': [
    ['not a UUID', { id: 'một' }, '$.id'],
    ['one digit too many', { id: 'AA97B177-9383-4934-8543-0F91A7A028368' }, '$.id'],
    ['no hexadecimal', { id: 'MA97B177-9383-4934-8543-0F91A7A02836' }, '$.id'],
    ['a number', { id: 5 }, '$.id'],
    ['none: one is given', { id: undefined }, null],
    ['an older UUID', { id: 'fd41c918-b88b-4b20-a0a5-a4c32391aaa0' }, null],
  ],
  '2.4.2 / 4.2.2.1 actor': [
    ['mbox', who({ mbox: agent.mbox }), null],
    ['mbox_sha1sum', who({ mbox_sha1sum: sha1 }), null],
    ['openid', who({ openid: 'https://an.hoc.example' }), null],
    ['account', who({ account }), null],
    ['a group with an identifier', who(group), null],
    ['a group of members', who(anonymous), null],
    ['a group with an identifier and members', who({ ...group, member: [agent] }), null],
    ['no identifier', who({ objectType: 'Agent', name: 'An' }), '$.actor'],
    ['two identifiers', who({ mbox: agent.mbox, openid: 'https://a.b' }), '$.actor'],
    ['mbox without mailto', who({ mbox: 'an@hoc.example' }), '$.actor.mbox'],
    ['mailto alone', who({ mbox: 'mailto:' }), '$.actor.mbox'],
    ['mbox_sha1sum too short', who({ mbox_sha1sum: 'abc' }), '$.actor.mbox_sha1sum'],
    ['openid no address', who({ openid: 'an' }), '$.actor.openid'],
    ['an account without home', who({ account: { name: 'an' } }), '$.actor.account.homePage'],
    [
      'an account without name',
      who({ account: { homePage: 'https://a.b' } }),
      '$.actor.account.name',
    ],
    ['home no IRI', who({ account: { ...account, homePage: 'nhà' } }), '$.actor.account.homePage'],
    ['a group of nobody', who({ objectType: 'Group' }), '$.actor'],
    ['an empty group', who({ objectType: 'Group', member: [] }), '$.actor.member'],
    [
      'a group within a group',
      who({ objectType: 'Group', member: [group] }),
      '$.actor.member[0].objectType',
    ],
    ['members of an agent', who({ ...agent, member: [agent] }), '$.actor.member'],
  ],
  '2.4.3 / 4.2.2.2 verb': [
    ['an id is enough', { verb: { id: verb.id } }, null],
    ['no id', { verb: { display: verb.display } }, '$.verb.id'],
    ['id no IRI', { verb: { id: 'học' } }, '$.verb.id'],
    [
      'display no language',
      { verb: { ...verb, display: { tiếngviệt: 'học' } } },
      '$.verb.display["tiếngviệt"]',
    ],
    ['display no text', { verb: { ...verb, display: { vi: 5 } } }, '$.verb.display.vi'],
  ],
  '2.4.4.1 / 4.2.2.3 activity': [
    ['an id is enough', { object: { id: activity.id } }, null],
    ['no id', { object: { definition: activity.definition } }, '$.object.id'],
    ['no IRI', { object: { id: 'ab=c://x' } }, '$.object.id'],
    [
      'type no IRI',
      { object: { ...activity, definition: { type: 'x' } } },
      '$.object.definition.type',
    ],
    [
      'moreInfo no IRL',
      { object: { ...activity, definition: { moreInfo: 'x' } } },
      '$.object.definition.moreInfo',
    ],
    ['definition no object', { object: { ...activity, definition: 'x' } }, '$.object.definition'],
    [
      'extension key no IRI',
      { object: { ...activity, definition: { extensions: { x: 1 } } } },
      '$.object.definition.extensions.x',
    ],
    [
      'unknown interaction',
      { object: { ...activity, definition: { interactionType: 'x' } } },
      '$.object.definition.interactionType',
    ],
    [
      'choices of a choice',
      {
        object: {
          ...activity,
          definition: {
            interactionType: 'choice',
            choices: [{ id: 'a', description: { vi: 'A' } }],
          },
        },
      },
      null,
    ],
    [
      'the same choice twice',
      {
        object: {
          ...activity,
          definition: { interactionType: 'choice', choices: [{ id: 'a' }, { id: 'a' }] },
        },
      },
      '$.object.definition.choices',
    ],
    [
      'a pattern of no interaction',
      { object: { ...activity, definition: { correctResponsesPattern: ['a'] } } },
      '$.object.definition.interactionType',
    ],
    [
      'a pattern that is no list',
      {
        object: {
          ...activity,
          definition: { interactionType: 'other', correctResponsesPattern: 'a' },
        },
      },
      '$.object.definition.correctResponsesPattern',
    ],
  ],
  '2.4.4.2 / 4.2.2.3 agent, group, reference': [
    ['an agent', { object: agent }, null],
    ['a group', { object: group }, null],
    ['an agent that does not say so', { object: { mbox: agent.mbox } }, '$.object.id'],
    ['a reference', { object: ref(newId()) }, null],
    ['a reference to no UUID', { object: ref('x') }, '$.object.id'],
    ['a reference without id', { object: { objectType: 'StatementRef' } }, '$.object.id'],
    ['a reference with more', { object: { ...ref(newId()), name: 'x' } }, '$.object.name'],
    ['an unknown kind', { object: { ...activity, objectType: 'Thing' } }, '$.object.objectType'],
  ],
  '2.4.4.3 / 4.2.2.3 sub-statement': [
    [
      'whole',
      { object: { objectType: 'SubStatement', actor: group, verb, object: activity } },
      null,
    ],
    [
      'about a statement',
      { object: { objectType: 'SubStatement', actor: agent, verb, object: ref(newId()) } },
      null,
    ],
    [
      'with an id',
      { object: { objectType: 'SubStatement', id: newId(), actor: agent, verb, object: activity } },
      '$.object.id',
    ],
    [
      'with stored',
      {
        object: {
          objectType: 'SubStatement',
          stored: '2026-01-01T00:00:00Z',
          actor: agent,
          verb,
          object: activity,
        },
      },
      '$.object.stored',
    ],
    [
      'with a version',
      {
        object: {
          objectType: 'SubStatement',
          version: '1.0.0',
          actor: agent,
          verb,
          object: activity,
        },
      },
      '$.object.version',
    ],
    [
      'with an authority',
      {
        object: {
          objectType: 'SubStatement',
          authority: agent,
          actor: agent,
          verb,
          object: activity,
        },
      },
      '$.object.authority',
    ],
    [
      'within itself',
      {
        object: {
          objectType: 'SubStatement',
          actor: agent,
          verb,
          object: { objectType: 'SubStatement', actor: agent, verb, object: activity },
        },
      },
      '$.object.object.objectType',
    ],
  ],
  '2.4.5 / 4.2.2.4 result': [
    [
      'whole',
      {
        result: {
          score: { scaled: 0.5, raw: 5, min: 0, max: 10 },
          success: true,
          completion: true,
          response: 'a',
          duration: 'PT1H0M0.1S',
        },
      },
      null,
    ],
    ['scaled above 1', { result: { score: { scaled: 1.1 } } }, '$.result.score.scaled'],
    ['scaled below -1', { result: { score: { scaled: -1.1 } } }, '$.result.score.scaled'],
    ['raw above max', { result: { score: { raw: 11, min: 0, max: 10 } } }, '$.result.score'],
    ['raw below min', { result: { score: { raw: -1, min: 0, max: 10 } } }, '$.result.score'],
    ['min not below max', { result: { score: { min: 10, max: 10 } } }, '$.result.score'],
    ['response no text', { result: { response: 5 } }, '$.result.response'],
    ['extensions no map', { result: { extensions: 'x' } }, '$.result.extensions'],
  ],
  '4.6 / 4.2.7 duration': [
    ...['P3Y1M29DT4H35M59.14S', 'PT16559.14S', 'P3Y', 'P4W'].map(
      (duration): Case => [duration, { result: { duration } }, null],
    ),
    ...['PA1H0M0S', 'P4W1D', 'P', 'PT', 'một giờ', 12345].map(
      (duration): Case => [String(duration), { result: { duration } }, '$.result.duration'],
    ),
  ],
  '2.4.6 / 4.2.2.5 context': [
    [
      'whole',
      {
        context: {
          registration: newId(),
          instructor: agent,
          team: group,
          revision: '1',
          platform: 'web',
          language: 'vi-VN',
          statement: ref(newId()),
          contextActivities: { parent: [activity] },
        },
      },
      null,
    ],
    ['a lone activity', { context: { contextActivities: { category: activity } } }, null],
    ['registration no UUID', { context: { registration: 'x' } }, '$.context.registration'],
    ['an agent is no team', { context: { team: agent } }, '$.context.team.objectType'],
    [
      'an unknown relation',
      { context: { contextActivities: { near: [activity] } } },
      '$.context.contextActivities.near',
    ],
    [
      'an agent is no activity',
      { context: { contextActivities: { parent: [agent] } } },
      '$.context.contextActivities.parent[0].objectType',
    ],
    ['no language', { context: { language: 'tiếng Việt' } }, '$.context.language'],
    ['a revision of an agent', { object: agent, context: { revision: '1' } }, '$.context.revision'],
    [
      'a platform of an agent',
      { object: agent, context: { platform: 'web' } },
      '$.context.platform',
    ],
    [
      'a statement that is none',
      { context: { statement: activity } },
      '$.context.statement.objectType',
    ],
  ],
  '2.4.7, 4.5 / 4.2.7 timestamp': [
    ...[
      '2026-10-01T08:00:00+07:00',
      '2026-10-01T08:00:00.123456Z',
      '2026-10-01 08:00:00.601+00:00',
      '2008-09-15T15:53:00.601+0000',
    ].map((timestamp): Case => [timestamp, { timestamp }, null]),
    ...[
      '2008-09-15T15:53:00.601-00',
      '2008-09-15T15:53:00.601-0000',
      '2008-09-15T15:53:00.601-00:00',
      '01/011/2015',
      '2026-02-30T00:00:00Z',
      'hôm qua',
    ].map((timestamp): Case => [timestamp, { timestamp }, '$.timestamp']),
    ['stored no moment', { stored: 'x' }, '$.stored'],
  ],
  '2.4.9 / 4.2.2.6 authority': [
    ['an agent, which is not kept', { authority: agent }, null],
    [
      'an application for a person',
      { authority: { objectType: 'Group', member: [{ account }, agent] } },
      null,
    ],
    ['a group with an identifier', { authority: group }, '$.authority'],
    [
      'a group of three',
      { authority: { objectType: 'Group', member: [agent, agent, agent] } },
      '$.authority',
    ],
  ],
  '2.4.10 / 4.2.2.7 version': [
    ...['1.0', '1.0.0', '1.0.9'].map((version): Case => [version, { version }, null]),
    ...['0.9', '1.1.0', '3.0', ''].map((version): Case => [version, { version }, '$.version']),
  ],
  '2.3.2 / 4.2.3 voiding': [
    ['a reference', { verb: { id: voided }, object: ref(newId()) }, null],
    ['an activity', { verb: { id: voided } }, '$.object.objectType'],
  ],
};

const file = {
  usageType: 'https://hoc.example/anh',
  display: { vi: 'Ảnh' },
  contentType: 'image/png; charset=ascii',
  length: 12,
  sha2: 'a'.repeat(64),
  fileUrl: 'https://hoc.example/anh.png',
};
const files = (more: object) => ({ attachments: [{ ...file, ...more }] });

export const attachmentCases: readonly Case[] = [
  ['lying elsewhere', files({}), null],
  ['no usage', files({ usageType: undefined }), '$.attachments[0].usageType'],
  ['usage no IRI', files({ usageType: 'x' }), '$.attachments[0].usageType'],
  ['no display', files({ display: undefined }), '$.attachments[0].display'],
  [
    'display in no language',
    files({ display: { something: 'x' } }),
    '$.attachments[0].display.something',
  ],
  ['no kind', files({ contentType: undefined }), '$.attachments[0].contentType'],
  ['kind no media type', files({ contentType: 'ảnh' }), '$.attachments[0].contentType'],
  ['length no whole number', files({ length: 1.5 }), '$.attachments[0].length'],
  ['no hash', files({ sha2: undefined }), '$.attachments[0].sha2'],
  ['hash no SHA-2', files({ sha2: 'x' }), '$.attachments[0].sha2'],
  ['address no IRL', files({ fileUrl: 'x' }), '$.attachments[0].fileUrl'],
  ['no address, and no data with it', files({ fileUrl: undefined }), '$.attachments[0]'],
  ['no list', { attachments: file }, '$.attachments'],
];

/** Only 2.0 knows these. */
const inContext = (more: object) => ({ context: more });
const someone = { objectType: 'contextAgent', agent };
const some = { objectType: 'contextGroup', group };

export const newCases: readonly Case[] = [
  [
    'agents',
    inContext({ contextAgents: [{ ...someone, relevantTypes: ['https://a.b/c'] }] }),
    null,
  ],
  ['groups', inContext({ contextGroups: [{ ...some, relevantTypes: ['https://a.b/c'] }] }), null],
  [
    'kind of an agent',
    inContext({ contextAgents: [{ ...someone, objectType: 'x' }] }),
    '$.context.contextAgents[0].objectType',
  ],
  [
    'agent that is none',
    inContext({ contextAgents: [{ ...someone, agent: { key: 1 } }] }),
    '$.context.contextAgents[0].agent.key',
  ],
  [
    'no types',
    inContext({ contextAgents: [{ ...someone, relevantTypes: [] }] }),
    '$.context.contextAgents[0].relevantTypes',
  ],
  [
    'types that are no IRIs',
    inContext({ contextGroups: [{ ...some, relevantTypes: ['abc'] }] }),
    '$.context.contextGroups[0].relevantTypes[0]',
  ],
  [
    'an agent in place of a group',
    inContext({ contextGroups: [{ ...some, group: agent }] }),
    '$.context.contextGroups[0].group.objectType',
  ],
];
