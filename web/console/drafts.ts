// Words not yet sent, one draft for each conversation and mode.
import { tab } from "./storage.js";

/** A reply to the customer, a note for all colleagues, or a whisper of a lead to the one who has the case. */
export type Mode = "reply" | "note" | "whisper";

const nameOf = (conversationId: string, mode: Mode): string => `draft.${mode}.${conversationId}`;

export const readDraft = (conversationId: string, mode: Mode): string => tab.read(nameOf(conversationId, mode));

export const keepDraft = (conversationId: string, mode: Mode, text: string): void =>
  tab.write(nameOf(conversationId, mode), text);
