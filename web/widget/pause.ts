// How long to wait before the next try: twice as long after each failure, and never quite the same, so that a restarted
// desk is not stormed.

const FIRST_MS = 500;
const LONGEST_MS = 20_000;

export const pauseMs = (failures: number): number =>
  Math.min(LONGEST_MS, FIRST_MS * 2 ** failures) * (0.5 + Math.random() / 2);
