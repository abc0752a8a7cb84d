// What stands in the log of a conversation, line by line.
import { dayName, sameDay } from "../shared/time.js";
import type { Entry } from "../shared/desk_contract.js";
import type { Conversation } from "./conversation.js";
import type { Labels } from "./directory.js";
import { labelOf } from "./directory.js";
import type { Outgoing } from "./outbox.js";

/** How far a reply has come. */
export type Receipt = "stored" | "seen";

export type Line =
  | { readonly kind: "day"; readonly key: string; readonly name: string }
  | {
      readonly kind: "message";
      readonly key: string;
      readonly entry: Entry;
      readonly grouped: boolean;
      readonly receipt: Receipt | "";
      readonly concern: string;
    }
  | { readonly kind: "turn"; readonly key: string; readonly entry: Entry }
  | { readonly kind: "outgoing"; readonly key: string; readonly outgoing: Outgoing };

const GROUP_MS = 180_000;

export function linesOf(conversation: Conversation, outgoing: readonly Outgoing[], labels: Labels, now: Date): Line[] {
  const lines: Line[] = [];
  const lastReply = conversation.entries.filter(isReply).at(-1)?.sequence ?? 0;
  let previous: Entry | undefined;
  for (const entry of conversation.entries) {
    const at = new Date(entry.at);
    if (!previous || !sameDay(new Date(previous.at), at)) {
      lines.push({ kind: "day", key: `day-${entry.sequence}`, name: dayName(at, now, "de") });
    }
    lines.push(lineOf(entry, previous, conversation, labels, entry.sequence === lastReply));
    previous = entry;
  }
  const own = outgoing.filter(({ conversationId }) => conversationId === conversation.id);
  return [...lines, ...own.map((one) => ({ kind: "outgoing" as const, key: one.clientMessageId, outgoing: one }))];
}

function lineOf(
  entry: Entry,
  previous: Entry | undefined,
  conversation: Conversation,
  labels: Labels,
  last: boolean,
): Line {
  const key = `event-${entry.sequence}`;
  if (entry.type === "state" || entry.author.kind === "system") return { kind: "turn", key, entry };
  return {
    kind: "message",
    key,
    entry,
    grouped: belongsTo(entry, previous),
    receipt: last ? receiptOf(entry, conversation) : "",
    concern: entry.understood?.intent ? labelOf(labels, { id: entry.understood.intent, label: "" }) : "",
  };
}

const isReply = (entry: Entry): boolean => entry.type === "message" && entry.author.kind === "agent";

const belongsTo = (entry: Entry, previous: Entry | undefined): boolean =>
  previous !== undefined &&
  previous.type === entry.type &&
  previous.author.kind === entry.author.kind &&
  previous.author.name === entry.author.name &&
  Date.parse(entry.at) - Date.parse(previous.at) < GROUP_MS;

const receiptOf = ({ sequence }: Entry, { seenByCustomer }: Conversation): Receipt =>
  sequence <= seenByCustomer ? "seen" : "stored";
