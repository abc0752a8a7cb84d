// The conversation in the middle: who it is, what was said, and what can be done now.
import { composer } from "./composer.js";
import type { Conversation } from "./conversation.js";
import { customerName, lastHandoff, lastSequence } from "./conversation.js";
import type { Desk } from "./desk.js";
import { labelOf } from "./directory.js";
import { attribute, el, show, write } from "./dom.js";
import { keepDraft, readDraft } from "./drafts.js";
import type { IconName } from "./icons.js";
import { icon } from "./icons.js";
import { logView } from "./log_view.js";
import { standingBar } from "./standing_bar.js";
import type { State } from "./state.js";
import { isMine, maySettle, openConversation } from "./state.js";
import { LANGUAGES, PHASES, REASONS, word } from "./words.js";
import type { View } from "./view.js";

export interface ConversationActions {
  accept(): void;
  decline(): void;
  transfer(): void;
  handBack(): void;
  resolve(): void;
  back(): void;
  toggleKnown(): void;
}

export interface ConversationView extends View {
  write(mode: "reply" | "note"): void;
  insert(words: string): void;
  focus(): void;
}

export function conversationView(desk: Desk, actions: ConversationActions): ConversationView {
  const name = el("h1", { tabindex: -1 });
  const phase = el("span", { class: "phase" });
  const about = el("span", { class: "about" });
  const back = tool("back", "Zurück zur Liste", actions.back, { class: "tool narrow-only" });
  const transfer = tool("transfer", "Übergeben", actions.transfer, { "aria-keyshortcuts": "u" });
  const handBack = tool("bot", "An den Bot", actions.handBack, { "aria-keyshortcuts": "b" });
  const resolve = tool("resolve", "Abschließen", actions.resolve, { class: "tool primary", "aria-keyshortcuts": "e" });
  const known = tool("info", "Was wir wissen", actions.toggleKnown, {
    class: "tool known-toggle",
    "aria-keyshortcuts": "i",
  });
  const head = el(
    "header",
    { class: "conversation-head" },
    back,
    el("div", { class: "who-what" }, name, el("p", { class: "subtitle" }, phase, about)),
    el("div", { class: "tools", role: "toolbar", "aria-label": "Fall" }, transfer, handBack, resolve, known),
  );

  const writing = composer(desk);
  const markRead = readMarker(desk);
  const log = logView(desk, {
    again: (messageId) => desk.outbox.again(messageId, openConversation(desk.store.state)?.ownerEpoch ?? 0),
    takeBack(outgoing) {
      const { conversationId, text } = outgoing;
      keepDraft(conversationId, "reply", [readDraft(conversationId, "reply"), text].filter(Boolean).join("\n"));
      desk.outbox.drop(outgoing.clientMessageId);
      writing.reload();
    },
  });
  const standing = standingBar({ accept: actions.accept, decline: actions.decline, note: () => writing.write("note") });
  const here = el("div", { class: "conversation-body" }, head, log.element, standing.element, writing.element);
  const nothingWords = el("p");
  const nothing = el("div", { class: "nothing" }, icon("lotse"), nothingWords);
  const element = el("main", { class: "conversation", tabindex: -1, "aria-label": "Gespräch" }, here, nothing);

  let shown: readonly unknown[] = [];
  return {
    element,
    render(state) {
      log.render(state);
      markRead(state);
      const conversation = openConversation(state);
      const mine = isMine(state, state.open);
      const wanted = [conversation, mine, state.openProblem, state.open, state.labels, state.queue, state.mine];
      if (wanted.every((part, index) => part === shown[index])) return;
      shown = wanted;
      show(here, conversation !== undefined);
      show(nothing, conversation === undefined);
      if (!conversation) return write(nothingWords, emptyWords(state));
      write(name, customerName(conversation));
      write(phase, word(PHASES, conversation.state));
      attribute(phase, "data-state", conversation.state);
      write(about, aboutWords(conversation, state));
      const working = mine && conversation.state === "human";
      show(handBack, working);
      for (const button of [transfer, resolve]) show(button, maySettle(state, conversation));
      standing.update(conversation, state, mine);
      writing.update(conversation.id, working);
    },
    write: writing.write,
    insert: writing.insert,
    focus: () => (here.hidden ? element : name).focus(),
  };
}

function aboutWords(conversation: Conversation, { labels }: State): string {
  const handoff = lastHandoff(conversation);
  const concern = (handoff?.concerns ?? conversation.concerns).map((one) => labelOf(labels, one))[0];
  const language =
    conversation.language && conversation.language !== "de" ? word(LANGUAGES, conversation.language) : "";
  return [concern, handoff && word(REASONS, handoff.reason), language].filter(Boolean).join(" · ");
}

const emptyWords = ({ open, openProblem, mine, queue }: State): string => {
  if (openProblem) return openProblem;
  if (open) return "Wird geladen …";
  if (mine.length || queue.length) return "Wähle einen Fall aus der Liste, oder nimm mit t den nächsten.";
  return "Alles ruhig. Neue Fälle erscheinen links von selbst.";
};

/** What stands on a visible screen counts as read; what the desk has not heard is told again. */
function readMarker(desk: Desk): (state: State) => void {
  const told = new Map<string, number>();
  return (state) => {
    const conversation = openConversation(state);
    if (!conversation || document.visibilityState !== "visible" || !isMine(state, conversation.id)) return;
    const last = lastSequence(conversation);
    if ((told.get(conversation.id) ?? 0) >= last) return;
    told.set(conversation.id, last);
    void desk.work.seen(conversation.id, last).then((heard) => heard || told.delete(conversation.id));
  };
}

const tool = (
  name: IconName,
  label: string,
  act: () => void,
  properties: Readonly<Record<string, string>> = {},
): HTMLButtonElement =>
  el(
    "button",
    { class: "tool", type: "button", title: label, ...properties, on: { click: act } },
    icon(name),
    el("span", {}, label),
  );
