import { newId } from '@suotdoi/core/ground';
import type { Case } from './cases.ts';
import { activity, agent, group, ref, voided } from './store.ts';

const account = { homePage: 'https://hoc.example', name: 'an' };

/** What is told of an act beside who, what and about what; both versions say the same here. */
export const moreSections: Readonly<Record<string, readonly Case[]>> = {
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
