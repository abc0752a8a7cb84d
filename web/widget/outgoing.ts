// Everything that leaves the browser: the calls of the public contract and the frames of its stream. What the second script
// asks for is in more/outgoing.ts; it goes out through `call`.
import { parseEvent, parseState } from "../shared/contract.js";
import type { ConversationState, LogEvent } from "../shared/contract.js";
import { fields, list, number, text } from "../shared/read.js";
import type { Session, Sessions } from "./session.js";
import type { Settings } from "./settings.js";

export const POLL_SECONDS = 25;
const READ_TIMEOUT_MS = (POLL_SECONDS + 10) * 1000;
const WRITE_TIMEOUT_MS = 10_000;

/** The desk answered, and the answer is no. (No answer at all is another error: try again.) */
export class Refusal extends Error {
  readonly status: number;

  constructor(status: number) {
    super(`The desk said ${status}`);
    this.status = status;
  }

  /** The conversation is gone, or was never ours. */
  get unknown(): boolean {
    return [401, 403, 404, 410].includes(this.status);
  }

  /** Sent again, it would be refused again. */
  get lasting(): boolean {
    return this.status < 500 && ![408, 429].includes(this.status);
  }
}

/** Where the current conversation is at the desk, and its key. */
export interface Address {
  /** "https://desk.example/api/v1/conversations/…" */
  readonly url: string;
  readonly token: string;
}

/** Calls about the current conversation; the first of them begins it. */
export class Outgoing {
  readonly #base: string;
  readonly #sessions: Sessions;
  readonly #settings: Settings;

  /** `origin` is where the desk is: "https://desk.example". */
  constructor(origin: string, sessions: Sessions, settings: Settings) {
    this.#base = `${origin}/api/v1/conversations`;
    this.#sessions = sessions;
    this.#settings = settings;
  }

  /** Stores a message and gives its sequence; sent again under the same id, it gives the same sequence. */
  async message(id: string, words: string): Promise<number> {
    const answer = await this.call("POST", "/messages", { client_message_id: id, text: words });
    return number(fields(await answer.json()).sequence);
  }

  async events(after: number, waitSeconds: number): Promise<{ events: LogEvent[]; state: ConversationState }> {
    const answer = await this.call("GET", `/events?after=${after}&wait=${waitSeconds}`);
    const { events, state } = fields(await answer.json());
    return { events: list(events, parseEvent), state: parseState(state) };
  }

  handoff = (): Promise<unknown> => this.call("POST", "/handoff", {});

  erase = ({ id, token }: Session): Promise<unknown> => this.#fetch("DELETE", `${this.#base}/${id}`, token);

  /** A stream that introduces itself; it tells what came after the sequence. */
  async stream(after: number): Promise<WebSocket> {
    const { url, token } = await this.address();
    const socket = new WebSocket(`${url.replace(/^http/, "ws")}/stream`);
    socket.onopen = () => socket.send(JSON.stringify({ type: "hello", token, after }));
    return socket;
  }

  async address(): Promise<Address> {
    const { id, token } = await this.#session();
    return { url: `${this.#base}/${id}`, token };
  }

  /** A call about the current conversation, such as "POST", "/handoff". Throws Refusal. */
  async call(method: string, path: string, body?: object): Promise<Response> {
    const { url, token } = await this.address();
    return this.#fetch(method, url + path, token, body);
  }

  #session(): Promise<Session> {
    return this.#sessions.ensure(async () => {
      const { language, customer } = this.#settings;
      const page = location.origin + location.pathname;
      const answer = await this.#fetch("POST", this.#base, "", { locale: language, page, customer });
      const { conversation_id: id, token } = fields(await answer.json());
      return { id: text(id), token: text(token) };
    });
  }

  async #fetch(method: string, url: string, token: string, body?: object): Promise<Response> {
    const response = await fetch(url, {
      method,
      headers: { ...(token && { Authorization: `Bearer ${token}` }), ...(body && { "Content-Type": "application/json" }) },
      credentials: "omit",
      cache: "no-store",
      signal: AbortSignal.timeout(method === "GET" ? READ_TIMEOUT_MS : WRITE_TIMEOUT_MS),
      body: body ? JSON.stringify(body) : null,
    });
    if (!response.ok) throw new Refusal(response.status);
    return response;
  }
}

/** Frames of the stream that may get lost. */
export const frames = {
  typing: (): string => JSON.stringify({ type: "typing" }),
  seen: (sequence: number): string => JSON.stringify({ type: "seen", sequence }),
};
