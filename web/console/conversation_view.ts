// One conversation: who it is, what was said, who else looks at it, and what can be done now.
import { composer } from "./composer.js";
import type { Conversation } from "./conversation.js";
import { customerName, lastHandoff, lastSequence } from "./conversation.js";
import type { Desk } from "./desk.js";
import { labelOf } from "./directory.js";
import { attribute, el, show, write } from "./dom.js";
import type { Mode } from "./drafts.js";
import { keepDraft, readDraft } from "./drafts.js";
import { dropTarget } from "./drop_target.js";
import { logView } from "./log_view.js";
import { standingBar } from "./standing_bar.js";
import type { State } from "./state.js";
import { isMine } from "./state.js";
import type { CaseActions } from "./tools.js";
import { toolbar } from "./tools.js";
import { mayIntervene } from "./session.js";
import { LANGUAGES, PHASES, REASONS, word } from "./words.js";
import type { View } from "./view.js";
import { viewersLine } from "./viewers_line.js";

export interface ConversationView extends View {
  write(mode: Mode): void;
  insert(words: string): void;
  send(words: string): void;
  focus(): void;
}

export interface ConversationHooks extends CaseActions {
  say(sentence: string): void;
}

export function conversationView(desk: Desk, id: string, hooks: ConversationHooks): ConversationView {
  const name = el("h1", { tabindex: -1 });
  const phase = el("span", { class: "phase" });
  const about = el("span", { class: "about" });
  const tools = toolbar(id, hooks);
  const head = el(
    "header",
    { class: "conversation-head" },
    tools.back,
    el("div", { class: "who-what" }, name, el("p", { class: "subtitle" }, phase, about)),
    tools.element,
  );
  const writing = composer(desk, id, hooks.say);
  const markRead = readMarker(desk, id);
  const log = logView(desk, id, {
    again: (messageId) => desk.outbox.again(messageId, desk.store.state.conversations.get(id)?.ownerEpoch ?? 0),
    takeBack({ text, clientMessageId }) {
      keepDraft(id, "reply", [readDraft(id, "reply"), text].filter(Boolean).join("\n"));
      desk.outbox.drop(clientMessageId);
      writing.reload();
    },
  });
  const viewers = viewersLine();
  const standing = standingBar({
    accept: () => hooks.accept(id),
    decline: () => hooks.decline(id),
    takeOver: () => hooks.takeOver(id),
    note: () => writing.write("note"),
  });
  const body = el(
    "div",
    { class: "conversation-body" },
    head,
    log.element,
    viewers.element,
    standing.element,
    writing.element,
  );
  const problem = el("p", { class: "nothing" });
  const element = el("section", { class: "column", "data-column": id, "aria-label": "Gespräch" }, body, problem);
  dropTarget(body, (files) => writing.attach(files));
  element.addEventListener("focusin", () => hooks.chosen(id));
  element.addEventListener("pointerdown", () => hooks.chosen(id));

  let shown: readonly unknown[] = [];
  return {
    element,
    render(state) {
      log.render(state);
      markRead(state);
      const conversation = state.conversations.get(id);
      const mine = isMine(state, id);
      const parts = [conversation, mine, state.labels, state.queue, state.mine, state.columns, state.room];
      const wanted = [...parts, state.open, state.problems.get(id)];
      if (wanted.every((part, index) => part === shown[index])) return;
      shown = wanted;
      attribute(element, "data-active", state.open === id);
      show(body, conversation !== undefined);
      show(problem, conversation === undefined);
      tools.update(state, conversation);
      if (!conversation) return write(problem, state.problems.get(id) ?? "Wird geladen …");
      attribute(element, "aria-label", `Gespräch mit ${customerName(conversation)}`);
      write(name, customerName(conversation));
      write(phase, word(PHASES, conversation.state));
      attribute(phase, "data-state", conversation.state);
      write(about, aboutWords(conversation, state));
      viewers.update(conversation.viewers, state.me.id);
      standing.update(conversation, state, mine);
      writing.update({
        reply: mine && conversation.state === "human",
        whisper: !mine && conversation.state === "human" && mayIntervene(state.me),
      });
    },
    write: writing.write,
    insert: writing.insert,
    send: writing.send,
    focus: () => name.focus(),
  };
}

function aboutWords(conversation: Conversation, { labels }: State): string {
  const handoff = lastHandoff(conversation);
  const concern = (handoff?.concerns ?? conversation.concerns).map((one) => labelOf(labels, one))[0];
  const language =
    conversation.language && conversation.language !== "de" ? word(LANGUAGES, conversation.language) : "";
  return [concern, handoff && word(REASONS, handoff.reason), language].filter(Boolean).join(" · ");
}

/** What stands on a visible screen counts as read; what the desk has not heard is told again. */
function readMarker(desk: Desk, id: string): (state: State) => void {
  let told = 0;
  return (state) => {
    const conversation = state.conversations.get(id);
    if (!conversation || state.page || document.visibilityState !== "visible" || !isMine(state, id)) return;
    const last = lastSequence(conversation);
    if (told >= last) return;
    const before = told;
    told = last;
    void desk.work.seen(id, last).then((heard) => {
      if (!heard) told = Math.min(told, before);
    });
  };
}
