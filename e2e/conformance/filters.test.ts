import { newId } from '@suotdoi/core/ground';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  activity,
  agent,
  anonymous,
  both,
  idsIn,
  openStore,
  ref,
  type Store,
  told,
  voided,
} from './store.ts';

let store: Store;
beforeAll(async () => {
  store = await openStore();
});
afterAll(() => store.close());

const mbox = () => ({ mbox: `mailto:${newId()}@hoc.example` });
const iri = () => `https://hoc.example/${newId()}`;
const asked = (one: object) => JSON.stringify(one);

describe.each(both)('%s 2.1.3 / 4.1.6.1 filters', (version) => {
  const send = async (more: object): Promise<string> => {
    const one = told(more);
    expect((await store.post(one, version)).statusCode).toBe(200);
    return one.id;
  };
  const find = async (query: Record<string, string>) => idsIn(await store.get(query, { version }));

  test('agent: as actor or as object; related_agents: anywhere', async () => {
    const one = mbox();
    const asActor = await send({ actor: one });
    const asObject = await send({ object: { objectType: 'Agent', ...one } });
    const around = [
      await send({ context: { instructor: one } }),
      await send({ context: { team: { objectType: 'Group', ...one } } }),
      await send({
        object: { objectType: 'SubStatement', actor: one, verb: told().verb, object: activity },
      }),
      await send({
        object: {
          objectType: 'SubStatement',
          actor: agent,
          verb: told().verb,
          object: activity,
          context: { instructor: one },
        },
      }),
      await send({ actor: { ...anonymous, member: [one] } }),
    ];
    const newest = [...around].reverse();
    expect(await find({ agent: asked(one) })).toEqual([asObject, asActor]);
    expect(await find({ agent: asked(one), related_agents: 'true' })).toEqual([
      ...newest,
      asObject,
      asActor,
    ]);
    expect(await find({ agent: asked(one), related_agents: 'false' })).toHaveLength(2);
  });

  test('agent: whoever wrote a statement is related to it', async () => {
    const id = await send({});
    const { authority } = (await store.get({ statementId: id }, { version })).json();
    const query = { agent: asked(authority), related_agents: 'true', limit: '1' };
    expect(await find(query)).toEqual([id]);
    expect(await find({ agent: asked(authority) })).toEqual([]);
  });

  test('activity: as object; related_activities: anywhere', async () => {
    const id = iri();
    const own = await send({ object: { id } });
    const around = await send({ context: { contextActivities: { grouping: [{ id }] } } });
    const inner = await send({
      object: { objectType: 'SubStatement', actor: agent, verb: told().verb, object: { id } },
    });
    expect(await find({ activity: id })).toEqual([own]);
    expect(await find({ activity: id, related_activities: 'true' })).toEqual([inner, around, own]);
  });

  test('verb, registration, since, until, limit, ascending, and all of them', async () => {
    const verb = { id: iri() };
    const registration = newId();
    const [first, second, third] = [
      await send({ verb, context: { registration } }),
      await send({ verb }),
      await send({ verb, context: { registration } }),
    ];
    expect(await find({ verb: verb.id })).toEqual([third, second, first]);
    expect(await find({ verb: verb.id, ascending: 'true' })).toEqual([first, second, third]);
    expect(await find({ registration })).toEqual([third, first]);
    expect(await find({ registration: registration.toUpperCase() })).toEqual([third, first]);
    expect(await find({ verb: verb.id, limit: '1' })).toEqual([third]);
    const { stored } = (await store.get({ statementId: second }, { version })).json();
    expect(await find({ verb: verb.id, since: stored })).toEqual([third]);
    expect(await find({ verb: verb.id, until: stored })).toEqual([second, first]);
    expect(
      await find({ verb: verb.id, agent: asked(agent), activity: activity.id, registration }),
    ).toEqual([third, first]);
    expect(await find({ verb: verb.id, activity: iri() })).toEqual([]);
  });

  test('2.5 / 4.2.4 more: every statement once, under all filters', async () => {
    const one = mbox();
    const sent: string[] = [];
    for (let i = 0; i < 7; i++)
      sent.push(await send(i % 2 ? { actor: one } : { context: { instructor: one } }));
    const found: string[] = [];
    let page = await store.get(
      { agent: asked(one), related_agents: 'true', limit: '2' },
      { version },
    );
    for (;;) {
      found.push(...idsIn(page));
      const { more } = page.json<{ more: string }>();
      if (more === '') break;
      expect(more).toMatch(/^\/xapi\/statements\?more=/);
      page = await store.ask(more.slice('/xapi'.length), { version });
    }
    expect(found).toEqual(sent.reverse());
  });

  test('2.1.4 / 4.1.6.1 who points at a match matches, over others too, and in any order', async () => {
    const verb = { id: iri() };
    const target = newId();
    const early = await send({ object: ref(target) });
    const overEarly = await send({ object: ref(early) });
    await send({ id: target, verb });
    const late = await send({ object: ref(target) });
    const overLate = await send({ object: ref(late) });
    const ids = [overLate, late, target, overEarly, early];
    expect(await find({ verb: verb.id })).toEqual(ids);
    const { stored } = (await store.get({ statementId: target }, { version })).json();
    expect(await find({ verb: verb.id, since: stored })).toEqual([overLate, late]);
    expect(await find({ verb: verb.id, agent: asked(mbox()) })).toEqual([]);
  });

  test('2.3.2 / 4.2.3 the voided is found only as such; who voids it is found in its place', async () => {
    const verb = { id: iri() };
    const id = await send({ verb });
    const voiding = await send({ verb: { id: voided }, object: ref(id) });
    expect((await store.get({ statementId: id }, { version })).statusCode).toBe(404);
    expect((await store.get({ voidedStatementId: id }, { version })).json().id).toBe(id);
    expect(await find({ verb: verb.id })).toEqual([voiding]);
    await store.post(told({ verb: { id: voided }, object: ref(voiding) }), version);
    expect((await store.get({ statementId: voiding }, { version })).statusCode).toBe(200);
    expect((await store.get({ statementId: id }, { version })).statusCode).toBe(404);
  });

  test('format: exact, ids, canonical in the language asked for', async () => {
    const object = { ...activity, id: iri() };
    const sub = { objectType: 'SubStatement', actor: anonymous, verb: told().verb, object };
    const id = await send({
      object: sub,
      context: { instructor: agent, contextActivities: { parent: [object] } },
    });
    const read = async (format: string, language?: string) =>
      (
        await store.get(
          { statementId: id, format },
          { version, ...(language ? { headers: { 'accept-language': language } } : {}) },
        )
      ).json();
    expect((await read('exact')).object).toEqual(sub);
    const ids = await read('ids');
    expect(ids.actor).toEqual({ objectType: 'Agent', mbox: agent.mbox });
    expect(ids.verb).toEqual({ id: told().verb && Object(told().verb).id });
    expect(ids.object.object).toEqual({ id: object.id });
    expect(ids.object.actor).toEqual({
      objectType: 'Group',
      member: [{ objectType: 'Agent', mbox: agent.mbox }],
    });
    expect(ids.context.contextActivities.parent).toEqual([{ id: object.id }]);
    const canonical = await read('canonical', 'vi, en;q=0.5');
    expect(canonical.verb.display).toEqual({ 'vi-VN': 'có mặt' });
    expect(canonical.object.object.definition.name).toEqual({ 'vi-VN': 'Buổi học' });
    expect(canonical.context.contextActivities.parent[0].definition.description).toEqual({
      'vi-VN': 'Một giờ',
    });
    expect((await read('canonical', 'en-US')).verb.display).toEqual({ 'en-US': 'attended' });
    const page = await store.get(
      { activity: object.id, related_activities: 'true', format: 'ids' },
      { version },
    );
    expect(page.json().statements[0].object.object).toEqual({ id: object.id });
  });
});
