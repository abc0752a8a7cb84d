// What the console asks for beside cases: context, snippets, the team, its room, requests for goodwill.
// None of it is needed to work on a case: what cannot be had is left out.
import { parseGoodwillRequest, parseWords } from "../shared/desk_contract.js";
import { fields, list } from "../shared/read.js";
import type { Api } from "./api.js";
import { callIn, withCalls } from "./calls.js";
import { parseContext } from "./context.js";
import { fetchLabels, fetchTeam } from "./directory.js";
import { joined, parseRoom } from "./room.js";
import { mayIntervene } from "./session.js";
import { fetchSnippets } from "./snippets.js";
import type { State } from "./state.js";
import { isInView } from "./state.js";
import type { Store } from "./store.js";

export class Surroundings {
  constructor(
    private readonly api: Api,
    private readonly store: Store<State>,
  ) {}

  /** Once, when somebody sits down. */
  async learn(): Promise<void> {
    const quietly = <Part>(asked: Promise<Part>, keep: (part: Part) => Partial<State>): Promise<void> =>
      asked.then((part) => this.store.change(keep(part))).catch(() => undefined);
    await Promise.all([
      quietly(fetchLabels(this.api), (labels) => ({ labels })),
      quietly(fetchSnippets(this.api), (snippets) => ({ snippets })),
      quietly(fetchTeam(this.api), ({ people }) => ({ team: people })),
    ]);
  }

  /** Again after every interruption of the line. */
  async refresh(): Promise<void> {
    await Promise.all([
      this.readRoom(),
      this.readMentions(),
      mayIntervene(this.store.state.me) ? this.readRequests() : null,
    ]);
  }

  async readContext(id: string): Promise<void> {
    const answer = await this.api.get(`/conversations/${id}/context`).catch(() => null);
    if (answer === null) return;
    this.store.change({ contexts: new Map(this.store.state.contexts).set(id, parseContext(answer)) });
  }

  async readRequests(): Promise<void> {
    const answer = await this.api.get("/goodwill?state=requested").catch(() => null);
    if (answer !== null) this.store.change({ requests: list(fields(answer).items, parseGoodwillRequest) });
  }

  /** Who called while nobody sat here. */
  private async readMentions(): Promise<void> {
    const answer = await this.api.get("/mentions").catch(() => null);
    if (answer === null) return;
    const { state } = this.store;
    const missed = list(fields(answer).items, parseWords).filter((words) => !isInView(state, words.conversationId));
    const calls = missed.map((words) => callIn({ type: "mention", ...words }));
    this.store.change({ calls: withCalls(state.calls, calls, state.dismissed) });
  }

  private async readRoom(): Promise<void> {
    const answer = await this.api.get("/room").catch(() => null);
    if (answer === null) return;
    const room = parseRoom(answer);
    this.store.change({ room: { ...room, messages: joined(this.store.state.room.messages, room.messages) } });
  }

  /** What was said before; whether there was anything. Throws `ApiError`. */
  async readEarlier(before: string): Promise<boolean> {
    const found = parseRoom(await this.api.get(`/room?before=${encodeURIComponent(before)}`));
    const { room } = this.store.state;
    this.store.change({ room: { ...room, messages: joined(found.messages, room.messages) } });
    return found.messages.length > 0;
  }

  /** What stands on screen counts as read. */
  async markRoomSeen(): Promise<void> {
    this.store.change({ room: { ...this.store.state.room, unread: 0 } });
    await this.api.post("/room/seen").catch(() => undefined);
  }
}
