// The conversation as this tab knows it, and all that a customer can do in it.
import type { Author, Button, ConversationState, ServerFrame } from "../shared/contract.js";
import { Book } from "./book.js";
import type { Entry } from "./book.js";
import { Connection } from "./connection.js";
import type { Status } from "./connection.js";
import { contained } from "./contained.js";
import { Delivery } from "./delivery.js";
import { Outbox } from "./outbox.js";
import type { Unsent } from "./outbox.js";
import { Outgoing, Refusal, frames } from "./outgoing.js";
import type { Address } from "./outgoing.js";
import { SESSION_KEY, Sessions } from "./session.js";
import type { Settings } from "./settings.js";
import { openStorage } from "./storage.js";
import type { Storage } from "./storage.js";
import { Typing } from "./typing.js";

const TYPING_EVERY_MS = 3_000;
const ASK_AGAIN_MS = 3_000;
const READ = "read";
const FILES = "files";

/** Everything that the view shows. */
export interface Snapshot {
  readonly status: Status;
  readonly state: ConversationState | null;
  readonly entries: readonly Entry[];
  readonly choices: readonly Button[];
  readonly asks: string;
  readonly typing: Author | null;
  readonly unread: number;
  readonly wantsPerson: boolean;
  /** There are files that were not sent yet, which the second script looks after. */
  readonly keepsFiles: boolean;
  /** The customer erased this conversation; nothing begins until they wish it. */
  readonly erased: boolean;
}

export class Conversation {
  readonly #outgoing: Outgoing;
  readonly #storage: Storage;
  readonly #sessions: Sessions;
  readonly #outbox: Outbox;
  readonly #connection: Connection;
  readonly #delivery: Delivery<Unsent>;
  readonly #book = new Book();
  readonly #typing: Typing;
  /** Tells the view. */
  readonly changed: () => void;
  #state: ConversationState | null = null;
  #status: Status = "idle";
  #wantsPerson = false;
  #erased = false;
  #watched = false;
  #typedAt = 0;

  constructor(origin: string, settings: Settings, changed: () => void) {
    this.changed = changed;
    this.#storage = openStorage(origin, () => localStorage);
    this.#sessions = new Sessions(this.#storage);
    this.#outgoing = new Outgoing(origin, this.#sessions, settings);
    this.#outbox = new Outbox(this.#storage);
    this.#typing = new Typing(changed);
    this.#connection = new Connection(this.#outgoing, {
      after: () => this.#book.seen,
      frame: (frame) => this.#receive(frame),
      status: (status) => this.#become(status),
      gone: () => this.#gone(),
    });
    this.#delivery = new Delivery(this.#outbox, {
      send: ({ id, text }) => this.#outgoing.message(id, text),
      stored: (message, sequence) => {
        this.#book.acknowledge(message, sequence);
        this.#connection.expect(sequence);
      },
      live: () => this.#status === "live",
      gone: () => this.#gone(),
      changed,
    });
    this.#storage.onForeignChange((key) => (key === SESSION_KEY ? this.#sessionChangedElsewhere() : changed()));
  }

  snapshot(): Snapshot {
    const state = this.#state;
    return {
      status: this.#status,
      state,
      entries: this.#book.entries(this.#outbox.all(), state?.delivered ?? 0, this.#status === "live"),
      choices: this.#outbox.next() ? [] : this.#book.choices(),
      asks: this.#book.asks(),
      typing: this.#typing.fitting(state?.state),
      unread: this.#book.unread(Number(this.#storage.get(READ))),
      wantsPerson: this.#wantsPerson,
      keepsFiles: this.#storage.get(FILES) !== undefined,
      erased: this.#erased,
    };
  }

  /** Goes on with a conversation that is still warm, so that an answer shows on the launcher. */
  resume(): void {
    if (this.#sessions.awake) this.#connection.start();
  }

  /** The panel is open (or not): only then a conversation begins, and only then anything counts as read. */
  watch(watched: boolean): void {
    this.#watched = watched;
    if (watched && !this.#erased) this.#connection.start();
    this.#markRead();
  }

  leave(): void {
    this.#connection.stop();
  }

  say(words: string): void {
    this.#outbox.add(words);
    this.#sessions.touch();
    this.#connection.start();
    this.#flush();
  }

  retry(id: string): void {
    const message = this.#outbox.all().find((unsent) => unsent.id === id);
    if (message) this.#outbox.put({ ...message, failed: false });
    if (this.#status === "lost") this.#connection.restart();
    this.#flush();
  }

  discard(id: string): void {
    this.#outbox.remove(id);
    this.changed();
  }

  /** Asks for a person, now or as soon as there is a connection. */
  wantPerson(): void {
    this.#wantsPerson = true;
    this.#erased = false;
    this.#connection.start();
    this.#flush();
  }

  tellTyping(): void {
    if (this.#state?.state !== "human" || Date.now() - this.#typedAt < TYPING_EVERY_MS) return;
    this.#typedAt = Date.now();
    this.#connection.send(frames.typing());
  }

  /** A call about this conversation, for the second script. Throws Refusal. */
  call = (method: string, path: string, body?: object): Promise<Response> => this.#outgoing.call(method, path, body);

  address = (): Promise<Address> => this.#outgoing.address();

  keepFiles(some: boolean): void {
    if (some) this.#storage.set(FILES, "");
    else this.#storage.remove(FILES);
  }

  /** Something went in past the outbox, under this sequence. */
  expect(sequence: number): void {
    this.#sessions.touch();
    this.#connection.expect(sequence);
  }

  startAnew(): void {
    this.#sessions.forget();
    this.#outbox.clear();
    this.#reset(false);
    this.#connection.stop();
    this.#connection.start();
  }

  /** Every tab leaves the conversation before the desk forgets it, or another would take it for lost and begin anew. */
  async erase(): Promise<void> {
    const session = this.#sessions.current;
    this.#connection.stop();
    this.#sessions.end();
    try {
      if (session) await this.#outgoing.erase(session);
    } catch (error) {
      if (session) this.#sessions.keep(session);
      this.#connection.start();
      throw error;
    }
    this.#outbox.clear();
    this.#reset(true);
  }

  #receive(frame: ServerFrame): void {
    if (frame.type === "event") {
      this.#book.receive(frame.event);
      this.#outbox.remove(frame.event.clientMessageId);
      if (frame.event.author.kind !== "customer") this.#typing.stop();
      this.#markRead();
    } else if (frame.type === "typing") {
      this.#typing.start(frame.author);
    } else if (frame.type === "state") {
      if (frame.state.queue ?? frame.state.agent) this.#wantsPerson = false;
      this.#state = frame.state;
    }
    this.changed();
  }

  #become(status: Status): void {
    if (status === this.#status) return;
    this.#status = status;
    if (status !== "live") this.#typing.stop();
    if (status === "live") this.#flush();
    this.changed();
  }

  #flush(): void {
    this.#delivery.flush();
    if (this.#wantsPerson && this.#status === "live") void this.#askForPerson();
    this.changed();
  }

  async #askForPerson(): Promise<void> {
    try {
      await this.#outgoing.handoff();
    } catch (error) {
      if (error instanceof Refusal && error.lasting) this.#wantsPerson = false;
      else setTimeout(contained(() => this.#flush()), ASK_AGAIN_MS);
    }
  }

  #gone(): void {
    this.#sessions.forget();
    this.#reset(false);
    if (!this.#watched) this.#connection.stop();
  }

  #sessionChangedElsewhere(): void {
    this.#connection.stop();
    this.#reset(this.#sessions.ended);
    if (this.#watched ? !this.#erased : this.#sessions.current) this.#connection.start();
  }

  #reset(erased: boolean): void {
    this.#book.clear();
    this.#typing.stop();
    this.#state = null;
    this.#wantsPerson = false;
    this.#erased = erased;
    this.#storage.remove(READ);
    this.changed();
  }

  #markRead(): void {
    if (!this.#watched || document.hidden || this.#book.seen <= Number(this.#storage.get(READ))) return;
    this.#storage.set(READ, String(this.#book.seen));
    this.#connection.send(frames.seen(this.#book.seen));
    this.changed();
  }
}
