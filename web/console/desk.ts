// Keeps what the console knows in step with the server.
import type { DeskFrame } from "../shared/desk_contract.js";
import { parseDeskFrame } from "../shared/desk_contract.js";
import { fields } from "../shared/read.js";
import type { Api } from "./api.js";
import { ApiError, errorSentence } from "./api.js";
import type { Conversation } from "./conversation.js";
import { caughtUp, leavesGap, parseConversation } from "./conversation.js";
import { beside, opened, restored, withoutColumn } from "./columns.js";
import type { Team } from "./directory.js";
import { fetchTeam } from "./directory.js";
import { Outbox } from "./outbox.js";
import { QueuePages } from "./queue.js";
import type { Me } from "./session.js";
import type { State } from "./state.js";
import { afterFrame, emptyState, without } from "./state.js";
import { Store } from "./store.js";
import { Stream } from "./stream.js";
import { Surroundings } from "./surroundings.js";
import { Viewing } from "./viewing.js";
import { Work } from "./work.js";

export interface DeskHooks {
  onSignedOut(): void;
  /** After a while without activity the desk asks for the password. */
  onLocked(): void;
  /** Shows a sentence to the agent. */
  say(sentence: string): void;
  /** Before a frame changes the state: what deserves a sound or a notification is told here. */
  onFrame(frame: DeskFrame): void;
}

export class Desk {
  readonly store: Store<State>;
  readonly outbox: Outbox;
  readonly work: Work;
  readonly surroundings: Surroundings;
  readonly viewing: Viewing;
  readonly queue: QueuePages;
  private readonly stream: Stream;
  private queueFrames = 0;
  /** Conversations that were not loaded when something happened there. */
  private readonly missed = new Set<string>();

  constructor(
    readonly api: Api,
    me: Me,
    private readonly hooks: DeskHooks,
  ) {
    this.store = new Store(emptyState(me));
    this.surroundings = new Surroundings(api, this.store);
    this.viewing = new Viewing(api, this.store);
    this.queue = new QueuePages(api, this.store);
    this.outbox = new Outbox(api, this.store, (id) => void this.lookAgain(id));
    this.work = new Work(api, this, (sentence) => hooks.say(sentence));
    this.stream = new Stream({
      onFrame: (frame) => this.receive(frame),
      onLink: (link) => this.store.change({ link }),
      onSignedOut: () => hooks.onSignedOut(),
      onLocked: () => hooks.onLocked(),
      catchUp: () => this.catchUp(),
    });
  }

  start(): void {
    this.outbox.restore();
    this.stream.start();
    this.viewing.start();
    void this.surroundings.learn();
  }

  stop(): void {
    this.stream.stop();
    this.viewing.stop();
  }

  reconnect(): void {
    this.stream.reconnectNow();
  }

  /** Begins where the address says: with a conversation, or on another page. */
  begin(id: string, page: string): void {
    this.store.change({ page });
    this.show(restored(id, page));
  }

  turnTo(page: string): void {
    if (this.store.state.page !== page) this.store.change({ page });
  }

  /** Puts a conversation on screen, in place of the one at work; an empty id closes that one. */
  open(id: string): void {
    if (this.store.state.open !== id) this.show(opened(this.store.state, id));
  }

  /** Puts a conversation on screen beside the others. */
  openBeside(id: string): void {
    this.show(beside(this.store.state, id));
  }

  /** Takes a conversation off the screen; another that is there is at work then. */
  closeColumn(id: string): void {
    this.show(withoutColumn(this.store.state, id));
  }

  private show(part: Pick<State, "open" | "columns">): void {
    const { columns: known, calls } = this.store.state;
    this.store.change({ ...part, calls: calls.filter(({ conversationId }) => conversationId !== part.open) });
    for (const id of part.columns) if (!known.includes(id) || !this.store.state.conversations.has(id)) void this.refresh(id);
  }

  /** Whom a case may be passed to. Throws `ApiError`. */
  team(): Promise<Team> {
    return fetchTeam(this.api);
  }

  /** After a surprise: fetches what is on screen; anything else is forgotten and fetched when opened. */
  async lookAgain(id: string): Promise<void> {
    if (this.store.state.columns.includes(id)) await this.refresh(id);
    else this.store.change({ conversations: without(this.store.state.conversations, id) });
  }

  private async refresh(id: string): Promise<void> {
    try {
      await this.fetch(id);
      void this.surroundings.readContext(id);
    } catch (error) {
      this.cannotShow(id, errorSentence(error));
    }
  }

  private cannotShow(id: string, problem: string): void {
    this.store.change({ problems: new Map(this.store.state.problems).set(id, problem) });
  }

  /** Once more if something happened there while the first answer was on its way. Throws `ApiError`. */
  private async fetch(id: string): Promise<void> {
    do {
      this.missed.delete(id);
      this.keep(parseConversation(await this.api.get(`/conversations/${id}`)));
    } while (this.missed.has(id));
  }

  private async catchUp(): Promise<void> {
    const heard = this.queueFrames;
    const queue = parseDeskFrame({ ...fields(await this.api.get("/queue")), type: "queue" });
    if (queue && heard === this.queueFrames) this.store.change(afterFrame(this.store.state, queue, Date.now()));
    await Promise.all(this.store.state.columns.map((id) => this.fetchShown(id)));
    this.forgetHidden();
    this.outbox.flush();
    void this.surroundings.refresh();
  }

  /** Throws `ApiError` where the line is to blame; what the desk refuses is told on screen. */
  private async fetchShown(id: string): Promise<void> {
    try {
      await this.fetch(id);
      if (!this.store.state.contexts.has(id)) void this.surroundings.readContext(id);
    } catch (error) {
      if (!(error instanceof ApiError) || error.passing) throw error;
      this.cannotShow(id, error.message);
    }
  }

  private receive(frame: DeskFrame): void {
    this.hooks.onFrame(frame);
    if (frame.type === "queue") this.queueFrames += 1;
    const before = this.known(frame);
    this.store.change(afterFrame(this.store.state, frame, Date.now()));
    this.outbox.settle();
    if ("conversationId" in frame) this.missed.add(frame.conversationId);
    if (before && missesSomething(before, frame)) void this.lookAgain(before.id);
  }

  private known(frame: DeskFrame): Conversation | undefined {
    return "conversationId" in frame ? this.store.state.conversations.get(frame.conversationId) : undefined;
  }

  /** Takes over how a conversation stands. */
  keep(conversation: Conversation): void {
    const conversations = new Map(this.store.state.conversations);
    conversations.set(conversation.id, caughtUp(conversations.get(conversation.id), conversation));
    this.store.change({ conversations, problems: without(this.store.state.problems, conversation.id) });
    this.outbox.settle();
  }

  /** What is not on screen may have missed events while the line was dead; it is fetched anew when opened. */
  private forgetHidden(): void {
    const { conversations, columns } = this.store.state;
    this.store.change({ conversations: new Map([...conversations].filter(([id]) => columns.includes(id))) });
  }
}

/** An event in between, suggestions for a message just understood, or a change of owner with all that hangs on it. */
function missesSomething(before: Conversation, frame: DeskFrame): boolean {
  if (frame.type === "understood" || frame.type === "goodwill_decided") return true;
  if (frame.type === "event") return leavesGap(before, frame.event);
  return frame.type === "conversation" && (frame.ownerEpoch !== before.ownerEpoch || frame.state !== before.state);
}
