// What the console knows, and how a frame of the stream changes it.
import { oneOf } from "../shared/read.js";
import type { Author } from "../shared/contract.js";
import type { DeskFrame, OwnItem, QueueItem } from "../shared/desk_contract.js";
import type { Conversation } from "./conversation.js";
import { withEntry, withReading } from "./conversation.js";
import type { Labels } from "./directory.js";
import type { Outgoing } from "./outbox.js";
import type { Me } from "./session.js";
import { mayIntervene, PRESENCE_ORDER } from "./session.js";
import type { Link } from "./stream.js";

/** `waitsFrom`: since when, by this computer's clock, in ms. */
export type Waiting = QueueItem & { readonly waitsFrom: number };
export type Mine = OwnItem & { readonly waitsFrom: number };

export interface Typing {
  readonly author: Author;
  readonly until: number;
}

export interface State {
  readonly me: Me;
  readonly link: Link;
  /** False until the queue has been heard of for the first time. */
  readonly ready: boolean;
  readonly queue: readonly Waiting[];
  readonly mine: readonly Mine[];
  /** The conversation on screen; empty: none. */
  readonly open: string;
  /** Why the conversation on screen cannot be shown; empty: it can, or is on its way. */
  readonly openProblem: string;
  readonly conversations: ReadonlyMap<string, Conversation>;
  readonly typing: ReadonlyMap<string, Typing>;
  readonly outgoing: readonly Outgoing[];
  readonly labels: Labels;
}

const TYPING_MS = 6_000;

export const emptyState = (me: Me): State => ({
  me,
  link: "connecting",
  ready: false,
  queue: [],
  mine: [],
  open: "",
  openProblem: "",
  conversations: new Map(),
  typing: new Map(),
  outgoing: [],
  labels: new Map(),
});

/** The part of the state that a frame changes. */
export function afterFrame(state: State, frame: DeskFrame, now: number): Partial<State> {
  switch (frame.type) {
    case "queue":
      return {
        ready: true,
        queue: others(frame.items, frame.mine).map(timed(now)),
        mine: openFirst(frame.mine).map(timed(now)),
      };
    case "event":
      return {
        conversations: changed(state, frame.conversationId, (known) => withEntry(known, frame.event)),
        typing: without(state.typing, frame.event.type === "message" ? frame.conversationId : ""),
      };
    case "conversation":
      return {
        conversations: changed(state, frame.conversationId, (known) => ({
          ...known,
          state: frame.state,
          ownerEpoch: frame.ownerEpoch,
        })),
      };
    case "typing":
      return {
        typing: new Map(state.typing).set(frame.conversationId, { author: frame.author, until: now + TYPING_MS }),
      };
    case "understood":
      return {
        conversations: changed(state, frame.conversationId, (known) =>
          withReading(known, frame.sequence, frame.understood),
        ),
      };
    case "seen":
      return {
        conversations: changed(state, frame.conversationId, (known) => ({
          ...known,
          seenByCustomer: Math.max(known.seenByCustomer, frame.sequence),
        })),
      };
    case "presence":
      return { me: { ...state.me, presence: oneOf(PRESENCE_ORDER, frame.fields.presence) } };
  }
}

/** The conversations with one changed; the same map where it is not loaded. */
export function changed(
  state: State,
  id: string,
  change: (known: Conversation) => Conversation,
): ReadonlyMap<string, Conversation> {
  const known = state.conversations.get(id);
  return known ? new Map(state.conversations).set(id, change(known)) : state.conversations;
}

export const openConversation = (state: State): Conversation | undefined => state.conversations.get(state.open);

/** By the conversation itself where it is loaded: the list may be a moment behind. */
export function isMine(state: State, id: string): boolean {
  const known = state.conversations.get(id);
  if (known) return known.owner?.id === state.me.id;
  return state.mine.some((item) => item.conversationId === id && item.state !== "offered");
}

/** Whether this person may pass the case on or close it. */
export const maySettle = (state: State, { id, state: phase }: Conversation): boolean =>
  phase === "human" && (isMine(state, id) || mayIntervene(state.me));

/** What is offered to oneself stands among one's own cases already. */
const others = (items: readonly QueueItem[], mine: readonly OwnItem[]): readonly QueueItem[] =>
  items.filter((item) => !mine.some(({ conversationId }) => conversationId === item.conversationId));

const openFirst = (mine: readonly OwnItem[]): readonly OwnItem[] =>
  [...mine].sort((one, other) => Number(one.state === "wrap_up") - Number(other.state === "wrap_up"));

/** The waiting time by our clock: the server's clock may differ, what it counted does not. */
const timed =
  (now: number) =>
  <Item extends QueueItem>(item: Item): Item & { readonly waitsFrom: number } => ({
    ...item,
    waitsFrom: now - item.waitingSeconds * 1000,
  });

export function without<Value>(map: ReadonlyMap<string, Value>, key: string): ReadonlyMap<string, Value> {
  if (!map.has(key)) return map;
  const rest = new Map(map);
  rest.delete(key);
  return rest;
}
