// Where the agent cannot reply: why not, and what can be done instead.
import type { Conversation } from "./conversation.js";
import { countdown } from "./countdown.js";
import { attribute, el, show, write } from "./dom.js";
import { icon } from "./icons.js";
import { takesCases } from "./session.js";
import type { State } from "./state.js";
import { mayTakeOver, offersToMe } from "./state.js";
import { waitingTime } from "./waiting_time.js";
import { DISPOSITIONS, word } from "./words.js";

export interface StandingActions {
  accept(): void;
  decline(): void;
  takeOver(): void;
  note(): void;
}

/** The bar above the composer. */
export function standingBar(act: StandingActions): {
  readonly element: HTMLElement;
  update(conversation: Conversation, state: State, mine: boolean): void;
} {
  const words = el("span");
  const waiting = waitingTime();
  const time = countdown();
  const because = el("p", { class: "because" });
  const note = el(
    "button",
    { class: "quiet", type: "button", "aria-keyshortcuts": "n", on: { click: act.note } },
    icon("note"),
    "Notiz",
  );
  const decline = el("button", { type: "button", "aria-keyshortcuts": "x", on: { click: act.decline } }, "Ablehnen");
  const takeOver = el(
    "button",
    { type: "button", "aria-keyshortcuts": "v", on: { click: act.takeOver } },
    icon("take"),
    "Fall übernehmen",
  );
  const accept = el(
    "button",
    { class: "primary", type: "button", "aria-keyshortcuts": "a", on: { click: act.accept } },
    "Übernehmen",
  );
  const element = el(
    "div",
    { class: "standing", hidden: true },
    el("div", { class: "standing-words" }, el("p", {}, words, " ", waiting.element, time.element), because),
    note,
    decline,
    takeOver,
    accept,
  );
  return {
    element,
    update(conversation, state, mine) {
      const { queue, further, mine: own, me } = state;
      const waits = [...own, ...queue, ...further.values()].find(({ conversationId }) => conversationId === conversation.id);
      const open = conversation.state === "queued" || conversation.state === "offered";
      show(element, !(mine && conversation.state === "human"));
      attribute(element, "data-state", conversation.state);
      show(accept, open && takesCases(me));
      show(
        decline,
        own.some((item) => item === waits && item.state === "offered"),
      );
      show(takeOver, mayTakeOver(state, conversation));
      show(waiting.element, open && waits !== undefined);
      if (waits) waiting.from(waits.waitsFrom);
      const offer = offersToMe(state).find(({ conversationId }) => conversationId === conversation.id);
      write(because, offer?.because ?? "");
      show(because, Boolean(offer?.because));
      show(time.element, offer !== undefined);
      if (offer) time.from(offer);
      write(words, offer ? "Dieser Fall ist dir angeboten." : standingWords(conversation));
    },
  };
}

function standingWords({ state, owner, disposition }: Conversation): string {
  switch (state) {
    case "bot":
      return "Der Bot führt dieses Gespräch.";
    case "queued":
    case "offered":
      return "Wartet auf einen Menschen.";
    case "human":
      return `${owner?.name || "Jemand"} kümmert sich um diesen Fall.`;
    case "wrap_up":
    case "closed":
      return `Abgeschlossen: ${word(DISPOSITIONS, disposition)}.`;
  }
}
