// What an agent decides, carried out; after a conflict the agent sees how things stand now.
import type { Disposition, Presence } from "../shared/desk_contract.js";
import type { Api } from "./api.js";
import { ApiError, errorSentence } from "./api.js";
import { parseConversation } from "./conversation.js";
import type { Desk } from "./desk.js";

export interface Correction {
  readonly reason?: string;
  readonly concern?: string;
  readonly emotion?: string;
}

export type Target = { readonly pod: string } | { readonly person: string };

/** Every method that promises a boolean says whether it succeeded; if not, the agent has been told why. */
export class Work {
  constructor(
    private readonly api: Api,
    private readonly desk: Desk,
    private readonly say: (sentence: string) => void,
  ) {}

  setPresence(presence: Presence): Promise<boolean> {
    return this.attempt(async () => {
      await this.api.put("/me/presence", { presence });
      const { store } = this.desk;
      store.change({ me: { ...store.state.me, presence } });
    });
  }

  /** Takes the case that should be served next and puts it on screen; false as well where nobody waits. */
  async takeNext(): Promise<boolean> {
    let answer: unknown = null;
    const asked = await this.attempt(async () => (answer = await this.api.post("/queue/next")));
    if (asked && answer === null) this.say("Gerade ist kein Fall für dich dran: Niemand wartet, der zu dir passt, oder du hast noch eine kurze Pause.");
    if (answer !== null) this.show(answer);
    return answer !== null;
  }

  /** Takes this case and puts it on screen. */
  accept(id: string): Promise<boolean> {
    return this.attempt(async () => this.show(await this.api.post(`/conversations/${id}/claim`)), id);
  }

  /** Refuses an offered case; it waits for others again. */
  decline(id: string): Promise<boolean> {
    return this.attempt(async () => {
      await this.api.post(`/conversations/${id}/decline`);
      await this.desk.lookAgain(id);
    }, id);
  }

  reply(id: string, text: string): void {
    this.desk.outbox.add(id, text, this.epoch(id));
  }

  note(id: string, text: string, mentions: readonly string[] = [], whisper = false): Promise<boolean> {
    const body = { text, ...(mentions.length > 0 && { mentions }), ...(whisper && { whisper }) };
    return this.attempt(() => this.api.post(`/conversations/${id}/notes`, body));
  }

  /** A photo or a PDF to the customer. Throws `ApiError`. */
  async sendFile(id: string, file: File, clientMessageId: string): Promise<void> {
    await this.api.upload(`/conversations/${id}/attachments`, file, {
      "X-File-Name": encodeURIComponent(file.name),
      "X-Client-Message-Id": clientMessageId,
      "X-Owner-Epoch": String(this.epoch(id)),
    });
  }

  takeOver(id: string, reason: string): Promise<boolean> {
    return this.act(id, "take_over", { reason });
  }

  /** Asks the pod's room to have a look at the case. */
  bringToRoom(id: string, text: string): Promise<boolean> {
    return this.attempt(() => this.api.post(`/conversations/${id}/room`, { text }), id);
  }

  sayInRoom(text: string): Promise<boolean> {
    return this.attempt(() => this.api.post("/room", { text }));
  }

  /** Goodwill for the customer: granted within one's leeway, else a lead is asked. */
  grantGoodwill(id: string, cents: number, reason: string): Promise<boolean> {
    return this.act(id, "goodwill", { amount_cents: cents, reason });
  }

  decideGoodwill(requestId: string, approve: boolean): Promise<boolean> {
    return this.attempt(async () => {
      await this.api.post(`/goodwill/${requestId}/decision`, { approve });
      const { store } = this.desk;
      store.change({ requests: store.state.requests.filter(({ id }) => id !== requestId) });
    });
  }

  transfer(id: string, to: Target, reason: string): Promise<boolean> {
    return this.act(id, "transfer", { ...to, reason });
  }

  /** `next` is the concern that the bot should go on with; empty: it asks. */
  handBack(id: string, say: string, next: string): Promise<boolean> {
    return this.act(id, "hand_back", { ...(say && { say }), ...(next && { next }) });
  }

  resolve(id: string, disposition: Disposition, concern: string, summary: string): Promise<boolean> {
    return this.act(id, "resolve", { disposition, ...(concern && { concern }), ...(summary && { summary }) });
  }

  correct(id: string, handoffId: string, correction: Correction): Promise<boolean> {
    return this.attempt(async () => {
      await this.api.put(`/conversations/${id}/handoffs/${handoffId}`, correction);
      await this.desk.lookAgain(id);
    }, id);
  }

  /** Tells the customer that somebody is writing; nobody is bothered if that fails. */
  typing(id: string): void {
    this.api.post(`/conversations/${id}/typing`).catch(() => undefined);
  }

  /** Tells that the conversation has been read up to this event; whether the desk has heard it. */
  async seen(id: string, sequence: number): Promise<boolean> {
    const { store } = this.desk;
    store.change({
      mine: store.state.mine.map((item) => (item.conversationId === id ? { ...item, unread: 0 } : item)),
    });
    return this.api.post(`/conversations/${id}/seen`, { sequence }).then(
      () => true,
      () => false,
    );
  }

  private show(answer: unknown): void {
    const conversation = parseConversation(answer);
    this.desk.keep(conversation);
    this.desk.turnTo("");
    this.desk.open(conversation.id);
    void this.desk.surroundings.readContext(conversation.id);
  }

  private act(id: string, verb: string, body: object): Promise<boolean> {
    return this.attempt(async () => {
      await this.api.post(`/conversations/${id}/${verb}`, { ...body, owner_epoch: this.epoch(id) });
      await this.desk.lookAgain(id);
    }, id);
  }

  private async attempt(action: () => Promise<unknown>, id = ""): Promise<boolean> {
    try {
      await action();
      return true;
    } catch (error) {
      this.say(errorSentence(error));
      if (!(error instanceof ApiError)) throw error;
      if (id && (error.status === 409 || error.status === 403)) await this.desk.lookAgain(id);
      return false;
    }
  }

  private epoch(id: string): number {
    return this.desk.store.state.conversations.get(id)?.ownerEpoch ?? 0;
  }
}
