// What travels between a conversation and a browser (/api/v1), parsed where it enters.
import { fields, list, number, oneOf, text } from "./read.js";

const AUTHORS = ["system", "customer", "bot", "agent"] as const;
const STATES = ["bot", "queued", "offered", "human", "wrap_up", "closed"] as const;
const EVENTS = ["note", "message", "state"] as const; // an unknown kind counts as a note: never shown to customers

export type AuthorKind = (typeof AUTHORS)[number];
export type Phase = (typeof STATES)[number];

export interface Author {
  readonly kind: AuthorKind;
  /** First name of an agent; empty for everybody else. */
  readonly name: string;
}

export interface Button {
  readonly title: string;
}

/** A photo or a PDF; its bytes are at …/attachments/{id}. */
export interface Attachment {
  readonly id: string;
  readonly name: string;
  /** "image/jpeg", "application/pdf", … */
  readonly kind: string;
  /** Bytes. */
  readonly size: number;
  /** Pixels; 0 where unknown. */
  readonly width: number;
  readonly height: number;
}

/** One entry of a conversation's log. */
export interface LogEvent {
  readonly sequence: number;
  readonly type: (typeof EVENTS)[number];
  readonly author: Author;
  readonly text: string;
  readonly buttons: readonly Button[];
  readonly attachment: Attachment | null;
  /** What the conversation waits for: a slot such as "postcode", or "contact" or "rating". Empty: nothing. */
  readonly asks: string;
  /** The phase that a `state` event led to; empty otherwise. */
  readonly state: Phase | "";
  /** ISO 8601, UTC. */
  readonly at: string;
  /** Only on the customer's own messages. */
  readonly clientMessageId: string;
}

/** Where a waiting customer stands. */
export interface Queue {
  readonly position: number;
  readonly available: boolean;
  /** Measured from recent cases; null where there are too few to tell. */
  readonly wait: { readonly fromSeconds: number; readonly toSeconds: number } | null;
  /** Whether it is within opening hours. */
  readonly open: boolean;
  /** ISO 8601; empty while open, or where nobody knows. */
  readonly opensAt: string;
}

/** How a conversation stands now. */
export interface ConversationState {
  readonly state: Phase;
  /** The highest sequence of a customer's message that bot or agent has received. */
  readonly delivered: number;
  readonly queue: Queue | null;
  readonly agent: { readonly name: string } | null;
  /** First names of the team that looks after this customer. */
  readonly team: readonly string[];
  readonly mayRate: boolean;
  readonly language: string;
}

/** What the stream tells. (Its `ack` and `error` frames answer messages that were sent on it; ours go by POST.) */
export type ServerFrame =
  | { readonly type: "event"; readonly event: LogEvent }
  | { readonly type: "typing"; readonly author: Author }
  | { readonly type: "state"; readonly state: ConversationState };

export function parseAuthor(value: unknown): Author {
  const from = fields(value);
  return { kind: oneOf(AUTHORS, from.kind), name: text(from.name) };
}

export function parseEvent(value: unknown): LogEvent {
  const from = fields(value);
  return {
    sequence: number(from.sequence),
    type: oneOf(EVENTS, from.type),
    author: parseAuthor(from.author),
    text: text(from.text),
    buttons: list(from.buttons, (button) => ({ title: text(fields(button).title) })),
    attachment: from.attachment ? parseAttachment(from.attachment) : null,
    asks: text(from.asks),
    state: from.state ? oneOf(STATES, from.state) : "",
    at: text(from.at),
    clientMessageId: text(from.client_message_id),
  };
}

function parseAttachment(value: unknown): Attachment {
  const { id, name, kind, size, width, height } = fields(value);
  return { id: text(id), name: text(name), kind: text(kind), size: number(size), width: number(width), height: number(height) };
}

function parseQueue(value: unknown): Queue {
  const { position, available, wait, open, opens_at } = fields(value);
  const range = fields(wait);
  return {
    position: number(position),
    available: available === true,
    wait: wait ? { fromSeconds: number(range.from_seconds), toSeconds: number(range.to_seconds) } : null,
    open: open !== false,
    opensAt: text(opens_at),
  };
}

export function parseState(value: unknown): ConversationState {
  const from = fields(value);
  return {
    state: oneOf(STATES, from.state),
    delivered: number(from.delivered),
    queue: from.queue ? parseQueue(from.queue) : null,
    agent: from.agent ? { name: text(fields(from.agent).name) } : null,
    team: list(fields(from.team).people, text),
    mayRate: from.may_rate === true,
    language: text(from.language),
  };
}

/** A frame of the stream, or null for any other. */
export function parseFrame(value: unknown): ServerFrame | null {
  const from = fields(value);
  switch (from.type) {
    case "event":
      return { type: "event", event: parseEvent(from.event) };
    case "typing":
      return { type: "typing", author: parseAuthor(from.author) };
    case "state":
      return { type: "state", state: parseState(from) };
    default:
      return null;
  }
}
