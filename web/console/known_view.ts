// What is known, on the right: the handoff's summary, how the customer feels, what may help, and who it is.
import type { Conversation } from "./conversation.js";
import { lastHandoff } from "./conversation.js";
import type { Child } from "./dom.js";
import { el, replace } from "./dom.js";
import { icon } from "./icons.js";
import type { HandoffHooks } from "./known_cards.js";
import { courseOf, customerCard, earlierHandoffs, feelingsCard, handoffCard, ratingCard } from "./known_cards.js";
import type { State } from "./state.js";
import { isMine, openConversation } from "./state.js";
import { suggestionCard } from "./suggestions.js";
import type { View } from "./view.js";

export interface KnownHooks extends HandoffHooks {
  insert(words: string): void;
  close(): void;
}

export function knownView(hooks: KnownHooks): View & { focus(): void } {
  const parts = [
    part(
      (known, { labels }) => handoffCard(lastHandoff(known), labels, hooks),
      (known, { labels }) => [lastHandoff(known), labels.size],
    ),
    part(
      (known) => feelingsCard(courseOf(known), lastHandoff(known)),
      (known) => [courseOf(known), lastHandoff(known)?.emotion],
    ),
    part(
      (known, state) => suggestionCard(known.suggestions, mayWrite(known, state) ? hooks.insert : null),
      (known, state) => [known.suggestions, mayWrite(known, state)],
    ),
    part(customerCard, ({ customer, contact, language, page, createdAt }) => [
      customer,
      contact,
      language,
      page,
      createdAt,
    ]),
    part(
      ({ rating }) => rating && ratingCard(rating),
      ({ rating }) => [rating],
    ),
    part(
      ({ handoffs }) => earlierHandoffs(handoffs),
      ({ handoffs }) => [handoffs.length],
    ),
  ];
  const close = el(
    "button",
    { class: "quiet close", type: "button", "aria-label": "Schließen", on: { click: hooks.close } },
    icon("close"),
  );
  const element = el(
    "aside",
    { class: "known", "aria-label": "Was wir wissen" },
    el("div", { class: "known-head" }, el("h2", {}, "Was wir wissen"), close),
    el("div", { class: "known-body" }, ...parts.map((one) => one.element)),
  );
  return { element, render: (state) => parts.forEach((one) => one.render(state)), focus: () => close.focus() };
}

/** A piece of the panel that is built anew only when what it shows has changed: what is unfolded stays unfolded. */
function part(
  build: (conversation: Conversation, state: State) => Child,
  shows: (conversation: Conversation, state: State) => readonly unknown[],
): View {
  const element = el("div", { class: "part" });
  let shown = "";
  return {
    element,
    render(state) {
      const conversation = openConversation(state);
      const wanted = conversation ? JSON.stringify([conversation.id, ...shows(conversation, state)]) : "";
      if (wanted === shown) return;
      shown = wanted;
      replace(element, conversation && build(conversation, state));
    },
  };
}

const mayWrite = (conversation: Conversation, state: State): boolean =>
  conversation.state === "human" && isMine(state, conversation.id);
