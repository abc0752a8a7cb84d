// Messages that are written and not yet acknowledged. They survive reloads, and every tab sees all of them: one key
// a message, so that two tabs never overwrite each other's. A message may therefore be sent by two tabs; its id makes that harmless.
import { fields, json, text } from "../shared/read.js";
import type { Storage } from "./storage.js";

const PREFIX = "out.";

export interface Unsent {
  /** The client_message_id, a UUID. */
  readonly id: string;
  readonly text: string;
  /** ISO 8601. */
  readonly at: string;
  /** Refused for good: only the customer's own retry sends it again. */
  readonly failed: boolean;
}

export class Outbox {
  readonly #storage: Storage;

  constructor(storage: Storage) {
    this.#storage = storage;
  }

  /** Oldest first. */
  all(): Unsent[] {
    return this.#storage
      .keys(PREFIX)
      .map((key) => parseUnsent(key.slice(PREFIX.length), this.#storage.get(key)))
      .filter((message) => message.text !== "")
      .sort((one, other) => one.at.localeCompare(other.at));
  }

  next(): Unsent | undefined {
    return this.all().find((message) => !message.failed);
  }

  add(words: string): void {
    this.put({ id: uuid(), text: words, at: new Date().toISOString(), failed: false });
  }

  put(message: Unsent): void {
    this.#storage.set(PREFIX + message.id, JSON.stringify(message));
  }

  /** False if it was not there any more. */
  remove(id: string): boolean {
    const there = this.#storage.get(PREFIX + id) !== undefined;
    this.#storage.remove(PREFIX + id);
    return there;
  }

  clear(): void {
    for (const { id } of this.all()) this.remove(id);
  }
}

function parseUnsent(id: string, stored: string | undefined): Unsent {
  const from = fields(json(stored));
  return { id, text: text(from.text), at: text(from.at), failed: from.failed === true };
}

/** A random UUID, version 4; `crypto.randomUUID` exists on secure pages only. */
export function uuid(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6]! & 0x0f) | 0x40;
  bytes[8] = (bytes[8]! & 0x3f) | 0x80;
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
}
