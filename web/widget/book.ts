// What was said, by sequence, joined with what is still to be said: the entries that the log shows.
import { parseEvent } from "../shared/contract.js";
import type { Attachment, Author, Button, LogEvent } from "../shared/contract.js";
import type { Unsent } from "./outbox.js";

/** sending: on its way; waiting: for a connection; sent: the desk has it; delivered: bot or agent has it. */
export type Progress = "sending" | "waiting" | "failed" | "sent" | "delivered";

export interface Entry {
  /** The same before and after a message is acknowledged, so that it stays one bubble. */
  readonly key: string;
  readonly type: "message" | "state";
  readonly author: Author;
  readonly text: string;
  readonly attachment: Attachment | null;
  readonly at: Date;
  /** Of the customer's own messages only. */
  readonly progress: Progress | null;
}

export const CUSTOMER: Author = { kind: "customer", name: "" };

export class Book {
  readonly #events = new Map<number, LogEvent>();
  /** The last sequence that arrived in order; acknowledgements do not count, they may run ahead. */
  seen = 0;

  receive(event: LogEvent): void {
    this.#events.set(event.sequence, event);
    this.seen = Math.max(this.seen, event.sequence);
  }

  /** The desk stored our message under this sequence; its event may come later. */
  acknowledge({ id, text, at }: Unsent, sequence: number): void {
    if (this.#events.has(sequence)) return;
    this.#events.set(sequence, { ...parseEvent({ type: "message" }), author: CUSTOMER, sequence, text, at, clientMessageId: id });
  }

  clear(): void {
    this.#events.clear();
    this.seen = 0;
  }

  entries(unsent: readonly Unsent[], delivered: number, online: boolean): Entry[] {
    const said = this.#shown();
    const stored = new Set(said.map(({ clientMessageId }) => clientMessageId));
    return [
      ...said.map((event) => entryOf(event, delivered)),
      ...unsent.filter(({ id }) => !stored.has(id)).map((message) => entryOfUnsent(message, online)),
    ];
  }

  /** The choices that still stand: those of the very last entry. */
  choices(): readonly Button[] {
    return this.#shown().at(-1)?.buttons ?? [];
  }

  /** What the other side asked for last. */
  asks(): string {
    return this.#shown().filter(isOfOthers).at(-1)?.asks ?? "";
  }

  /** How many entries of others came after the sequence. */
  unread(after: number): number {
    return this.#shown().filter((event) => event.sequence > after && isOfOthers(event)).length;
  }

  #shown(): LogEvent[] {
    return [...this.#events.values()]
      .filter(({ type, text, attachment }) => type !== "note" && (text || attachment))
      .sort((one, other) => one.sequence - other.sequence);
  }
}

const isOfOthers = ({ author }: LogEvent): boolean => author.kind !== "customer";

const entryOf = (event: LogEvent, delivered: number): Entry => ({
  key: event.clientMessageId || String(event.sequence),
  type: event.type === "message" && event.author.kind !== "system" ? "message" : "state",
  author: event.author,
  text: event.text,
  attachment: event.attachment,
  at: new Date(event.at),
  progress: event.author.kind !== "customer" ? null : event.sequence <= delivered ? "delivered" : "sent",
});

const entryOfUnsent = ({ id, text, at, failed }: Unsent, online: boolean): Entry => ({
  key: id,
  type: "message",
  author: CUSTOMER,
  text,
  attachment: null,
  at: new Date(at),
  progress: failed ? "failed" : online ? "sending" : "waiting",
});
