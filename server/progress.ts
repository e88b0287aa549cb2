import cliProgress from 'cli-progress';

/** How far a long piece of work is, for whoever started it. */
export interface Shown {
  /** `title` in both languages; `done` of `of`, which begin anew with each title. */
  step(title: string, done: number, of: number): void;
  end(): void;
}

/** A bar with an estimate on a terminal; elsewhere (a log, a pipe) a line for each title. */
export function showProgress(say: (line: string) => void): Shown {
  return process.stderr.isTTY ? bar() : lines(say);
}

const WIDTH = 30;

function bar(): Shown {
  const shown = new cliProgress.SingleBar({
    format: '{title} [{bar}] {percentage}% {left}',
    barsize: 30,
    barCompleteChar: '█',
    barIncompleteChar: '░',
    hideCursor: true,
    clearOnComplete: false,
  });
  let current: { title: string; since: number } | null = null;
  return {
    step: (title, done, of) => {
      const begins = current?.title !== title;
      if (current === null) shown.start(of, done, { title: title.padEnd(WIDTH), left: '' });
      else if (begins) shown.setTotal(of);
      if (current === null || begins) current = { title, since: performance.now() };
      const elapsed = performance.now() - current.since;
      shown.update(done, { title: title.padEnd(WIDTH), left: leftWords(elapsed, done, of) });
    },
    end: () => shown.stop(),
  };
}

/** Pure: "còn 12 giây (12 s left)"; nothing before there is anything to reckon with. */
export function leftWords(elapsedMs: number, done: number, of: number): string {
  if (done <= 0 || done >= of || elapsedMs < 1000) return '';
  const seconds = Math.ceil((elapsedMs / done) * (of - done) * 0.001);
  if (seconds < 90) return `còn ${seconds} giây (${seconds} s left)`;
  const minutes = Math.ceil(seconds / 60);
  return `còn ${minutes} phút (${minutes} min left)`;
}

function lines(say: (line: string) => void): Shown {
  let current: string | null = null;
  return {
    step: (title, _done, of) => {
      if (title === current) return;
      current = title;
      say(`  ${title}${of > 1 ? `: ${of}` : ''}`);
    },
    end: () => undefined,
  };
}

/**
 * For work that cannot say how far it is: the share of the time it took last. It waits just before
 * the end for as long as it must.
 */
export function showTimed(
  say: (line: string) => void,
  { title, seconds }: { title: string; seconds: number },
): Shown {
  const shown = showProgress(say);
  const since = performance.now();
  const tell = () => {
    const elapsed = (performance.now() - since) / 1000;
    shown.step(title, Math.min(Math.round(elapsed), Math.round(seconds * 0.97)), seconds);
  };
  const timer = setInterval(tell, 500).unref();
  return {
    step: tell,
    end: () => {
      clearInterval(timer);
      shown.end();
    },
  };
}
