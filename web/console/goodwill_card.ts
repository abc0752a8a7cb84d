// Goodwill in the panel: what was given, what waits for a lead's word, and what is left.
import type { Conversation } from "./conversation.js";
import type { Child } from "./dom.js";
import { el } from "./dom.js";
import type { GoodwillItem } from "./goodwill.js";
import { euros, leewayCents } from "./goodwill.js";
import { icon } from "./icons.js";
import { card } from "./known_cards.js";
import { GOODWILL_STATES, word } from "./words.js";

export interface GoodwillHooks {
  /** Null: it is not one's own case. */
  readonly grant: (() => void) | null;
  /** Null: somebody else decides. */
  readonly decide: ((id: string, approve: boolean) => void) | null;
}

export function goodwillCard({ goodwill }: Conversation, { grant, decide }: GoodwillHooks): Child {
  if (!goodwill || (goodwill.items.length === 0 && !grant)) return null;
  return card(
    "Kulanz",
    goodwill.items.length > 0 && el("ul", { class: "rows" }, ...goodwill.items.map((item) => row(item, decide))),
    grant && el("p", { class: "muted" }, `Allein gewähren kannst du hier noch ${euros(leewayCents(goodwill))}.`),
    grant && el("button", { class: "link", type: "button", on: { click: grant } }, icon("gift"), "Kulanz gewähren"),
  );
}

function row({ id, amountCents, reason, state, by, decidedBy }: GoodwillItem, decide: GoodwillHooks["decide"]): HTMLElement {
  const who = [by && `von ${by}`, decidedBy && `entschieden von ${decidedBy}`].filter(Boolean).join(", ");
  return el(
    "li",
    { class: "goodwill", "data-state": state },
    el(
      "p",
      { class: "order-head" },
      el("strong", { class: "tabular" }, euros(amountCents)),
      el("span", { class: "chip" }, word(GOODWILL_STATES, state)),
    ),
    reason && el("p", {}, reason),
    who && el("p", { class: "muted" }, who),
    decide && state === "requested" && decisionButtons(id, decide),
  );
}

export const decisionButtons = (id: string, decide: (id: string, approve: boolean) => void): HTMLElement =>
  el(
    "div",
    { class: "decision" },
    el("button", { class: "primary", type: "button", on: { click: () => decide(id, true) } }, "Genehmigen"),
    el("button", { type: "button", on: { click: () => decide(id, false) } }, "Ablehnen"),
  );
