// What the console knows, and how a frame of the stream changes it.
import { oneOf } from "../shared/read.js";
import type { Author } from "../shared/contract.js";
import type { DeskFrame, GoodwillRequest, OwnItem, QueueItem } from "../shared/desk_contract.js";
import type { Call } from "./calls.js";
import { callIn, withCalls } from "./calls.js";
import type { Context } from "./context.js";
import type { Conversation } from "./conversation.js";
import { withEntry, withReading } from "./conversation.js";
import type { Colleague, Labels } from "./directory.js";
import type { Outgoing } from "./outbox.js";
import type { Room } from "./room.js";
import { emptyRoom, withMessage } from "./room.js";
import type { Me } from "./session.js";
import { mayIntervene, PRESENCE_ORDER, takesCases } from "./session.js";
import type { Snippet } from "./snippets.js";
import type { Link } from "./stream.js";

/** `waitsFrom`: since when, by this computer's clock, in ms. */
export type Waiting = QueueItem & { readonly waitsFrom: number };
export type Mine = OwnItem & { readonly waitsFrom: number };

export interface Typing {
  readonly author: Author;
  readonly until: number;
}

/** That a case is offered to me: why, and until when (ISO 8601, by the server's clock). */
export interface Offer {
  readonly because: string;
  readonly expiresAt: string;
}

export interface State {
  readonly me: Me;
  /** The page on screen, as it stands in the address; empty: the cases. */
  readonly page: string;
  readonly link: Link;
  /** False until the queue has been heard of for the first time. */
  readonly ready: boolean;
  /** The first of those who wait. */
  readonly queue: readonly Waiting[];
  /** Those further back that somebody has looked at, by their place: 0 is the first. */
  readonly further: ReadonlyMap<number, Waiting>;
  /** How many wait altogether. */
  readonly waiting: number;
  readonly mine: readonly Mine[];
  /** The conversation at work on screen; empty: none. */
  readonly open: string;
  /** The conversations side by side on screen, from left to right; the one at work is among them. */
  readonly columns: readonly string[];
  /** Why a conversation on screen cannot be shown, by its id. */
  readonly problems: ReadonlyMap<string, string>;
  readonly conversations: ReadonlyMap<string, Conversation>;
  readonly typing: ReadonlyMap<string, Typing>;
  readonly outgoing: readonly Outgoing[];
  readonly labels: Labels;
  readonly offers: ReadonlyMap<string, Offer>;
  readonly contexts: ReadonlyMap<string, Context>;
  readonly snippets: readonly Snippet[];
  readonly team: readonly Colleague[];
  readonly room: Room;
  /** Goodwill that waits for a lead's word. */
  readonly requests: readonly GoodwillRequest[];
  /** What colleagues want from me: mentions, whispers, decisions. */
  readonly calls: readonly Call[];
  /** Keys of the calls that were waved aside. */
  readonly dismissed: ReadonlySet<string>;
}

const TYPING_MS = 6_000;

export const emptyState = (me: Me): State => ({
  me,
  page: "",
  link: "connecting",
  ready: false,
  queue: [],
  further: new Map(),
  waiting: 0,
  mine: [],
  open: "",
  columns: [],
  problems: new Map(),
  conversations: new Map(),
  typing: new Map(),
  outgoing: [],
  labels: new Map(),
  offers: new Map(),
  contexts: new Map(),
  snippets: [],
  team: [],
  room: emptyRoom,
  requests: [],
  calls: [],
  dismissed: new Set(),
});

/** The part of the state that a frame changes. */
export function afterFrame(state: State, frame: DeskFrame, now: number): Partial<State> {
  switch (frame.type) {
    case "queue":
      return {
        ready: true,
        queue: frame.items.map(timed(now)),
        waiting: frame.total,
        mine: openFirst(frame.mine).map(timed(now)),
        offers: stillOffered(state.offers, frame.mine),
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
    case "rated":
      return {
        conversations: changed(state, frame.conversationId, (known) => ({
          ...known,
          rating: { score: frame.score, comment: frame.comment },
        })),
      };
    case "presence":
      return { me: { ...state.me, presence: oneOf(PRESENCE_ORDER, frame.fields.presence) } };
    case "offer":
      return {
        offers: new Map(state.offers).set(frame.conversationId, {
          because: frame.because,
          expiresAt: frame.expiresAt,
        }),
      };
    case "viewers":
      return {
        conversations: changed(state, frame.conversationId, (known) => ({ ...known, viewers: frame.people })),
      };
    case "mention":
    case "whisper":
    case "goodwill_decided":
      return {
        calls: isInView(state, frame.conversationId)
          ? state.calls
          : withCalls(state.calls, [callIn(frame)], state.dismissed),
        requests:
          frame.type === "goodwill_decided" ? state.requests.filter(({ id }) => id !== frame.id) : state.requests,
      };
    case "room":
      return { room: withMessage(state.room, frame.message, frame.message.by.id !== state.me.id && state.page !== "raum") };
    case "goodwill":
      return { requests: [...state.requests.filter(({ id }) => id !== frame.request.id), frame.request] };
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

/** The conversation at work. */
export const openConversation = (state: State): Conversation | undefined => state.conversations.get(state.open);

/** Cases offered to me, with what is known of the offer. */
export const offersToMe = ({ mine, offers }: State): readonly (Mine & Offer)[] =>
  mine
    .filter(({ state }) => state === "offered")
    .map((item) => ({ ...item, because: item.why, ...offers.get(item.conversationId) }));

/** How long an offer still holds, in ms. Told in the server's time, which the waiting time gives away; null: unknown. */
export function offerLeft({ expiresAt, waitingSince, waitsFrom }: Mine & Offer, now: number): number | null {
  const left = Date.parse(expiresAt) - Date.parse(waitingSince) - (now - waitsFrom);
  return Number.isNaN(left) ? null : Math.max(0, left);
}

/** Whether somebody who looks at the screen sees this conversation. */
export const isInView = ({ page, columns }: State, id: string): boolean =>
  page === "" && columns.includes(id) && document.visibilityState === "visible";

/** By the conversation itself where it is loaded: the list may be a moment behind. */
export function isMine(state: State, id: string): boolean {
  const known = state.conversations.get(id);
  if (known) return known.owner?.id === state.me.id;
  return state.mine.some((item) => item.conversationId === id && item.state !== "offered");
}

/** Ids of the cases that I have in hand: by the list, and by what is loaded, of which each may be a moment behind. */
export const ownOpenCases = (state: State): ReadonlySet<string> =>
  new Set([
    ...state.mine.filter((item) => item.state === "human").map(({ conversationId }) => conversationId),
    ...[...state.conversations.values()]
      .filter(({ id, state: phase }) => phase === "human" && isMine(state, id))
      .map(({ id }) => id),
  ]);

/** Whether this person may pass the case on. */
export const mayTransfer = (state: State, conversation: Conversation): boolean =>
  maySettle(state, conversation) ||
  (mayIntervene(state.me) && (conversation.state === "queued" || conversation.state === "offered"));

/** Whether this person may take the case from the colleague who has it: leads, and whom the room was asked. */
export const mayTakeOver = (state: State, { id, state: phase }: Conversation): boolean =>
  phase === "human" &&
  !isMine(state, id) &&
  (mayIntervene(state.me) ||
    (takesCases(state.me) && state.room.messages.some(({ conversationId }) => conversationId === id)));

/** Whether this person may close the case. */
export const maySettle = (state: State, { id, state: phase }: Conversation): boolean =>
  phase === "human" && (isMine(state, id) || mayIntervene(state.me));

const stillOffered = (offers: ReadonlyMap<string, Offer>, mine: readonly OwnItem[]): ReadonlyMap<string, Offer> =>
  new Map(
    [...offers].filter(([id]) => mine.some((item) => item.conversationId === id && item.state === "offered")),
  );

const openFirst = (mine: readonly OwnItem[]): readonly OwnItem[] =>
  [...mine].sort((one, other) => Number(one.state === "wrap_up") - Number(other.state === "wrap_up"));

/** The waiting time by our clock: the server's clock may differ, what it counted does not. */
export const timed =
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
