// Keeps what the console knows in step with the server.
import type { DeskFrame } from "../shared/desk_contract.js";
import { parseDeskFrame } from "../shared/desk_contract.js";
import { fields } from "../shared/read.js";
import type { Api } from "./api.js";
import { ApiError, errorSentence } from "./api.js";
import type { Conversation } from "./conversation.js";
import { caughtUp, leavesGap, parseConversation } from "./conversation.js";
import type { Team } from "./directory.js";
import { fetchLabels, fetchTeam } from "./directory.js";
import { Outbox } from "./outbox.js";
import type { Me } from "./session.js";
import type { State } from "./state.js";
import { afterFrame, emptyState, without } from "./state.js";
import { Store } from "./store.js";
import { Stream } from "./stream.js";
import { Work } from "./work.js";

export interface DeskHooks {
  onSignedOut(): void;
  /** Shows a sentence to the agent. */
  say(sentence: string): void;
  /** Before a frame changes the state: what deserves a sound or a notification is told here. */
  onFrame(frame: DeskFrame): void;
}

export class Desk {
  readonly store: Store<State>;
  readonly outbox: Outbox;
  readonly work: Work;
  private readonly stream: Stream;
  private queueFrames = 0;
  /** Conversations that were not loaded when something happened there. */
  private readonly missed = new Set<string>();

  constructor(
    private readonly api: Api,
    me: Me,
    private readonly hooks: DeskHooks,
  ) {
    this.store = new Store(emptyState(me));
    this.outbox = new Outbox(api, this.store, (id) => void this.lookAgain(id));
    this.work = new Work(api, this, (sentence) => hooks.say(sentence));
    this.stream = new Stream({
      onFrame: (frame) => this.receive(frame),
      onLink: (link) => this.store.change({ link }),
      onSignedOut: () => hooks.onSignedOut(),
      catchUp: () => this.catchUp(),
    });
  }

  start(): void {
    this.outbox.restore();
    this.stream.start();
    void this.learnLabels();
  }

  stop(): void {
    this.stream.stop();
  }

  reconnect(): void {
    this.stream.reconnectNow();
  }

  /** Puts a conversation on screen; an empty id puts none there. */
  open(id: string): void {
    if (this.store.state.open === id) return;
    this.store.change({ open: id, openProblem: "" });
    if (id) void this.refresh(id);
  }

  /** Whom a case may be passed to. Throws `ApiError`. */
  team(): Promise<Team> {
    return fetchTeam(this.api);
  }

  /** After a surprise: fetches what is on screen; anything else is forgotten and fetched when opened. */
  async lookAgain(id: string): Promise<void> {
    if (id === this.store.state.open) await this.refresh(id);
    else this.store.change({ conversations: without(this.store.state.conversations, id) });
  }

  private async refresh(id: string): Promise<void> {
    try {
      await this.fetch(id);
    } catch (error) {
      if (this.store.state.open === id) this.store.change({ openProblem: errorSentence(error) });
    }
  }

  /** Once more if something happened there while the first answer was on its way. Throws `ApiError`. */
  private async fetch(id: string): Promise<void> {
    do {
      this.missed.delete(id);
      this.keep(parseConversation(await this.api.get(`/conversations/${id}`)));
    } while (this.missed.has(id));
  }

  /** Without labels the console shows the concerns' ids as words. */
  private async learnLabels(): Promise<void> {
    const labels = await fetchLabels(this.api).catch(() => null);
    if (labels) this.store.change({ labels });
  }

  private async catchUp(): Promise<void> {
    const heard = this.queueFrames;
    const queue = parseDeskFrame({ ...fields(await this.api.get("/queue")), type: "queue" });
    if (queue && heard === this.queueFrames) this.store.change(afterFrame(this.store.state, queue, Date.now()));
    await this.fetchOpen();
    this.forgetAllBut(this.store.state.open);
    this.outbox.flush();
  }

  /** Throws `ApiError` where the line is to blame; what the desk refuses is told on screen. */
  private async fetchOpen(): Promise<void> {
    const { open } = this.store.state;
    try {
      if (open) await this.fetch(open);
    } catch (error) {
      if (!(error instanceof ApiError) || error.passing) throw error;
      this.store.change({ openProblem: error.message });
    }
  }

  private receive(frame: DeskFrame): void {
    this.hooks.onFrame(frame);
    if (frame.type === "queue") this.queueFrames += 1;
    const before = this.known(frame);
    this.store.change(afterFrame(this.store.state, frame, Date.now()));
    this.outbox.settle();
    if (before && missesSomething(before, frame)) void this.lookAgain(before.id);
    if (!before && "conversationId" in frame) this.missed.add(frame.conversationId);
  }

  private known(frame: DeskFrame): Conversation | undefined {
    return "conversationId" in frame ? this.store.state.conversations.get(frame.conversationId) : undefined;
  }

  /** Takes over how a conversation stands. */
  keep(conversation: Conversation): void {
    const conversations = new Map(this.store.state.conversations);
    conversations.set(conversation.id, caughtUp(conversations.get(conversation.id), conversation));
    this.store.change({ conversations, openProblem: "" });
    this.outbox.settle();
  }

  /** What is not on screen may have missed events while the line was dead; it is fetched anew when opened. */
  private forgetAllBut(id: string): void {
    const known = this.store.state.conversations.get(id);
    this.store.change({ conversations: new Map(known ? [[id, known]] : []) });
  }
}

/** An event in between, suggestions for a message just understood, or a change of owner with all that hangs on it. */
function missesSomething(before: Conversation, frame: DeskFrame): boolean {
  if (frame.type === "understood") return true;
  if (frame.type === "event") return leavesGap(before, frame.event);
  return frame.type === "conversation" && (frame.ownerEpoch !== before.ownerEpoch || frame.state !== before.state);
}
