// Everything the desk knows about one conversation, parsed where it enters, and how events change it.
import type { Phase } from "../shared/contract.js";
import { parseState } from "../shared/contract.js";
import type { Concern, Emotion, Entry, Understood, Viewer } from "../shared/desk_contract.js";
import { parseConcern, parseEmotion, parseEntry, parseViewer } from "../shared/desk_contract.js";
import { fields, list, number, text } from "../shared/read.js";
import type { Goodwill } from "./goodwill.js";
import { parseGoodwill } from "./goodwill.js";

export interface Handoff {
  readonly id: string;
  readonly reason: string;
  readonly concerns: readonly Concern[];
  readonly filled: readonly (readonly [slot: string, value: string])[];
  readonly tried: readonly string[];
  readonly summary: string;
  readonly course: readonly { readonly text: string; readonly emotion: Emotion }[];
  /** The feeling that stands out in the course, or as a person has corrected it. */
  readonly emotion: Emotion;
  readonly acceptedBy: string;
  readonly corrected: boolean;
}

export interface Suggestion {
  readonly slug: string;
  readonly title: string;
  readonly text: string;
}

/** Why a case came to the person it came to. */
export interface Assignment {
  readonly because: string;
  readonly at: string;
  readonly others: readonly { readonly name: string; readonly why: string }[];
}

export interface Conversation {
  readonly id: string;
  readonly state: Phase;
  readonly ownerEpoch: number;
  readonly owner: { readonly id: string; readonly name: string } | null;
  /** Id of the one person who is asked to take it; empty: nobody. */
  readonly offeredTo: string;
  readonly pod: string;
  readonly language: string;
  readonly createdAt: string;
  readonly page: string;
  readonly customer: { readonly id: string; readonly name: string; readonly email: string };
  readonly contact: { readonly email: string; readonly phone: string };
  /** How it ended; empty: it has not. */
  readonly disposition: string;
  readonly concerns: readonly Concern[];
  readonly entries: readonly Entry[];
  readonly handoffs: readonly Handoff[];
  readonly suggestions: readonly Suggestion[];
  readonly rating: { readonly score: number; readonly comment: string } | null;
  /** The highest sequence that the customer has had on screen. */
  readonly seenByCustomer: number;
  readonly assignment: Assignment | null;
  readonly viewers: readonly Viewer[];
  /** Null: this desk knows no goodwill. */
  readonly goodwill: Goodwill | null;
  /** How it was closed, in words. */
  readonly summary: string;
}

export function parseConversation(value: unknown): Conversation {
  const from = fields(value);
  const customer = fields(from.customer);
  const contact = fields(from.contact);
  const owner = fields(from.owner);
  const rating = fields(from.rating);
  return {
    id: text(from.id),
    state: parseState(from).state,
    ownerEpoch: number(from.owner_epoch),
    owner: from.owner ? { id: textOf(owner.id), name: text(owner.first_name) || text(owner.name) } : null,
    offeredTo: textOf(from.offered_to),
    pod: text(from.pod) || text(customer.pod) || text(fields(customer.pod).name),
    language: text(from.language),
    createdAt: text(from.created_at),
    page: text(from.page),
    customer: { id: textOf(customer.id), name: text(customer.name), email: text(customer.email) },
    contact: { email: text(contact.email), phone: text(contact.phone) },
    disposition: text(from.disposition),
    concerns: list(from.concerns, parseAnyConcern),
    entries: list(from.events, parseEntry),
    handoffs: list(from.handoffs, parseHandoff),
    suggestions: list(from.suggestions, parseSuggestion),
    rating: from.rating ? { score: number(rating.score), comment: text(rating.comment) } : null,
    seenByCustomer: number(from.seen_by_customer),
    assignment: from.assignment ? parseAssignment(from.assignment) : null,
    viewers: list(from.viewers, parseViewer),
    goodwill: from.goodwill ? parseGoodwill(from.goodwill) : null,
    summary: text(from.summary),
  };
}

function parseAssignment(value: unknown): Assignment {
  const from = fields(value);
  return {
    because: text(from.because),
    at: text(from.at),
    others: list(from.others, (other) => ({ name: text(fields(other).name), why: text(fields(other).why) })),
  };
}

/** What an agent has corrected counts more than what the bot thought. */
function parseHandoff(value: unknown): Handoff {
  const from = fields(value);
  const corrected = fields(from.corrected);
  const course = list(from.emotion_course, (point) => ({
    text: text(fields(point).text),
    emotion: parseEmotion(point),
  }));
  const concern = text(corrected.concern);
  return {
    id: textOf(from.id),
    reason: text(corrected.reason) || text(from.reason),
    concerns: concern ? [{ id: concern, label: "" }] : list(from.concerns, parseAnyConcern),
    filled: Object.entries(fields(from.filled)).map(([slot, filling]) => [slot, textOf(filling)] as const),
    tried: list(from.tried, text),
    summary: text(from.summary),
    course,
    emotion: parseEmotion(from.emotion),
    acceptedBy: text(fields(from.accepted_by).name),
    corrected: Object.keys(corrected).length > 0,
  };
}

function parseSuggestion(value: unknown): Suggestion {
  const from = fields(value);
  return { slug: text(from.slug), title: text(from.title), text: text(from.text) };
}

const parseAnyConcern = (value: unknown): Concern =>
  typeof value === "string" ? { id: value, label: "" } : parseConcern(value);

const textOf = (value: unknown): string =>
  typeof value === "number" || typeof value === "boolean" ? String(value) : text(value);

export const lastSequence = (conversation: Conversation): number => conversation.entries.at(-1)?.sequence ?? 0;

/** Whether an event in between has been missed. */
export const leavesGap = (conversation: Conversation, entry: Entry): boolean =>
  entry.sequence > lastSequence(conversation) + 1;

/** The conversation with an entry more; one that is already there is taken over anew. */
export function withEntry(conversation: Conversation, entry: Entry): Conversation {
  const others = conversation.entries.filter(({ sequence }) => sequence !== entry.sequence);
  const behind = others.findIndex(({ sequence }) => sequence > entry.sequence);
  const entries = behind < 0 ? [...others, entry] : [...others.slice(0, behind), entry, ...others.slice(behind)];
  return { ...conversation, entries };
}

/** What was fetched, with all that the stream has told since the server answered: late answers undo nothing. */
export function caughtUp(known: Conversation | undefined, fetched: Conversation): Conversation {
  if (!known) return fetched;
  const since = known.entries.filter(({ sequence }) => sequence > lastSequence(fetched));
  const { state, ownerEpoch, owner } = known.ownerEpoch > fetched.ownerEpoch ? known : fetched;
  const seenByCustomer = Math.max(known.seenByCustomer, fetched.seenByCustomer);
  return { ...fetched, state, ownerEpoch, owner, seenByCustomer, entries: [...fetched.entries, ...since] };
}

/** The conversation once a customer's message has been understood. */
export const withReading = (conversation: Conversation, sequence: number, understood: Understood): Conversation => ({
  ...conversation,
  entries: conversation.entries.map((entry) => (entry.sequence === sequence ? { ...entry, understood } : entry)),
});

export const customerName = (conversation: Pick<Conversation, "customer">): string =>
  conversation.customer.name || "Ohne Namen";

export const lastHandoff = (conversation: Conversation): Handoff | undefined => conversation.handoffs.at(-1);
