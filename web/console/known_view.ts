// What is known, on the right: the handoff's summary, how the customer feels, what may help, and who it is.
import { earlierCard, ordersCard, similarCard, whyCard } from "./context_cards.js";
import type { Context } from "./context.js";
import type { Conversation } from "./conversation.js";
import { lastHandoff } from "./conversation.js";
import type { Child } from "./dom.js";
import { el, replace, show, write } from "./dom.js";
import { goodwillCard } from "./goodwill_card.js";
import { icon } from "./icons.js";
import type { HandoffHooks } from "./known_cards.js";
import { courseOf, customerCard, earlierHandoffs, feelingsCard, handoffCard, ratingCard } from "./known_cards.js";
import { mayIntervene } from "./session.js";
import type { State } from "./state.js";
import { isMine, openConversation } from "./state.js";
import { suggestionCard } from "./suggestions.js";
import type { View } from "./view.js";

export interface KnownHooks extends HandoffHooks {
  insert(words: string): void;
  send(words: string): void;
  open(id: string): void;
  grant(): void;
  decide(id: string, approve: boolean): void;
  close(): void;
}

export function knownView(hooks: KnownHooks): View & { focus(): void } {
  const writing = (known: Conversation, state: State): KnownHooks | null => (mayWrite(known, state) ? hooks : null);
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
      (known, state) => suggestionCard(known.suggestions, writing(known, state)),
      (known, state) => [known.suggestions, mayWrite(known, state)],
    ),
    part(
      (known, state) => (mayWrite(known, state) || isAsked(known, state)) && whyCard(known.assignment),
      (known, state) => [known.assignment, mayWrite(known, state), isAsked(known, state)],
    ),
    part(
      (known, state) =>
        goodwillCard(known, {
          grant: writing(known, state)?.grant ?? null,
          decide: mayIntervene(state.me) ? hooks.decide : null,
        }),
      (known, state) => [known.goodwill, mayWrite(known, state)],
    ),
    aroundPart((context) => ordersCard(context)),
    aroundPart((context) => earlierCard(context, hooks.open)),
    aroundPart(({ similar }) => similarCard(similar)),
    part(customerCard, ({ customer, contact, language, page, createdAt, pod }) => [
      customer,
      contact,
      language,
      page,
      createdAt,
      pod,
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
  const about = el("span", { class: "known-about" });
  const heading = el("h2", { tabindex: -1 }, "Was wir wissen", about);
  const element = el(
    "aside",
    { class: "known", "aria-label": "Was wir wissen" },
    el("div", { class: "known-head" }, heading, close),
    el("div", { class: "known-body" }, ...parts.map((one) => one.element)),
  );
  return {
    element,
    render(state) {
      const several = state.columns.length > 1;
      show(about, several);
      if (several) write(about, ` über ${openConversation(state)?.customer.name || "den Fall"}`);
      for (const one of parts) one.render(state);
    },
    focus: () => (close.checkVisibility() ? close : heading).focus(),
  };
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

const aroundPart = (build: (context: Context) => Child): View => {
  const contextOf = ({ id }: Conversation, { contexts }: State): Context | undefined => contexts.get(id);
  return part(
    (known, state) => {
      const context = contextOf(known, state);
      return context && build(context);
    },
    (known, state) => [contextOf(known, state)],
  );
};

const isAsked = ({ state: phase, offeredTo }: Conversation, { me }: State): boolean =>
  phase === "offered" && offeredTo === me.id;

const mayWrite = (conversation: Conversation, state: State): boolean =>
  conversation.state === "human" && isMine(state, conversation.id);
