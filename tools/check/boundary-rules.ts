import { builtinModules } from 'node:module';
import type { IForbiddenRuleType } from 'dependency-cruiser';
import type { CapabilityMap } from './project.ts';

const TESTS = [
  '\\.(test|soak|fixture|child)\\.ts$',
  '^(e2e|bench)/',
  '^core/ground/test\\.ts$',
  '^vitest\\.',
];
const DOOR = '^core/[^/]+/(index|model|rules)\\.ts$';
const PURE_DOOR = '^core/[^/]+/(model|rules)\\.ts$';
const PHONE = ['^web/src/(islands|service-worker)/', '^web/src/routes/may/'];
const BROWSER = [...PHONE, '\\.svelte$'];
const OURS = '^(core|db|messages|content|server|web|ui|players)/';
const NEEDS_NODE = [
  `^(node:)?(${builtinModules.join('|')})$`,
  '(^|/node_modules/)(pg|kysely|better-auth|@node-rs)(/|$)',
  '^(db|server)/',
];

interface Ends {
  readonly from: object;
  readonly to: object;
}

function forbid(name: string, comment: string, ends: Ends): IForbiddenRuleType {
  return { name, comment, severity: 'error', ...ends };
}

/** One rule for each capability: it enters only the capabilities that its line of the map names. */
function usesRules(map: CapabilityMap): IForbiddenRuleType[] {
  return Object.entries(map).map(([name, { uses }]) =>
    forbid(
      `uses of ${name}`,
      `core/map.json lets ${name} use ${uses.join(', ') || 'nobody'}. Read the view of the other capability, move the rule to its owner, or change the map with a reason.`,
      {
        from: { path: `^core/${name}/`, pathNot: TESTS },
        to: { path: '^core/[^/]+/', pathNot: `^core/(${[name, ...uses].join('|')})/` },
      },
    ),
  );
}

const doors = [
  forbid('door inside core', 'Enter another capability by its door: @suotdoi/core/<name>.', {
    from: { path: '^core/([^/]+)/', pathNot: TESTS },
    to: { path: '^core/[^/]+/', pathNot: ['^core/$1/', DOOR] },
  }),
  forbid('door of core', 'Enter core by a door: @suotdoi/core/<name>, its /model or its /rules.', {
    from: { pathNot: ['^core/', ...TESTS] },
    to: { path: '^core/[^/]+/', pathNot: DOOR },
  }),
  forbid('door for tests', 'Tests too enter by a door; only ground/test is theirs besides.', {
    from: { path: TESTS, pathNot: ['^core/([^/]+)/'] },
    to: { path: '^core/[^/]+/', pathNot: [DOOR, '^core/ground/test\\.ts$'] },
  }),
  forbid('door for tests of core', 'A test enters other capabilities by their doors.', {
    from: { path: '^core/([^/]+)/.*\\.(test|soak|fixture|child)\\.ts$' },
    to: { path: '^core/[^/]+/', pathNot: ['^core/$1/', DOOR, '^core/ground/test\\.ts$'] },
  }),
];

const directions = [
  forbid('core knows no page', 'core may use only core, db and content.', {
    from: { path: '^core/', pathNot: TESTS },
    to: { path: '^(server|web|ui|players|messages)/' },
  }),
  forbid('db is the ground floor', 'db uses nothing of ours.', {
    from: { path: '^db/', pathNot: TESTS },
    to: { path: OURS, pathNot: '^db/' },
  }),
  forbid('plain data and words', 'messages and content use nothing of ours.', {
    from: { path: '^(messages|content)/', pathNot: TESTS },
    to: { path: OURS, pathNot: '^(messages|content)/' },
  }),
  forbid('ui and players stand alone', 'ui and players use nothing of ours.', {
    from: { path: '^(ui|players)/' },
    to: { path: OURS, pathNot: '^(ui|players)/' },
  }),
  forbid('the web asks core', 'web reaches the database only through a door of core.', {
    from: { path: '^web/', pathNot: TESTS },
    to: { path: ['^(db|server)/', '(^|/node_modules/)(pg|kysely)(/|$)'] },
  }),
];

/** Every import counts, types too. */
export function importRules(map: CapabilityMap): IForbiddenRuleType[] {
  return [...usesRules(map), ...doors, ...directions];
}

/** Only what is left when the program runs counts: types are gone. */
export function runningRules(): IForbiddenRuleType[] {
  return [
    forbid('no cycle', 'Two files that need each other are one thing: move what both need.', {
      from: {},
      to: { circular: true },
    }),
    forbid(
      'browser code of core',
      'A component may run in browsers: take it from /model or /rules, or let +page.server.ts hand over the value.',
      {
        from: { path: BROWSER },
        to: { path: '^(core|db|server)/', pathNot: PURE_DOOR },
      },
    ),
    forbid('nothing of Node in browsers', 'A browser cannot run this: pass data, not the server.', {
      from: { path: PHONE },
      to: { path: NEEDS_NODE, reachable: true },
    }),
    forbid('pure rules', 'Rules and models run on phones: take facts, use nothing of Node.', {
      from: { path: PURE_DOOR },
      to: { path: NEEDS_NODE, reachable: true },
    }),
  ];
}
