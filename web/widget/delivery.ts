// Empties the outbox, one message after the other, so that they arrive in the order they were written.
import { contained } from "./contained.js";
import type { Outbox, Unsent } from "./outbox.js";
import { Refusal } from "./outgoing.js";
import { pauseMs } from "./pause.js";

/** The stream lives and yet the message failed so often: now the customer should know. */
const TRIES_WHILE_LIVE = 4;

interface Listener {
  /** Gives the sequence under which the desk stored it. */
  send(message: Unsent): Promise<number>;
  stored(message: Unsent, sequence: number): void;
  live(): boolean;
  /** The desk does not know this conversation (any more). */
  gone(): void;
  changed(): void;
}

export class Delivery {
  readonly #outbox: Outbox;
  readonly #listener: Listener;
  #busy = false;
  #pauses = 0;
  #triesWhileLive = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(outbox: Outbox, listener: Listener) {
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

  async #deliver(message: Unsent): Promise<void> {
    try {
      const sequence = await this.#listener.send(message);
      if (this.#outbox.remove(message.id)) this.#listener.stored(message, sequence);
      this.#pauses = this.#triesWhileLive = 0;
    } catch (error) {
      if (error instanceof Refusal && error.unknown) this.#listener.gone();
      else if (this.#isHopeless(error)) return this.#fail(message);
      throw error;
    }
    this.#listener.changed();
  }

  #isHopeless(error: unknown): boolean {
    if (error instanceof Refusal && error.lasting) return true;
    return this.#listener.live() && ++this.#triesWhileLive >= TRIES_WHILE_LIVE;
  }

  #fail(message: Unsent): void {
    this.#triesWhileLive = 0;
    this.#outbox.put({ ...message, failed: true });
    this.#listener.changed();
  }

  #tryLater(): void {
    this.#timer = setTimeout(this.flush, pauseMs(this.#pauses++));
  }
}
