// Staying connected: the stream while it works, long polling where something blocks streams, patience in between.
// Whatever happens, what was missed is asked for by the last sequence seen.
import { parseFrame } from "../shared/contract.js";
import type { ServerFrame } from "../shared/contract.js";
import { json } from "../shared/read.js";
import { contained } from "./contained.js";
import type { Outgoing } from "./outgoing.js";
import { POLL_SECONDS, Refusal } from "./outgoing.js";
import { pauseMs } from "./pause.js";

const OPENING_TIMEOUT_MS = 8_000;
/** So many streams in a row that never came to life, and long polling takes over … */
const DEAD_STREAMS_BEFORE_POLLING = 2;
/** … until this has passed, then the stream is tried again. */
const POLLING_MS = 120_000;
/** Who waits moves up in line without an event that would end the poll. */
const WAITING_POLL_SECONDS = 4;
/** What was acknowledged must come back on the stream within this, or the stream is dead. */
const ECHO_TIMEOUT_MS = 6_000;
/** After so long in the background nobody knows whether a stream still lives. */
const TRUSTED_HIDDEN_MS = 60_000;
const CLOSED_GONE = [4401, 4404];

export type Status = "idle" | "connecting" | "live" | "lost";

export interface Listener {
  /** The last sequence seen. */
  after(): number;
  frame(frame: ServerFrame): void;
  status(status: Status): void;
  /** The desk does not know this conversation (any more). */
  gone(): void;
}

export class Connection {
  readonly #outgoing: Outgoing;
  readonly #listener: Listener;
  #running: AbortController | null = null;
  #socket: WebSocket | null = null;
  #failures = 0;
  #deadStreams = 0;
  #hiddenSince = 0;
  #drop = (): void => {};
  #wake = (): void => {};

  constructor(outgoing: Outgoing, listener: Listener) {
    this.#outgoing = outgoing;
    this.#listener = listener;
    addEventListener("online", contained(() => this.restart()));
    addEventListener("offline", contained(() => this.#drop()));
    document.addEventListener("visibilitychange", contained(() => this.#visibilityChanged()));
  }

  start(): void {
    if (this.#running) return;
    const { signal } = (this.#running = new AbortController());
    this.#listener.status("connecting");
    contained(() => this.#stay(signal))();
  }

  stop(): void {
    this.#running?.abort();
    this.#running = null;
    this.#drop();
    this.#listener.status("idle");
  }

  /** Drops what may be dead and connects at once. */
  restart(): void {
    if (!this.#running) return;
    this.stop();
    this.#failures = this.#deadStreams = 0;
    this.start();
  }

  /** Sends a frame if there is a stream to send it on; only for frames that may get lost. */
  send(frame: string): void {
    if (this.#socket?.readyState === WebSocket.OPEN) this.#socket.send(frame);
  }

  /** The desk has this sequence; if the stream does not bring it, something swallows its frames. */
  expect(sequence: number): void {
    const drop = this.#drop;
    setTimeout(contained(() => this.#listener.after() < sequence && drop()), ECHO_TIMEOUT_MS);
  }

  async #stay(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      try {
        if (this.#deadStreams < DEAD_STREAMS_BEFORE_POLLING) await this.#follow(signal);
        else await this.#poll(signal);
      } catch (error) {
        if (!signal.aborted && error instanceof Refusal && error.unknown) this.#listener.gone();
      }
      if (signal.aborted) return;
      this.#listener.status("lost");
      await this.#pause(signal);
    }
  }

  /** Follows the stream until it ends. */
  async #follow(signal: AbortSignal): Promise<void> {
    const socket = (this.#socket = await this.#outgoing.stream(this.#listener.after()));
    if (signal.aborted) return socket.close();
    let alive = false;
    const opening = setTimeout(() => alive || this.#drop(), OPENING_TIMEOUT_MS);
    socket.onmessage = contained(({ data }: MessageEvent<unknown>) => {
      const frame = parseFrame(json(data));
      if (!frame) return;
      if (!alive) {
        alive = true;
        this.#deadStreams = 0;
        this.#alive();
      }
      this.#listener.frame(frame);
    });
    const code = await this.#end(socket);
    clearTimeout(opening);
    if (signal.aborted) return;
    if (CLOSED_GONE.includes(code)) this.#listener.gone();
    else if (!alive && navigator.onLine) this.#deadStreams += 1;
  }

  /** The code that the socket closed with, or 0 once it is dropped: a dead socket may take long to close. */
  #end(socket: WebSocket): Promise<number> {
    return new Promise((resolve) => {
      socket.onclose = ({ code }) => resolve(code);
      this.#drop = () => {
        socket.onmessage = null;
        socket.close();
        resolve(0);
      };
    });
  }

  async #poll(signal: AbortSignal): Promise<void> {
    const until = Date.now() + POLLING_MS;
    for (let wait = 0; !signal.aborted && Date.now() < until; ) {
      const { events, state } = await this.#outgoing.events(this.#listener.after(), wait);
      if (signal.aborted) return;
      this.#alive();
      for (const event of events) this.#listener.frame({ type: "event", event });
      this.#listener.frame({ type: "state", state });
      wait = state.queue ? WAITING_POLL_SECONDS : POLL_SECONDS;
    }
    this.#deadStreams = DEAD_STREAMS_BEFORE_POLLING - 1;
  }

  #alive(): void {
    this.#failures = 0;
    this.#listener.status("live");
  }

  #pause(signal: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      this.#wake = resolve;
      signal.addEventListener("abort", () => resolve());
      setTimeout(resolve, pauseMs(this.#failures++));
    });
  }

  #visibilityChanged(): void {
    if (document.hidden) this.#hiddenSince = Date.now();
    else if (Date.now() - this.#hiddenSince > TRUSTED_HIDDEN_MS) this.restart();
    else this.#wake();
  }
}
