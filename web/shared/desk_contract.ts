// What travels between the desk and an agent's browser (/api/v1/desk), parsed where it enters.
import type { Author, LogEvent, Phase } from "./contract.js";
import { parseAuthor, parseEvent, parseState } from "./contract.js";
import { fields, list, number, text } from "./read.js";
import type { Fields } from "./read.js";

export type Presence = "available" | "busy" | "away" | "offline";
export type Disposition =
  | "solved" | "solved_with_goodwill" | "passed_on" | "customer_left" | "duplicate" | "spam";
export type Reason =
  | "request_human" | "emotion" | "complex" | "repeated_misunderstanding"
  | "legal" | "safety" | "vulnerable" | "fraud";

export interface Emotion {
  readonly label: string;
  /** 0 to 1. */
  readonly intensity: number;
  /** The words that gave it away. */
  readonly telling: readonly string[];
}

export interface Concern {
  readonly id: string;
  readonly label: string;
}

/** What the model read in a customer's message. */
export interface Understood {
  readonly intent: string;
  /** 0 to 1. */
  readonly confidence: number;
  readonly emotion: Emotion;
}

/** An event as people at the desk see it. */
export interface Entry extends LogEvent {
  readonly understood: Understood | null;
}

export interface QueueItem {
  readonly conversationId: string;
  readonly customerName: string;
  readonly reason: string;
  readonly emotion: Emotion;
  readonly concerns: readonly Concern[];
  readonly summary: string;
  readonly waitingSince: string;
  readonly waitingSeconds: number;
  readonly position: number;
  readonly language: string;
  readonly pod: string;
  /** How the customer can be reached: an e-mail address or a phone number; empty: unknown. */
  readonly contact: string;
  readonly hard: boolean;
  /** Id of the one person who is asked to take it; empty: everybody may. */
  readonly offeredTo: string;
}

export interface OwnItem extends QueueItem {
  readonly state: Phase;
  readonly ownerEpoch: number;
  readonly unread: number;
}

export type DeskFrame =
  | { readonly type: "queue"; readonly items: readonly QueueItem[]; readonly mine: readonly OwnItem[] }
  | { readonly type: "event"; readonly conversationId: string; readonly event: Entry }
  | { readonly type: "conversation"; readonly conversationId: string; readonly state: Phase; readonly ownerEpoch: number }
  | { readonly type: "typing"; readonly conversationId: string; readonly author: Author }
  | { readonly type: "understood"; readonly conversationId: string; readonly sequence: number; readonly understood: Understood }
  | { readonly type: "seen"; readonly conversationId: string; readonly sequence: number }
  | { readonly type: "presence"; readonly fields: Fields };

export function parseEmotion(value: unknown): Emotion {
  const from = fields(value);
  return { label: text(from.label), intensity: number(from.intensity), telling: list(from.telling, text) };
}

export function parseConcern(value: unknown): Concern {
  const from = fields(value);
  return { id: text(from.id), label: text(from.label) || text(from.id) };
}

export function parseEntry(value: unknown): Entry {
  const from = fields(value);
  return { ...parseEvent(value), understood: from.understood ? parseUnderstood(from.understood) : null };
}

function parseUnderstood(value: unknown): Understood {
  const from = fields(value);
  return { intent: text(from.intent), confidence: number(from.confidence), emotion: parseEmotion(from.emotion) };
}

export function parseQueueItem(value: unknown): QueueItem {
  const from = fields(value);
  return {
    conversationId: text(from.conversation_id),
    customerName: text(fields(from.customer).name),
    reason: text(from.reason),
    emotion: parseEmotion(from.emotion),
    concerns: list(from.concerns, parseConcern),
    summary: text(from.summary),
    waitingSince: text(from.waiting_since),
    waitingSeconds: number(from.waiting_seconds),
    position: number(from.position),
    language: text(from.language),
    pod: text(from.pod) || text(fields(from.pod).name),
    contact: text(from.contact) || text(fields(from.contact).email) || text(fields(from.contact).phone),
    hard: from.hard === true,
    offeredTo: text(from.offered_to),
  };
}

export function parseOwnItem(value: unknown): OwnItem {
  const from = fields(value);
  return {
    ...parseQueueItem(value),
    state: parseState(value).state,
    ownerEpoch: number(from.owner_epoch),
    unread: number(from.unread),
  };
}

/** A frame of the desk's stream, or null for a kind that this version does not know. */
export function parseDeskFrame(value: unknown): DeskFrame | null {
  const from = fields(value);
  const conversationId = text(from.conversation_id);
  switch (from.type) {
    case "queue":
      return { type: "queue", items: list(from.items, parseQueueItem), mine: list(from.mine, parseOwnItem) };
    case "event":
      return { type: "event", conversationId, event: parseEntry(from.event) };
    case "conversation":
      return { type: "conversation", conversationId, state: parseState(value).state, ownerEpoch: number(from.owner_epoch) };
    case "typing":
      return { type: "typing", conversationId, author: parseAuthor(from.author) };
    case "understood":
      return { type: "understood", conversationId, sequence: number(from.sequence), understood: parseUnderstood(from.understood) };
    case "seen":
      return { type: "seen", conversationId, sequence: number(from.sequence) };
    case "presence":
      return { type: "presence", fields: from };
    default:
      return null;
  }
}
