// Replies on their way: one after the other in each conversation, kept over a reload, resent until the desk has
// stored them. The client's id makes a repeated attempt harmless.
import { fields, json, list, number, text } from "../shared/read.js";
import type { Api } from "./api.js";
import { ApiError, errorSentence } from "./api.js";
import type { State } from "./state.js";
import { tab } from "./storage.js";
import type { Store } from "./store.js";

export interface Outgoing {
  readonly clientMessageId: string;
  readonly conversationId: string;
  readonly text: string;
  /** The owner's epoch when it was written: after a change of owner the desk refuses it. */
  readonly ownerEpoch: number;
  readonly at: string;
  readonly status: "waiting" | "sending" | "stored" | "refused";
  /** Known once stored. */
  readonly sequence: number;
  /** Why it was refused. */
  readonly problem: string;
}

const SHELF = "outbox";
const RETRY_MS = 4_000;

export class Outbox {
  private retry = 0;

  constructor(
    private readonly api: Api,
    private readonly store: Store<State>,
    /** Called when the desk says that somebody else owns the conversation by now. */
    private readonly onStale: (conversationId: string) => void,
  ) {}

  get hasUnsent(): boolean {
    return this.store.state.outgoing.some(({ status }) => status !== "stored");
  }

  /** Takes up again what a reload interrupted. */
  restore(): void {
    this.change(() => list(json(tab.read(SHELF)), parseOutgoing));
    this.flush();
  }

  add(conversationId: string, words: string, ownerEpoch: number): void {
    const outgoing: Outgoing = {
      clientMessageId: crypto.randomUUID(),
      conversationId,
      text: words,
      ownerEpoch,
      at: new Date().toISOString(),
      status: "waiting",
      sequence: 0,
      problem: "",
    };
    this.change((all) => [...all, outgoing]);
    this.flush();
  }

  /** Sends a refused reply again, under the epoch that holds now. */
  again(id: string, ownerEpoch: number): void {
    this.set(id, { status: "waiting", ownerEpoch, problem: "" });
    this.flush();
  }

  drop(id: string): void {
    this.change((all) => all.filter(({ clientMessageId }) => clientMessageId !== id));
  }

  /** Forgets replies that by now stand in the conversation's log. */
  settle(): void {
    const { outgoing, conversations } = this.store.state;
    const open = outgoing.filter(
      ({ conversationId, clientMessageId, sequence }) =>
        !conversations
          .get(conversationId)
          ?.entries.some((entry) =>
            entry.clientMessageId
              ? entry.clientMessageId === clientMessageId
              : sequence > 0 && entry.sequence === sequence,
          ),
    );
    if (open.length < outgoing.length) this.change(() => open);
  }

  /** Sends the first waiting reply of each conversation in which none is under way. */
  flush(): void {
    clearTimeout(this.retry);
    const busy = new Set<string>();
    for (const outgoing of this.store.state.outgoing) {
      if (outgoing.status === "stored" || outgoing.status === "refused") continue;
      if (!busy.has(outgoing.conversationId) && outgoing.status === "waiting") void this.send(outgoing);
      busy.add(outgoing.conversationId);
    }
  }

  private async send(outgoing: Outgoing): Promise<void> {
    const { clientMessageId: id, conversationId } = outgoing;
    this.set(id, { status: "sending" });
    try {
      const answer = fields(
        await this.api.post(`/conversations/${conversationId}/replies`, {
          client_message_id: id,
          text: outgoing.text,
          owner_epoch: outgoing.ownerEpoch,
        }),
      );
      this.set(id, { status: "stored", sequence: number(answer.sequence) });
      this.settle();
      this.flush();
    } catch (error) {
      this.failed(outgoing, error);
    }
  }

  private failed({ clientMessageId: id, conversationId }: Outgoing, error: unknown): void {
    if (error instanceof ApiError && error.passing) {
      this.set(id, { status: "waiting" });
      this.retry = setTimeout(() => this.flush(), RETRY_MS);
      return;
    }
    this.set(id, { status: "refused", problem: errorSentence(error) });
    if (error instanceof ApiError && (error.status === 409 || error.status === 403)) this.onStale(conversationId);
    this.flush();
  }

  private set(id: string, part: Partial<Outgoing>): void {
    this.change((all) => all.map((one) => (one.clientMessageId === id ? { ...one, ...part } : one)));
  }

  private change(edit: (all: readonly Outgoing[]) => readonly Outgoing[]): void {
    const outgoing = edit(this.store.state.outgoing);
    this.store.change({ outgoing });
    const open = outgoing.filter(({ status }) => status !== "stored");
    tab.write(SHELF, open.length ? JSON.stringify(open) : "");
  }
}

function parseOutgoing(value: unknown): Outgoing {
  const from = fields(value);
  return {
    clientMessageId: text(from.clientMessageId),
    conversationId: text(from.conversationId),
    text: text(from.text),
    ownerEpoch: number(from.ownerEpoch),
    at: text(from.at),
    status: from.status === "refused" ? "refused" : "waiting",
    sequence: 0,
    problem: text(from.problem),
  };
}
