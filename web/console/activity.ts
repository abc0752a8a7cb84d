// Whether somebody is still there: tells the desk of activity, and locks after a while without any.
import type { Api } from "./api.js";
import { browser } from "./storage.js";

const SHELF = "active_at";
const TELL_EVERY_MS = 60_000;
const LOOK_EVERY_MS = 10_000;
const SIGNS = ["pointerdown", "pointermove", "keydown", "wheel", "touchstart"] as const;

/** Watches until the signal ends; 0 seconds: it is never locked. Activity in any tab of this browser counts. */
export function watchActivity(api: Api, idleSeconds: number, signal: AbortSignal, onIdle: () => void): void {
  let told = Date.now();
  let noted = 0;
  const active = (): void => {
    const now = Date.now();
    if (now - noted < 1_000) return;
    noted = now;
    browser.write(SHELF, String(now));
    if (now - told < TELL_EVERY_MS) return;
    told = now;
    api.post("/session/active").catch(() => undefined);
  };
  const look = (): void => {
    const last = Math.max(Number(browser.read(SHELF)), noted);
    if (idleSeconds > 0 && Date.now() - last >= idleSeconds * 1_000) onIdle();
  };
  active();
  for (const sign of SIGNS) document.addEventListener(sign, active, { signal, passive: true, capture: true });
  const timer = setInterval(look, LOOK_EVERY_MS);
  signal.addEventListener("abort", () => clearInterval(timer));
}
