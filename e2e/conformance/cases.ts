import { newId } from '@suotdoi/core/ground';
import { activity, agent, anonymous, group, ref, verb } from './store.ts';

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
};
