// The queue by places: the desk tells its head by itself, what stands further back is asked for when it comes in view.
import { parseDeskFrame } from "../shared/desk_contract.js";
import { fields } from "../shared/read.js";
import type { Api } from "./api.js";
import type { State, Waiting } from "./state.js";
import { timed } from "./state.js";
import type { Store } from "./store.js";

const PAGE = 100;
/** How long a page further back counts as fresh. */
const FRESH_MS = 4_000;

/** A place in the queue; null: nobody has asked who stands there. */
export interface Slot {
  readonly place: number;
  readonly item: Waiting | null;
}

export const slotKey = ({ place, item }: Slot): string => item?.conversationId ?? `place-${place}`;

/** All places. What is offered to oneself stands among one's own cases already. */
export function slotsOf({ queue, further, waiting, mine }: State): readonly Slot[] {
  const told = new Set(mine.map(({ conversationId }) => conversationId));
  const slots: Slot[] = [];
  for (let place = 0; place < waiting; place += 1) {
    const item = queue[place] ?? further.get(place) ?? null;
    if (item && told.has(item.conversationId)) continue;
    if (item) told.add(item.conversationId);
    slots.push({ place, item });
  }
  return slots;
}

export class QueuePages {
  private readonly askedAt = new Map<number, number>();

  constructor(
    private readonly api: Api,
    private readonly store: Store<State>,
  ) {}

  /** These places are in view: what the desk does not tell by itself is asked for, if it is not known or old. */
  look(first: number, last: number): void {
    const from = Math.max(first, this.store.state.queue.length);
    for (let page = Math.floor(from / PAGE); page * PAGE < last; page += 1) void this.ask(page);
  }

  private async ask(page: number): Promise<void> {
    if (Date.now() - (this.askedAt.get(page) ?? 0) < FRESH_MS) return;
    this.askedAt.set(page, Date.now());
    const answer = await this.api.get(`/queue?after=${page * PAGE}&limit=${PAGE}`).catch(() => null);
    const frame = parseDeskFrame({ ...fields(answer), type: "queue" });
    if (answer === null || frame?.type !== "queue") return;
    const further = new Map(this.store.state.further);
    frame.items.map(timed(Date.now())).forEach((item, index) => further.set(page * PAGE + index, item));
    this.store.change({ further });
  }
}
