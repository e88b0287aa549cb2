import { expect } from 'vitest';
import { launch, reader } from './browser.ts';
import { enterDemo, startDemo } from './demo.ts';
import {
  allSent,
  comeIn,
  expectOnce,
  learnNext,
  makeCard,
  openPhone,
  storeOf,
  takeCourse,
} from './phone.ts';

/**
 * A learner hands in while the line breaks so many times, at random moments: before the server hears
 * of it, while it writes, and after it has answered but before the phone hears that.
 */
export async function surviveCuts(cuts: number): Promise<void> {
  const program = await startDemo();
  const browser = await launch();
  const officer = await reader(browser, program.address);
  await enterDemo(officer, program.address, 'canbo.phuong');
  const card = await makeCard(officer, program.address, { name: /^Nguyễn Thị Hoa, 1963/ });
  const phone = await openPhone();
  await comeIn(phone, program.address, {
    photo: card.photo,
    pictures: ['Ngôi nhà', 'Hoa sen', 'Con thuyền'],
  });
  await takeCourse(phone, program.address);
  const sent: string[] = [];
  let left = cuts;
  await phone.context.route('**/may/api/viec', async (route) => {
    if (left <= 0) return route.continue();
    left -= 1;
    const moment = Math.random();
    if (moment < 0.3) return route.abort('internetdisconnected');
    // The server takes it; its answer is lost on the way, sooner or later.
    const answer = await route.fetch().catch(() => null);
    await new Promise((resolve) => setTimeout(resolve, Math.random() * 300));
    return answer && moment > 0.9
      ? route.fulfill({ response: answer })
      : route.abort('connectionreset');
  });
  try {
    for (let lesson = 0; lesson < 3; lesson += 1) {
      await phone.context.setOffline(true);
      await learnNext(phone);
      sent.push(...(await storeOf(phone)).waiting);
      await phone.context.setOffline(false);
    }
    while (left > 0) {
      await phone.page.evaluate('dispatchEvent(new Event("online"))');
      await phone.page.waitForTimeout(150 + Math.random() * 300);
      if ((await storeOf(phone)).waiting.length > 0) continue;
      await phone.context.setOffline(true);
      await learnNext(phone);
      sent.push(...(await storeOf(phone)).waiting);
      await phone.context.setOffline(false);
    }
    await phone.page.evaluate('dispatchEvent(new Event("online"))');
    await allSent(phone);
    expect((await storeOf(phone)).waiting).toEqual([]);
    await expectOnce(program, [...new Set(sent)]);
  } finally {
    await phone.context.close();
    await browser.close();
    await program.remove();
  }
}
