// The list on the left: my cases, those who wait, and the button for the next one.
import type { Desk } from "./desk.js";
import type { Row } from "./dom.js";
import { el, KeyedList, show, write } from "./dom.js";
import type { CaseRowHooks } from "./case_row.js";
import { caseRow } from "./case_row.js";
import { icon } from "./icons.js";
import { takesCases } from "./session.js";
import type { Slot } from "./queue.js";
import { slotKey, slotsOf } from "./queue.js";
import type { Mine } from "./state.js";
import type { View } from "./view.js";
import { VirtualList } from "./virtual_list.js";

const OFF_DUTY: Readonly<Partial<Record<string, string>>> = {
  offline: "Du bist nicht im Dienst. Neue Fälle kommen zu anderen.",
  away: "Du bist kurz weg. Neue Fälle kommen zu anderen.",
};

export interface CasesHooks {
  /** The agent chose to read a case. */
  open(id: string): void;
  /** The agent wants to read it beside what is open. */
  openBeside(id: string): void;
  /** The agent took a case; it is open now. */
  taken(): void;
}

export function casesView(desk: Desk, hooks: CasesHooks): View {
  const take = async (taking: Promise<boolean>): Promise<void> => {
    if (await taking) hooks.taken();
  };
  const isOpen = (id: string): boolean => desk.store.state.open === id && !desk.store.state.page;
  const isBeside = (id: string): boolean => desk.store.state.columns.includes(id);
  const { me } = desk.store.state;
  const { open, openBeside } = hooks;
  const ownRows: CaseRowHooks = { open, openBeside, accept: null, isOpen, isBeside, ownPod: me.pod };
  const accept = (id: string): void => void take(desk.work.accept(id));
  const waitingRows: CaseRowHooks = { ...ownRows, accept: takesCases(me) ? accept : null };

  const next = el(
    "button",
    {
      class: "primary wide",
      type: "button",
      "aria-keyshortcuts": "t",
      on: { click: () => void take(desk.work.takeNext()) },
    },
    icon("next"),
    "Nächsten Fall übernehmen",
  );
  const onDuty = el(
    "button",
    { type: "button", on: { click: () => void desk.work.setPresence("available") } },
    "Verfügbar melden",
  );
  const offDutyWords = el("p");
  const offDuty = el(
    "div",
    { class: "off-duty" },
    offDutyWords,
    onDuty,
  );
  const mine = section("Meine Fälle", "Du hast gerade keinen Fall. Nimm den nächsten, wenn du so weit bist.");
  const queue = section("Warteschlange", "Niemand wartet. Ein guter Moment zum Durchatmen.");
  const mineList = new KeyedList<Mine>(
    mine.list,
    ({ conversationId, state }) => (state === "offered" ? `offered ${conversationId}` : conversationId),
    (item) => caseRow(item, item.state === "offered" ? waitingRows : ownRows),
  );
  const element = el(
    "div",
    { class: "cases" },
    el("div", { class: "cases-head" }, next, offDuty),
    mine.element,
    queue.element,
  );
  const queueList = new VirtualList<Slot>(
    queue.list,
    element,
    slotKey,
    (slot) => slotRow(slot, waitingRows),
    (first, last) => desk.queue.look(first, last),
  );

  let shown: readonly unknown[] = [];
  return {
    element,
    render(state) {
      const { mine: own, queue: head, further, open: atWork, columns, page, ready, me } = state;
      const wanted = [own, head, atWork, columns, page, ready, me, further];
      if (wanted.every((part, index) => part === shown[index])) return;
      const moved = [2, 3, 4].some((part) => wanted[part] !== shown[part]);
      shown = wanted;
      const slots = slotsOf(state);
      keepingFocus(element, () => {
        mineList.update(moved ? state.mine.map((item) => ({ ...item })) : state.mine);
        queueList.update(slots);
      });
      show(next, takesCases(state.me));
      const off = state.me.presence === "offline" || state.me.presence === "away";
      show(offDuty, takesCases(state.me) && off);
      write(offDutyWords, OFF_DUTY[state.me.presence] ?? "");
      const offered = state.mine.some((item) => item.state === "offered");
      next.disabled = state.ready && state.waiting === 0 && !offered;
      mine.tell(state.mine.length, state.ready);
      queue.tell(slots.length, state.ready);
    },
  };
}

/** A case, or a place of which nobody knows yet who stands there. */
function slotRow({ item }: Slot, hooks: CaseRowHooks): Row<Slot> {
  if (!item) {
    const lines = ["case-line", "case-line", "case-line small"].map((line) => el("span", { class: line }, "…"));
    return { element: el("li", { class: "unknown" }, el("span", { class: "case" }, ...lines)), update: () => undefined };
  }
  const row = caseRow(item, hooks);
  return { element: row.element, update: (next) => next.item && row.update(next.item) };
}

/** Moves the focus through all cases, by 1 or -1; from elsewhere it begins at the first, or at the last. */
export function stepThroughCases(list: HTMLElement, step: 1 | -1): void {
  const cases = [...list.querySelectorAll<HTMLElement>("button.case")].filter((one) => one.checkVisibility());
  const at = cases.findIndex((one) => one === document.activeElement);
  const from = at < 0 ? cases.findIndex((one) => one.getAttribute("aria-current") === "true") : at;
  const to = from < 0 ? (step > 0 ? 0 : cases.length - 1) : Math.min(Math.max(from + step, 0), cases.length - 1);
  cases[to]?.focus();
}

/** A list that changes must not throw the focus away: it stays on its case or goes to the one that took its place. */
function keepingFocus(list: HTMLElement, change: () => void): void {
  const focused = document.activeElement;
  const inside = focused instanceof HTMLElement && list.contains(focused) ? focused : null;
  const place = inside ? [...list.querySelectorAll("button.case")].indexOf(inside) : -1;
  change();
  if (!inside || document.activeElement === inside) return;
  if (inside.isConnected) return inside.focus();
  const left = [...list.querySelectorAll<HTMLElement>("button.case")];
  left[Math.min(place, left.length - 1)]?.focus();
}

function section(
  title: string,
  emptySentence: string,
): {
  readonly element: HTMLElement;
  readonly list: HTMLElement;
  tell(length: number, ready: boolean): void;
} {
  const number = el("span", { class: "number" });
  const list = el("ul", { class: "case-list" });
  const empty = el("p", { class: "empty" }, emptySentence);
  const element = el("section", { "aria-label": title }, el("h2", {}, title, " ", number), list, empty);
  return {
    element,
    list,
    tell(length, ready) {
      write(number, ready ? String(length) : "");
      show(empty, ready && length === 0);
    },
  };
}
