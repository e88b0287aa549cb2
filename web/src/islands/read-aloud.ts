/** What is read, in order: the heading and what stands in `main`. A table says its caption only. */
const blocks = 'h1,h2,h3,p,li,dt,dd,legend,label,figcaption,caption,summary,.note>div,.num';
/** Never read: hidden drawings, what is not shown, forms' own words that stand elsewhere. */
const silent = '[hidden],[aria-hidden=true],.vh,td,th,option,noscript';

/** Turns the link "Nghe" into a button that reads the page, marking each sentence as it goes. */
export function readAloud(): void {
  const link = document.querySelector<HTMLAnchorElement>('a.nghe');
  if (!link || !('speechSynthesis' in window)) return;
  const button = document.createElement('button');
  button.type = 'button';
  button.className = link.className;
  button.append(...link.childNodes);
  const words = button.querySelector('span');
  const { stop = '', silent: excuse = '' } = link.dataset;
  const start = words?.textContent ?? '';
  link.replaceWith(button);
  // Voices are loaded late; asking early starts that.
  speechSynthesis.getVoices();

  let reading: AbortController | null = null;
  const say = (text: string) => {
    if (words) words.textContent = text;
  };
  button.addEventListener('click', async () => {
    if (reading) return reading.abort();
    const voice = await voiceFor(document.documentElement.lang);
    if (!voice) return excuseOnce(excuse);
    reading = new AbortController();
    say(stop);
    await readAll(voice, reading.signal);
    reading = null;
    say(start);
  });
  addEventListener('pagehide', () => reading?.abort());
}

/** A voice of the language, waiting a little for the machine to list them. */
async function voiceFor(language: string): Promise<SpeechSynthesisVoice | undefined> {
  const find = () => {
    const voices = speechSynthesis.getVoices().filter(({ lang }) => lang.startsWith(language));
    return voices.find(({ localService }) => localService) ?? voices[0];
  };
  for (let tries = 0; tries < 10 && speechSynthesis.getVoices().length === 0; tries++) {
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  return find();
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
    for (const [from, to] of sentencesOf(textOf(block))) {
      if (signal.aborted) return;
      const marks = mark(block, from, to);
      if (marks.length === 0) continue;
      marks[0]?.scrollIntoView({ block: 'nearest' });
      await speak(marks.map((part) => part.textContent).join(''), voice, signal);
      for (const part of marks) part.replaceWith(...part.childNodes);
      block.normalize();
    }
  }
}

/** The texts that are the block's own: those of a block inside it are read with that one. */
function textsOf(block: HTMLElement): Text[] {
  if (block.closest(silent) || !block.checkVisibility?.()) return [];
  const texts: Text[] = [];
  const walker = document.createTreeWalker(block, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const parent = node.parentElement;
    if (parent?.closest(blocks) === block && !parent.closest(silent)) texts.push(node as Text);
  }
  return texts;
}

function textOf(block: HTMLElement): string {
  return textsOf(block).reduce((text, node) => text + node.data, '');
}

/** Where the sentences of a text begin and end. A point between digits ("46.020") ends nothing. */
function sentencesOf(text: string): [number, number][] {
  const found = text.matchAll(/\S(?:[^.!?…]|[.!?…](?=\S))*[.!?…]*/gu);
  return [...found].map((part) => [part.index, part.index + part[0].length]);
}

function mark(block: HTMLElement, from: number, to: number): HTMLElement[] {
  const marks: HTMLElement[] = [];
  let at = 0;
  for (const node of textsOf(block)) {
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
    words.rate = 0.9;
    words.onend = words.onerror = () => resolve();
    signal.addEventListener('abort', () => {
      speechSynthesis.cancel();
      resolve();
    });
    speechSynthesis.speak(words);
  });
}
