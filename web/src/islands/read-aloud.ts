import { isSlow, lessonButtons, playAll } from './pace.ts';
import { sentencesOf } from './sentences.ts';

/** What is read, in order: the heading and what stands in `main`. A table says its caption only. */
const blocks =
  'h1,h2,h3,h4,p,li,dt,dd,legend,label,figcaption,caption,summary,.note>div,.dt .it,.turn';
/** Said by itself, apart from the words around it. */
const parts = '.tag,.btn,time';
/** Never read: other places, hidden drawings, figures in cells, the way to a figure's source. */
const silent = 'nav,[hidden],[aria-hidden=true],.vh,td,th,option,noscript,.src';
/** What changes under the learner's hands: read without cutting its texts, marked block by block. */
const alive = '[data-practice],[data-quiz]';

/** Turns the link "Nghe" into a button that reads the page, marking each sentence as it goes. */
export function readAloud(): void {
  const link = document.querySelector<HTMLAnchorElement>('a.nghe');
  const recorded = document.querySelector<HTMLAudioElement>('[data-recorded]');
  if (!link || !('speechSynthesis' in window || recorded)) return;
  const button = document.createElement('button');
  button.type = 'button';
  button.className = link.className;
  button.append(...link.childNodes);
  const word = button.querySelector('span');
  const { stop = '', silent: excuse = '' } = link.dataset;
  const start = word?.textContent ?? '';
  link.replaceWith(button);
  // Voices are loaded late; asking early starts that.
  window.speechSynthesis?.getVoices();

  let reading: AbortController | null = null;
  const listen = async () => {
    if (reading) return reading.abort();
    reading = new AbortController();
    const { signal } = reading;
    if (word) word.textContent = stop;
    if (recorded) await playAll(recorded, signal);
    else {
      const voice = await voiceFor(document.documentElement.lang);
      if (voice) await readAll(voice, signal);
      else excuseOnce(excuse);
    }
    if (word) word.textContent = start;
    reading = null;
  };
  button.addEventListener('click', listen);
  addEventListener('pagehide', () => reading?.abort());
  lessonButtons(listen);
}

/** A voice of the language, waiting a little for the machine to list them. */
async function voiceFor(language: string): Promise<SpeechSynthesisVoice | undefined> {
  for (let tries = 0; tries < 10 && speechSynthesis.getVoices().length === 0; tries++) {
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  const voices = speechSynthesis.getVoices().filter(({ lang }) => lang.startsWith(language));
  // One of the machine itself works without a network.
  return voices.find(({ localService }) => localService) ?? voices[0];
}

function excuseOnce(text: string): void {
  if (document.querySelector('#nghe')) return;
  const note = document.createElement('p');
  note.id = 'nghe';
  note.className = 'wrap note wait';
  note.setAttribute('role', 'status');
  document.querySelector('main')?.prepend(note);
  note.textContent = text;
}

async function readAll(voice: SpeechSynthesisVoice, signal: AbortSignal): Promise<void> {
  for (const block of document.querySelectorAll<HTMLElement>(`main :is(${blocks})`)) {
    for (const [index, run] of runsOf(block).entries()) {
      for (const [from, to] of sentencesOf(run.map(({ data }) => data).join(''))) {
        if (signal.aborted) return;
        if (block.closest(alive)) {
          await speakBlock(
            block,
            run
              .map(({ data }) => data)
              .join('')
              .slice(from, to),
            {
              voice,
              signal,
            },
          );
          continue;
        }
        // Marking has cut and joined the texts since: they are looked for again.
        const marks = mark(runsOf(block)[index] ?? [], from, to);
        marks[0]?.scrollIntoView({ block: 'nearest' });
        await speak(marks.map((part) => part.textContent).join(' '), voice, signal);
        for (const part of marks) part.replaceWith(...part.childNodes);
        block.normalize();
      }
    }
  }
}

async function speakBlock(
  block: HTMLElement,
  text: string,
  { voice, signal }: { voice: SpeechSynthesisVoice; signal: AbortSignal },
): Promise<void> {
  block.dataset.now = '';
  block.scrollIntoView({ block: 'nearest' });
  await speak(text, voice, signal);
  delete block.dataset.now;
}

/**
 * The block's own texts, in runs that are said without a break: a new line or a part said by
 * itself begins another. What stands in a block inside this one is read with that one.
 */
function runsOf(block: HTMLElement): Text[][] {
  // Newer browsers also know what stands in a closed `details`.
  const seen = block.checkVisibility?.() ?? block.offsetParent !== null;
  if (!seen || block.closest(silent)) return [];
  const runs: Text[][] = [];
  let part: Element | null | undefined;
  const walker = document.createTreeWalker(block, NodeFilter.SHOW_TEXT | NodeFilter.SHOW_ELEMENT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    if (node instanceof HTMLBRElement) part = undefined;
    const parent = node.parentElement;
    if (!(node instanceof Text) || parent?.closest(blocks) !== block || parent.closest(silent)) {
      continue;
    }
    const here = parent.closest(parts);
    if (here !== part) runs.push([]);
    part = here;
    runs.at(-1)?.push(node);
  }
  return runs;
}

function mark(run: readonly Text[], from: number, to: number): HTMLElement[] {
  const marks: HTMLElement[] = [];
  let at = 0;
  for (const node of run) {
    const [start, end] = [Math.max(from - at, 0), Math.min(to - at, node.data.length)];
    at += node.data.length;
    if (start >= end || node.data.slice(start, end).trim() === '') continue;
    const range = document.createRange();
    range.setStart(node, start);
    range.setEnd(node, end);
    const part = document.createElement('mark');
    range.surroundContents(part);
    marks.push(part);
  }
  return marks;
}

function speak(text: string, voice: SpeechSynthesisVoice, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const words = new SpeechSynthesisUtterance(text);
    words.voice = voice;
    words.lang = voice.lang;
    // Slower than the machine's own pace, which is made for the young.
    words.rate = isSlow() ? 0.65 : 0.9;
    words.onend = words.onerror = () => resolve();
    const silence = () => {
      speechSynthesis.cancel();
      resolve();
    };
    signal.addEventListener('abort', silence, { once: true });
    speechSynthesis.speak(words);
  });
}
