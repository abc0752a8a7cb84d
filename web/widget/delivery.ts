// Empties an outbox, one thing after the other, so that they arrive in the order they were written.
import { contained } from "./contained.js";
import { Refusal } from "./outgoing.js";
import { pauseMs } from "./pause.js";

/** The stream lives and yet the message failed so often: now the customer should know. */
const TRIES_WHILE_LIVE = 4;

/** A message, or a file. */
interface Sendable {
  readonly id: string;
  readonly failed: boolean;
}

interface Box<Thing> {
  /** The oldest that has not failed. */
  next(): Thing | undefined;
  put(thing: Thing): void;
  /** False if it was not there any more. */
  remove(id: string): boolean;
}

interface Listener<Thing> {
  /** Gives the sequence under which the desk stored it. */
  send(thing: Thing): Promise<number>;
  stored(thing: Thing, sequence: number): void;
  live(): boolean;
  /** The desk does not know this conversation (any more). */
  gone(): void;
  changed(): void;
}

export class Delivery<Thing extends Sendable> {
  readonly #outbox: Box<Thing>;
  readonly #listener: Listener<Thing>;
  #busy = false;
  #pauses = 0;
  #triesWhileLive = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(outbox: Box<Thing>, listener: Listener<Thing>) {
    this.#outbox = outbox;
    this.#listener = listener;
  }

  flush = contained(async (): Promise<void> => {
    if (this.#busy) return;
    this.#busy = true;
    clearTimeout(this.#timer);
    try {
      for (let next = this.#outbox.next(); next; next = this.#outbox.next()) await this.#deliver(next);
    } catch {
      this.#tryLater();
    } finally {
      this.#busy = false;
      this.#listener.changed();
    }
  });

  async #deliver(thing: Thing): Promise<void> {
    try {
      const sequence = await this.#listener.send(thing);
      if (this.#outbox.remove(thing.id)) this.#listener.stored(thing, sequence);
      this.#pauses = this.#triesWhileLive = 0;
    } catch (error) {
      if (error instanceof Refusal && error.unknown) this.#listener.gone();
      else if (this.#isHopeless(error)) return this.#fail(thing);
      throw error;
    }
    this.#listener.changed();
  }

  #isHopeless(error: unknown): boolean {
    if (error instanceof Refusal && error.lasting) return true;
    return this.#listener.live() && ++this.#triesWhileLive >= TRIES_WHILE_LIVE;
  }

  #fail(thing: Thing): void {
    this.#triesWhileLive = 0;
    this.#outbox.put({ ...thing, failed: true });
    this.#listener.changed();
  }

  #tryLater(): void {
    this.#timer = setTimeout(this.flush, pauseMs(this.#pauses++));
  }
}
