// Single keys as short cuts: never while somebody types or answers a dialog, and they can be turned off.
import { browser } from "./storage.js";

const SHELF = "keys";

export interface Shortcut {
  readonly key: string;
  /** For the help; empty: told along with another key. */
  readonly words: string;
  act(): void;
}

export const keysOn = (): boolean => browser.read(SHELF) !== "off";

export const turnKeys = (on: boolean): void => browser.write(SHELF, on ? "" : "off");

/** Listens until the signal ends. */
export function listenForKeys(shortcuts: readonly Shortcut[], signal: AbortSignal): void {
  document.addEventListener(
    "keydown",
    (event) => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
      if (isBusy(event.target)) return;
      const shortcut = shortcuts.find(({ key }) => key === event.key);
      if (!shortcut || (shortcut.key.length === 1 && !keysOn())) return;
      event.preventDefault();
      shortcut.act();
    },
    { signal },
  );
}

const isBusy = (target: EventTarget | null): boolean =>
  document.querySelector("dialog[open]") !== null ||
  (target instanceof HTMLElement && target.matches("input, select, textarea, [contenteditable]"));
