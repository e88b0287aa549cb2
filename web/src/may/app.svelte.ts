import { fillLesson, nextLesson, type Reached, stepKey } from '@suotdoi/core/library/rules';
import { addressOf, spokenWord } from '#lib/learning/address.ts';
import { ahead, answers, askBackgroundSync } from './around.ts';
import { ask, NoNetwork } from './ask.ts';
import { catalogue, hasRoom, lessonHere, onPhone, stepsOf, take } from './lessons.ts';
import { sendAll } from './send.ts';
import type { Catalogue, Home, Skill } from './shapes.ts';
import { keep, kept } from './store/database.ts';
import { fresh } from './store/evening.ts';
import { atTheDoor, keepVault, leave, type Session, type Vault } from './store/holders.ts';
import { phoneKey, unseal } from './store/seal.ts';
import { type Act, counts } from './store/waiting.ts';
import { sayIn } from './words.ts';

/** Below this the phone is nearly full. */
const NEARLY_FULL = 0.9;
/** How often it is tried again while something waits and the app is open. */
const AGAIN_MS = 30_000;

/** What the app knows while it is open. One for the page. */
class App {
  route = $state('');
  session = $state.raw<Session | null>(null);
  door = $state.raw<{ id: string; called: string }[]>([]);
  catalogue = $state.raw<Catalogue | null>(null);
  here = $state.raw<ReadonlyMap<string, boolean>>(new Map());
  skills = $state.raw<readonly Skill[]>([]);
  notes = $state.raw<readonly string[]>([]);
  language = $state<'vi' | 'en'>('vi');
  size = $state<'1' | '2' | '3'>('1');
  shared = $state(false);
  ready = $state(false);
  /** The store of this browser may not be used: nothing can be kept. */
  refusedStore = $state(false);
  online = $state(true);
  sending = $state(false);
  waiting = $state(0);
  refused = $state(0);
  full = $state(false);

  say = $derived(sayIn(this.language));

  async open(): Promise<void> {
    addEventListener('hashchange', () => this.arrive());
    addEventListener('online', () => this.send());
    addEventListener('offline', () => {
      this.online = false;
    });
    document.addEventListener('visibilitychange', () => {
      if (document.visibilityState === 'visible') void this.send();
    });
    new BroadcastChannel('suotdoi').addEventListener('message', () => this.count());
    this.arrive();
    try {
      await phoneKey();
      this.language = (await kept('language')) ?? 'vi';
      this.size = (await kept('size')) ?? '1';
      this.shared = (await kept('shared')) ?? false;
      this.door = await atTheDoor();
      await this.count();
    } catch {
      this.refusedStore = true;
    }
    this.ready = true;
    if (this.refusedStore) return;
    void navigator.storage?.persist?.().catch(() => false);
    setInterval(() => {
      if (this.waiting > 0 || !this.online) void this.send();
    }, AGAIN_MS);
    await this.send();
    await this.refresh();
  }

  arrive(): void {
    this.route = location.hash.slice(1);
    scrollTo(0, 0);
  }

  /** What there is to learn, and which of it lies here. */
  async refresh(): Promise<void> {
    this.catalogue = await catalogue();
    if (this.catalogue) this.here = await onPhone(this.language, this.catalogue);
  }

  async count(): Promise<void> {
    const { waiting, refused } = await counts();
    this.waiting = waiting;
    this.refused = refused;
    const told = await navigator.storage?.estimate?.().catch(() => null);
    this.full = Boolean(told?.quota && (told.usage ?? 0) / told.quota > NEARLY_FULL);
    const own = this.session?.id;
    const all = ((await kept('notes')) ?? []).filter(({ of }) => of === own);
    const key = await phoneKey();
    this.notes = await Promise.all(all.map(({ words }) => unseal<string>(key, words)));
  }

  /** Hands in what waits; also finds out whether there is a network at all. */
  async send(again = false): Promise<void> {
    if (this.sending || this.refusedStore) return;
    await this.count();
    this.sending = this.waiting > 0 || again;
    try {
      const { online, acknowledged } = await sendAll(again);
      this.online = online && (acknowledged > 0 || (await answers()));
    } finally {
      this.sending = false;
      await this.count();
    }
    if (this.waiting > 0) await askBackgroundSync();
  }

  /** Somebody is here now. */
  async enter(session: Session): Promise<void> {
    this.session = session;
    this.door = await atTheDoor();
    location.hash = '';
    this.route = '';
    await this.count();
    void this.refreshHome();
  }

  /** What the server knows of the holder by now; the phone's own acts are added to it. */
  async refreshHome(): Promise<void> {
    const { session } = this;
    if (!session) return;
    try {
      const home = await ask<Home>('/may/api/nha', { key: session.vault.read });
      const finished = [...new Set([...home.finished, ...session.vault.finished])];
      await this.keep({ home, finished, rosters: fresh(session.vault.rosters) });
      this.online = true;
    } catch (error) {
      if (error instanceof NoNetwork) this.online = false;
    }
    await this.takeAhead();
  }

  /** One change after the other: three answers told at once are three changes of one vault. */
  private keeping: Promise<unknown> = Promise.resolve();

  /** Keeps what changed of the holder's own, with acts that belong to it. */
  keep(change: Partial<Vault>, acts: readonly Act[] = []): Promise<void> {
    const of = this.session?.id;
    const work = this.keeping.then(async () => {
      const { session } = this;
      if (!session || session.id !== of) return;
      this.session = await keepVault(session, { ...session.vault, ...change }, acts);
      if (acts.length > 0) void this.send();
    });
    this.keeping = work.catch(() => undefined);
    return work;
  }

  /** Nobody is here any more: what is somebody's is out of memory. */
  async exit(): Promise<void> {
    const { session } = this;
    this.session = null;
    this.notes = [];
    if (session && this.shared) await leave(session.id);
    this.door = await atTheDoor();
    location.hash = '';
    this.route = '';
    void this.send();
  }

  reached = $derived.by((): Reached => {
    const vault = this.session?.vault;
    return {
      finished: new Set(vault?.finished),
      shown: new Set(),
      begun: vault?.place?.key,
      wanted: [],
    };
  });

  next = $derived(this.catalogue ? nextLesson(stepsOf(this.catalogue), this.reached) : null);

  /** The next lessons come along while there is a network; they are small. */
  async takeAhead(): Promise<void> {
    if (!this.catalogue) await this.refresh();
    const known = this.catalogue;
    if (!known || this.session?.kind !== 'learner') return;
    const wanted = ahead(stepsOf(known), this.reached);
    try {
      for (const step of wanted) {
        const course = known.courses.find(({ code }) => code === step.course);
        const lesson = course?.lessons.find(({ code }) => code === step.lesson);
        if (!course || !lesson || this.here.get(stepKey(step))) continue;
        if (await hasRoom(lesson.bytes[this.language])) await take(course, lesson, this.language);
      }
    } catch {
      this.online = false;
    }
    this.here = await onPhone(this.language, known);
  }

  /** A lesson filled for who is here; null: not on this phone. */
  async lesson(course: string, code: string) {
    const pack = await lessonHere(course, code, this.language);
    if (!pack) return null;
    const { home } = this.session?.vault ?? {};
    const year = new Date().getFullYear();
    const spoken = home?.birthYear
      ? addressOf({ birthYear: home.birthYear, sex: home.sex }, year)
      : 'none';
    const channels = new Map(this.catalogue?.channels.channels.map((one) => [one.id, one]));
    const channel = (id: string) =>
      channels.get(id)?.value ?? channels.get(id)?.empty[this.language] ?? '';
    const lesson = { ...pack.lesson, competence: { tt02: [], digcomp: [] } };
    return { ...pack, lesson: fillLesson(lesson, { xung: spokenWord(spoken), channel }) };
  }

  async choose(change: { language?: 'vi' | 'en'; size?: '1' | '2' | '3'; shared?: boolean }) {
    if (change.language) await keep('language', change.language);
    if (change.size) await keep('size', change.size);
    if (change.shared !== undefined) await keep('shared', change.shared);
    Object.assign(this, change);
    if (change.language && this.catalogue) {
      this.here = await onPhone(this.language, this.catalogue);
    }
  }

  async forgetNotes(): Promise<void> {
    const own = this.session?.id;
    await keep(
      'notes',
      ((await kept('notes')) ?? []).filter(({ of }) => of !== own),
    );
    await this.count();
  }

  async loadSkills(): Promise<void> {
    if (this.skills.length > 0) return;
    try {
      this.skills = await ask<Skill[]>('/may/goi/viec.json');
      await keep('skills', [...this.skills]);
    } catch {
      this.skills = (await kept('skills')) ?? [];
    }
  }
}

export const app = new App();
