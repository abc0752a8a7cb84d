// One clock for all that counts seconds on screen.

const TICK_MS = 1_000;

const watchers = new Set<(now: number) => void>();
let timer = 0;

/** Calls back every second while somebody watches; returns how to stop. */
export function everySecond(watcher: (now: number) => void): () => void {
  watchers.add(watcher);
  timer ||= setInterval(() => watchers.forEach((each) => each(Date.now())), TICK_MS);
  return () => {
    watchers.delete(watcher);
    if (watchers.size) return;
    clearInterval(timer);
    timer = 0;
  };
}
