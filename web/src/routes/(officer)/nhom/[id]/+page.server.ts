import { dayOf } from '@suotdoi/core/ground';
import { groupPage, joinGroup, leaveGroup, peopleList } from '@suotdoi/core/people';
import { rolesWithin } from '@suotdoi/core/people/rules';
import { redirect } from '@sveltejs/kit';
import { nested, typed } from '#lib/forms.ts';
import { formFailure } from '#lib/refusals.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

export const load: PageServerLoad = async ({ locals: { ctx }, params, url: { searchParams } }) => {
  const group = await groupPage(ctx, params.id);
  const words = searchParams.get('tim')?.trim() ?? '';
  return {
    ...{ group, words },
    found: words && group.mayAddOwn ? await peopleList(ctx, { words }) : null,
    roles: rolesWithin(group.kind),
    today: dayOf(ctx.now),
    done: searchParams.get('xong'),
  };
};

export const actions: Actions = {
  join: (event) =>
    send(event, 'vao', async (data) => {
      const members = data.getAll('members').map((value) => {
        const [shard, person] = String(value).split('/');
        return { shard, person };
      });
      await joinGroup(event.locals.ctx, { ...nested(data), group: event.params.id, members });
    }),
  leave: (event) =>
    send(event, 'thoi', async (data) => {
      await leaveGroup(event.locals.ctx, { ...nested(data), group: event.params.id });
    }),
};

async function send(event: RequestEvent, done: string, work: (data: FormData) => Promise<void>) {
  const data = await event.request.formData();
  try {
    await work(data);
  } catch (error) {
    return formFailure(event.locals.t, error, typed(data));
  }
  redirect(303, `/nhom/${event.params.id}?xong=${done}`);
}
