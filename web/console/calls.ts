// What colleagues want from me: a mention, a whisper of a lead, a decision about goodwill.
import type { DeskFrame } from "../shared/desk_contract.js";

export interface Call {
  readonly key: string;
  readonly kind: "mention" | "whisper" | "goodwill_decided";
  readonly conversationId: string;
  /** First name; empty: the system. */
  readonly by: string;
  /** Their words, or of a decision its new state. */
  readonly text: string;
}

type CallFrame = Extract<DeskFrame, { type: Call["kind"] }>;

export function callIn(frame: CallFrame): Call {
  const { type: kind, conversationId } = frame;
  if (frame.type === "goodwill_decided")
    return { key: `${kind} ${frame.id}`, kind, conversationId, by: "", text: frame.state };
  return { key: `${kind} ${conversationId} ${frame.sequence}`, kind, conversationId, by: frame.by, text: frame.text };
}

/** Those of the calls that are there already, and what is new among others that was not waved aside. */
export function withCalls(known: readonly Call[], more: readonly Call[], dismissed: ReadonlySet<string>): readonly Call[] {
  const isNew = ({ key }: Call): boolean => !dismissed.has(key) && !known.some((call) => call.key === key);
  return [...known, ...more.filter(isNew)];
}

/** One sentence of what it is. */
export function callSentence({ kind, by, text }: Call): string {
  switch (kind) {
    case "mention":
      return `${by || "Jemand"} hat dich erwähnt`;
    case "whisper":
      return `${by || "Deine Leitung"} flüstert dir zu`;
    case "goodwill_decided":
      return text === "refused" ? "Deine Kulanz wurde abgelehnt" : "Deine Kulanz ist genehmigt";
  }
}
