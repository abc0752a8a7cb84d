// What wants an answer from me, in a corner above everything: offered cases, requests for goodwill, mentions, whispers.
import type { GoodwillRequest } from "../shared/desk_contract.js";
import type { Call } from "./calls.js";
import { callSentence } from "./calls.js";
import { countdown } from "./countdown.js";
import type { Row } from "./dom.js";
import { attribute, el, KeyedList, show, write } from "./dom.js";
import { emotionBadge } from "./emotion.js";
import { euros } from "./goodwill.js";
import { decisionButtons } from "./goodwill_card.js";
import { icon } from "./icons.js";
import type { Mine, Offer, State } from "./state.js";
import { offersToMe } from "./state.js";
import type { View } from "./view.js";
import { count, REASONS, word } from "./words.js";

export interface CallsHooks {
  open(id: string): void;
  accept(id: string): void;
  decline(id: string): void;
  decide(requestId: string, approve: boolean): void;
  dismiss(key: string): void;
}

type Item =
  | { readonly kind: "offer"; readonly key: string; readonly offer: Mine & Offer }
  | { readonly kind: "goodwill"; readonly key: string; readonly request: GoodwillRequest }
  | { readonly kind: "call"; readonly key: string; readonly call: Call };

const MOST_SHOWN = 2;

export function callsView(hooks: CallsHooks): View {
  const list = el("ul", { class: "call-list" });
  const more = el("p", { class: "call-more" });
  const element = el("section", { class: "calls", "aria-label": "Für dich" }, list, more);
  const rows = new KeyedList<Item>(
    list,
    ({ key }) => key,
    (item) => row(item, hooks),
  );
  let shown: readonly unknown[] = [];
  return {
    element,
    render(state) {
      const wanted = [state.mine, state.offers, state.requests, state.calls, state.open, state.page];
      if (wanted.every((part, index) => part === shown[index])) return;
      shown = wanted;
      const items = itemsOf(state);
      rows.update(items.slice(0, MOST_SHOWN));
      show(element, items.length > 0);
      show(more, items.length > MOST_SHOWN);
      write(more, `und ${count(items.length - MOST_SHOWN, "weiterer Hinweis", "weitere Hinweise")}`);
    },
  };
}

/** What is on screen anyway is answered there. */
function itemsOf(state: State): readonly Item[] {
  const requests = state.page === "leitung/kulanz" ? [] : state.requests;
  const inView = (id: string): boolean => state.page === "" && state.columns.includes(id);
  return [
    ...offersToMe(state)
      .filter(({ conversationId }) => !inView(conversationId))
      .map((offer) => ({ kind: "offer" as const, key: `offer ${offer.conversationId}`, offer })),
    ...state.calls.map((call) => ({ kind: "call" as const, key: call.key, call })),
    ...requests
      .filter(({ conversationId }) => !inView(conversationId))
      .map((request) => ({ kind: "goodwill" as const, key: `goodwill ${request.id}`, request })),
  ];
}

function row(item: Item, hooks: CallsHooks): Row<Item> {
  switch (item.kind) {
    case "offer":
      return offerRow(item.offer, hooks);
    case "goodwill":
      return { element: requestRow(item.request, hooks), update: () => undefined };
    case "call":
      return { element: callRow(item.call, hooks), update: () => undefined };
  }
}

function offerRow(first: Mine & Offer, { open, accept, decline }: CallsHooks): Row<Item> {
  const id = first.conversationId;
  const because = el("p", { class: "because" });
  const time = countdown();
  const emotion = emotionBadge();
  emotion.update(first.emotion);
  const name = first.customerName || "Ohne Namen";
  const look = el("button", { class: "link", type: "button", title: "Ansehen", on: { click: () => open(id) } }, name);
  const concern = first.concerns.map(({ label }) => label).join(" · ") || first.summary || "Anliegen noch offen";
  const element = el(
    "li",
    { class: "call", "data-kind": "offer" },
    el("div", { class: "call-head" }, el("h2", {}, "Neuer Fall für dich"), time.element),
    el("p", { class: "call-who" }, look, ` · ${concern}`),
    el("p", { class: "call-tags" }, emotion.element, first.reason && el("span", {}, word(REASONS, first.reason))),
    because,
    el(
      "div",
      { class: "call-foot" },
      el("button", { class: "primary", type: "button", on: { click: () => accept(id) } }, "Übernehmen", el("kbd", {}, "a")),
      el("button", { type: "button", on: { click: () => decline(id) } }, "Ablehnen", el("kbd", {}, "x")),
    ),
  );
  const update = (item: Item): void => {
    if (item.kind !== "offer") return;
    write(because, item.offer.because);
    show(because, item.offer.because !== "");
    time.from(item.offer);
  };
  update({ kind: "offer", key: "", offer: first });
  return { element, update };
}

function requestRow(request: GoodwillRequest, { open, decide }: CallsHooks): HTMLElement {
  const { id, conversationId, amountCents, by, reason } = request;
  return el(
    "li",
    { class: "call", "data-kind": "goodwill" },
    el("div", { class: "call-head" }, el("h2", {}, icon("gift"), `${by || "Jemand"} bittet um ${euros(amountCents)} Kulanz`)),
    reason && el("p", {}, reason),
    el("div", { class: "call-foot" }, decisionButtons(id, decide), openLink(conversationId, open)),
  );
}

function callRow(call: Call, { open, dismiss }: CallsHooks): HTMLElement {
  const close = el(
    "button",
    { class: "quiet", type: "button", "aria-label": "Hinweis schließen", on: { click: () => dismiss(call.key) } },
    icon("close"),
  );
  const look = (id: string): void => {
    dismiss(call.key);
    open(id);
  };
  const element = el(
    "li",
    { class: "call" },
    el("div", { class: "call-head" }, el("h2", {}, callSentence(call)), close),
    call.kind !== "goodwill_decided" && el("p", { class: "call-text" }, call.text),
    call.conversationId && el("div", { class: "call-foot" }, openLink(call.conversationId, look)),
  );
  attribute(element, "data-kind", call.kind);
  return element;
}

const openLink = (id: string, open: (id: string) => void): HTMLElement =>
  el("button", { class: "link", type: "button", on: { click: () => open(id) } }, "Fall ansehen");
