// The page of the pod's room: what colleagues say, the cases they bring along, and a line to write in.
import { clockTime, dayName, sameDay } from "../shared/time.js";
import type { RoomMessage } from "../shared/desk_contract.js";
import { errorSentence } from "./api.js";
import type { Desk } from "./desk.js";
import type { Row } from "./dom.js";
import { attribute, el, KeyedList, show, write } from "./dom.js";
import { icon } from "./icons.js";
import type { Page } from "./pages.js";
import { formatted } from "./rich_text.js";
import { tab } from "./storage.js";

const SHELF = "draft.room";
const LONGEST_TEXT = 2_000;
const NEAR_END_PX = 80;

export interface RoomHooks {
  open(id: string): void;
  say(sentence: string): void;
}

export function roomPage(desk: Desk, hooks: RoomHooks): Page {
  const title = el("h1", { tabindex: -1 }, "Team-Raum");
  const list = el("ol", { class: "lines" });
  const empty = el("p", { class: "empty" });
  const earlier = el("button", { class: "earlier", type: "button" }, "Frühere Nachrichten anzeigen");
  const scroller = el(
    "div",
    { class: "log", tabindex: 0, role: "region", "aria-label": "Nachrichten im Team-Raum" },
    earlier,
    empty,
    list,
  );
  const writing = roomComposer(desk);
  const element = el(
    "main",
    { class: "page room", "aria-label": "Team-Raum", hidden: true },
    el(
      "header",
      { class: "page-head" },
      title,
      el("p", { class: "muted" }, "Hier lest nur ihr mit. Fälle bringst du mit h aus dem Gespräch hierher."),
    ),
    scroller,
    writing.element,
  );
  const rows = new KeyedList<RoomMessage>(
    list,
    ({ id }) => id,
    (message) => messageRow(message, previousOf(desk, message), desk.store.state.me.id, hooks),
  );
  const nearEnd = (): boolean => scroller.scrollHeight - scroller.scrollTop - scroller.clientHeight < NEAR_END_PX;
  const end = (): void => scroller.scrollTo({ top: scroller.scrollHeight });
  const more = async (): Promise<void> => {
    const { messages } = desk.store.state.room;
    const fromEnd = scroller.scrollHeight - scroller.scrollTop;
    try {
      exhausted = !(await desk.surroundings.readEarlier(messages[0]?.at ?? ""));
    } catch (error) {
      hooks.say(errorSentence(error));
    }
    show(earlier, !exhausted);
    requestAnimationFrame(() => (scroller.scrollTop = scroller.scrollHeight - fromEnd));
  };
  earlier.addEventListener("click", () => void more());
  let exhausted = false;

  let shown: unknown;
  return {
    name: "raum",
    label: "Team-Raum",
    key: "m",
    element,
    news: ({ room }) => room.unread,
    shown() {
      void desk.surroundings.markRoomSeen();
      end();
      writing.focus();
    },
    render(state) {
      if (state.room === shown) return;
      shown = state.room;
      const pinned = nearEnd();
      write(title, state.room.pod ? `Team ${state.room.pod}` : "Team-Raum");
      rows.update(state.room.messages);
      show(empty, state.room.messages.length === 0);
      show(earlier, state.room.messages.length >= 30 && !exhausted);
      write(empty, state.room.ready ? "Noch ist es still hier. Ein Hallo ist ein guter Anfang." : "Du gehörst zu keinem Team.");
      show(writing.element, state.room.ready);
      if (pinned) end();
      if (state.page === "raum" && state.room.unread > 0) void desk.surroundings.markRoomSeen();
    },
  };
}

function roomComposer(desk: Desk): { readonly element: HTMLElement; focus(): void } {
  const text = el("textarea", {
    rows: 1,
    maxlength: LONGEST_TEXT,
    "aria-label": "Nachricht an das Team",
    placeholder: "Nachricht an das Team",
  });
  text.value = tab.read(SHELF);
  const send = el("button", { class: "primary", type: "submit", disabled: text.value === "" }, icon("send"), "Senden");
  const form = el("form", { class: "composer", "aria-label": "Im Team-Raum schreiben" }, text, el("div", { class: "composer-foot" }, el("span", { class: "hint" }, "Enter sendet, Umschalt + Enter beginnt eine neue Zeile"), send));
  const draft = (words: string): void => {
    text.value = words;
    tab.write(SHELF, words);
    text.style.height = "auto";
    text.style.height = `${text.scrollHeight}px`;
    send.disabled = !words.trim();
  };
  const submit = async (): Promise<void> => {
    const words = text.value.trim();
    if (!words) return;
    text.focus();
    draft("");
    if (!(await desk.work.sayInRoom(words))) draft(words);
  };
  text.addEventListener("input", () => draft(text.value));
  text.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    void submit();
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    void submit();
  });
  return { element: form, focus: () => text.focus() };
}

function messageRow(message: RoomMessage, previous: RoomMessage | undefined, myself: string, hooks: RoomHooks): Row<RoomMessage> {
  const { by, text, at, conversationId, customerName } = message;
  const when = new Date(at);
  const newDay = !previous || !sameDay(new Date(previous.at), when);
  const open = el(
    "button",
    { class: "room-case", type: "button", on: { click: () => hooks.open(conversationId) } },
    icon("reply"),
    el("span", {}, customerName ? `Fall von ${customerName}` : "Fall ansehen"),
  );
  const said = el(
    "div",
    { class: "said", "data-kind": by.id === myself ? "agent" : "colleague" },
    el(
      "div",
      { class: "said-head" },
      el("span", { class: "who" }, by.id === myself ? "Du" : by.firstName || "Jemand"),
      el("time", { datetime: at }, clockTime(when, "de")),
    ),
    el("div", { class: "bubble" }, formatted(text), conversationId && open),
  );
  const day = newDay && el("div", { class: "day" }, el("span", {}, dayName(when, new Date(), "de")));
  const element = el("li", { class: "room-line" }, day, said);
  attribute(element, "data-case", conversationId !== "");
  return { element, update: () => undefined };
}

function previousOf(desk: Desk, message: RoomMessage): RoomMessage | undefined {
  const { messages } = desk.store.state.room;
  return messages[messages.indexOf(message) - 1];
}
