// Words not yet sent, one draft for each conversation and mode.
import { tab } from "./storage.js";

export type Mode = "reply" | "note";

const nameOf = (conversationId: string, mode: Mode): string => `draft.${mode}.${conversationId}`;

export const readDraft = (conversationId: string, mode: Mode): string => tab.read(nameOf(conversationId, mode));

export const keepDraft = (conversationId: string, mode: Mode, text: string): void =>
  tab.write(nameOf(conversationId, mode), text);
