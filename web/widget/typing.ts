// Who is typing. It always ends: with their message, with a change of who answers, or by itself.
import type { Author, Phase } from "../shared/contract.js";
import { contained } from "./contained.js";

/** Both say every 3 s that they still type. */
const TYPES_MS = 6_000;

export class Typing {
  readonly #changed: () => void;
  #author: Author | null = null;
  #end: ReturnType<typeof setTimeout> | undefined;

  constructor(changed: () => void) {
    this.#changed = changed;
  }

  start(author: Author): void {
    if (author.kind === "customer") return;
    clearTimeout(this.#end);
    this.#author = author;
    this.#end = setTimeout(contained(() => this.stop()), TYPES_MS);
  }

  stop(): void {
    clearTimeout(this.#end);
    if (!this.#author) return;
    this.#author = null;
    this.#changed();
  }

  /** The author, if it is their turn at all: no bot types once a person was asked for. */
  fitting(phase: Phase | undefined): Author | null {
    const turn = phase === "human" ? "agent" : phase === "bot" ? "bot" : "";
    return this.#author?.kind === turn ? this.#author : null;
  }
}
