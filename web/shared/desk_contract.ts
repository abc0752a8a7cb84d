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

/** A colleague who has a conversation on screen. */
export interface Viewer {
  readonly id: string;
  readonly firstName: string;
  readonly typing: boolean;
}

/** What a colleague said in the pod's room, perhaps about a case. */
export interface RoomMessage {
  readonly id: string;
  readonly by: { readonly id: string; readonly firstName: string };
  readonly text: string;
  /** Empty: it is about no case. */
  readonly conversationId: string;
  readonly customerName: string;
  readonly at: string;
}

/** Goodwill beyond an agent's leeway, for a lead to decide. */
export interface GoodwillRequest {
  readonly id: string;
  readonly conversationId: string;
  readonly amountCents: number;
  /** First name of who asks. */
  readonly by: string;
  readonly reason: string;
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
  /** First name of the colleague who knows the customer; empty: nobody does. */
  readonly wanted: string;
  /** What only some people can do and this case needs; empty: nothing of that kind. */
  readonly skill: string;
  /** Why it is offered to this person; empty: it is not. */
  readonly why: string;
  /** Until when the person who is asked may answer; empty: nobody is asked. */
  readonly expiresAt: string;
}

export interface OwnItem extends QueueItem {
  readonly state: Phase;
  readonly ownerEpoch: number;
  readonly unread: number;
}

/** What a colleague wrote to me in a case. */
export interface Words {
  readonly conversationId: string;
  readonly sequence: number;
  /** First name. */
  readonly by: string;
  readonly text: string;
}

export type DeskFrame =
  | {
      readonly type: "queue";
      /** The first of those who wait. */
      readonly items: readonly QueueItem[];
      /** How many wait altogether. */
      readonly total: number;
      readonly mine: readonly OwnItem[];
    }
  | { readonly type: "event"; readonly conversationId: string; readonly event: Entry }
  | { readonly type: "conversation"; readonly conversationId: string; readonly state: Phase; readonly ownerEpoch: number }
  | { readonly type: "typing"; readonly conversationId: string; readonly author: Author }
  | { readonly type: "understood"; readonly conversationId: string; readonly sequence: number; readonly understood: Understood }
  | { readonly type: "seen"; readonly conversationId: string; readonly sequence: number }
  | { readonly type: "rated"; readonly conversationId: string; readonly score: number; readonly comment: string }
  | { readonly type: "presence"; readonly fields: Fields }
  | { readonly type: "offer"; readonly conversationId: string; readonly because: string; readonly expiresAt: string }
  | { readonly type: "viewers"; readonly conversationId: string; readonly people: readonly Viewer[] }
  | ({ readonly type: "mention" | "whisper" } & Words)
  | { readonly type: "room"; readonly message: RoomMessage }
  | { readonly type: "goodwill"; readonly request: GoodwillRequest }
  | { readonly type: "goodwill_decided"; readonly conversationId: string; readonly id: string; readonly state: string };

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

export function parseViewer(value: unknown): Viewer {
  const from = fields(value);
  return { id: text(from.id), firstName: text(from.first_name), typing: from.typing === true };
}

export function parseRoomMessage(value: unknown): RoomMessage {
  const from = fields(value);
  const by = fields(from.by);
  return {
    id: text(from.id),
    by: { id: text(by.id), firstName: text(by.first_name) },
    text: text(from.text),
    conversationId: text(from.conversation_id),
    customerName: text(from.customer_name),
    at: text(from.at),
  };
}

export function parseGoodwillRequest(value: unknown): GoodwillRequest {
  const from = fields(value);
  return {
    id: text(from.id),
    conversationId: text(from.conversation_id),
    amountCents: number(from.amount_cents),
    by: nameIn(from.by),
    reason: text(from.reason),
  };
}

/** A first name, told as a word or as a person. */
export const nameIn = (value: unknown): string =>
  text(value) || text(fields(value).first_name) || text(fields(value).name);

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
    expiresAt: text(from.expires_at),
    wanted: text(from.wanted),
    skill: text(from.skill),
    why: text(from.why),
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

function parseQueue(from: Fields): DeskFrame & { readonly type: "queue" } {
  const items = list(from.items, parseQueueItem);
  return { type: "queue", items, total: Math.max(number(from.total), items.length), mine: list(from.mine, parseOwnItem) };
}

export function parseWords(value: unknown): Words {
  const from = fields(value);
  return {
    conversationId: text(from.conversation_id),
    sequence: number(from.sequence),
    by: nameIn(from.by),
    text: text(from.text),
  };
}

/** A frame of the desk's stream, or null for a kind that this version does not know. */
export function parseDeskFrame(value: unknown): DeskFrame | null {
  const from = fields(value);
  const conversationId = text(from.conversation_id);
  switch (from.type) {
    case "queue":
      return parseQueue(from);
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
    case "rated":
      return { type: "rated", conversationId, score: number(from.score), comment: text(from.comment) };
    case "presence":
      return { type: "presence", fields: from };
    case "offer":
      return { type: "offer", conversationId, because: text(from.because), expiresAt: text(from.expires_at) };
    case "viewers":
      return { type: "viewers", conversationId, people: list(from.people, parseViewer) };
    case "mention":
    case "whisper":
      return { type: from.type, ...parseWords(value) };
    case "room":
      return { type: "room", message: parseRoomMessage(from.message) };
    case "goodwill":
      return { type: "goodwill", request: parseGoodwillRequest(value) };
    case "goodwill_decided":
      return { type: "goodwill_decided", conversationId, id: text(from.id), state: text(from.state) };
    default:
      return null;
  }
}
