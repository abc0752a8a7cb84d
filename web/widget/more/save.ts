// Gives the browser a file to keep.
import { h } from "../dom.js";

/** Time for the browser to take it over. */
const TAKING_MS = 60_000;

export function save(content: Blob, name: string): void {
  const url = URL.createObjectURL(content);
  h("a", { href: url, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(url), TAKING_MS);
}
