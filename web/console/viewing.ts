// Tells colleagues what this person has on screen, and whether a note or a reply is being written there.
import type { Api } from "./api.js";
import type { State } from "./state.js";
import type { Store } from "./store.js";

const EVERY_MS = 10_000;
const TYPING_MS = 6_000;

export class Viewing {
  private timer = 0;
  private told: readonly string[] = [];
  private readonly typedAt = new Map<string, number>();
  private readonly ended = new AbortController();

  constructor(
    private readonly api: Api,
    private readonly store: Store<State>,
  ) {}

  start(): void {
    this.timer = setInterval(() => this.tell(this.shown()), EVERY_MS);
    const { signal } = this.ended;
    document.addEventListener("visibilitychange", () => this.follow(), { signal });
    this.store.subscribe(() => this.follow());
  }

  stop(): void {
    clearInterval(this.timer);
    this.ended.abort();
  }

  /** This person writes in the conversation; colleagues hear of it at once, then every few seconds. */
  typing(id: string): void {
    const before = this.typedAt.get(id) ?? 0;
    if (Date.now() - before < TYPING_MS / 2) return;
    this.typedAt.set(id, Date.now());
    this.tell([id]);
  }

  /** At once where something came on screen or left it. */
  private follow(): void {
    if (this.ended.signal.aborted) return;
    const shown = this.shown();
    this.tell(shown.filter((id) => !this.told.includes(id)));
    for (const id of this.told) if (!shown.includes(id)) this.send(id, { leaving: true });
    this.told = shown;
  }

  private shown(): readonly string[] {
    const { page, columns, conversations } = this.store.state;
    if (page !== "" || document.visibilityState !== "visible") return [];
    return columns.filter((id) => conversations.has(id));
  }

  private tell(ids: readonly string[]): void {
    for (const id of ids) this.send(id, { typing: Date.now() - (this.typedAt.get(id) ?? 0) < TYPING_MS });
  }

  /** Nobody is bothered if that fails. */
  private send(id: string, body: object): void {
    this.api.post(`/conversations/${id}/viewing`, body).catch(() => undefined);
  }
}
