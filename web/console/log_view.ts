// The log on screen: stays at the end while one reads there, and says so when something new is below.
import type { Desk } from "./desk.js";
import { customerName } from "./conversation.js";
import { el, KeyedList, show, write } from "./dom.js";
import { icon } from "./icons.js";
import type { Line } from "./log.js";
import { linesOf } from "./log.js";
import type { LogRowHooks } from "./log_row.js";
import { logRow } from "./log_row.js";
import type { State } from "./state.js";
import { everySecond } from "./ticker.js";
import type { View } from "./view.js";

const NEAR_END_PX = 80;
/** Long logs begin with so many lines; more come when asked for. */
const LINES_AT_ONCE = 200;

export function logView(desk: Desk, id: string, hooks: LogRowHooks): View {
  const lines = el("ol", { class: "lines" });
  const typing = el("p", { class: "typing" });
  const earlier = el(
    "button",
    { class: "earlier", type: "button", on: { click: () => showEarlier() } },
    "Frühere Nachrichten anzeigen",
  );
  const scroller = el(
    "div",
    { class: "log", tabindex: 0, role: "region", "aria-label": "Verlauf" },
    earlier,
    lines,
    typing,
  );
  const toEnd = el(
    "button",
    { class: "to-end", type: "button", hidden: true, on: { click: () => end() } },
    icon("down"),
    "Neue Nachrichten",
  );
  const element = el("div", { class: "log-frame" }, scroller, toEnd);
  const end = (): void => scroller.scrollTo({ top: scroller.scrollHeight });
  const nearEnd = (): boolean => scroller.scrollHeight - scroller.scrollTop - scroller.clientHeight < NEAR_END_PX;
  scroller.addEventListener(
    "scroll",
    () => {
      if (sizeOf() !== size) return; // the browser scrolled, because the room changed; nobody read on
      pinned = nearEnd();
      if (pinned) show(toEnd, false);
    },
    { passive: true },
  );
  const sizeOf = (): string => `${scroller.clientWidth} ${scroller.clientHeight}`;
  let size = "";
  new ResizeObserver(() => {
    size = sizeOf();
    if (pinned) end();
  }).observe(scroller);

  const list = new KeyedList<Line>(
    lines,
    ({ key }) => key,
    (line) => {
      const conversation = desk.store.state.conversations.get(id);
      return logRow(line, conversation, hooks);
    },
  );
  const tellTyping = (): void => write(typing, typingWords(desk.store.state, id));
  const stop = everySecond(() => (element.isConnected ? tellTyping() : stop()));

  let pinned = true;
  let all: readonly Line[] = [];
  let left = 0;
  const draw = (): void => {
    show(earlier, left > 0);
    list.update(all.slice(left));
  };
  const showEarlier = (): void => {
    const fromEnd = scroller.scrollHeight - scroller.scrollTop;
    left = Math.max(0, left - LINES_AT_ONCE);
    draw();
    scroller.scrollTop = scroller.scrollHeight - fromEnd;
    if (left === 0) scroller.focus();
  };

  let shown: readonly unknown[] = [];
  let begun = false;
  return {
    element,
    render(state) {
      tellTyping();
      const conversation = state.conversations.get(id);
      const wanted = [conversation, state.outgoing, state.labels];
      if (wanted.every((part, index) => part === shown[index])) return;
      shown = wanted;
      const fresh = !begun && conversation !== undefined;
      begun ||= fresh;
      const before = lines.childElementCount;
      all = conversation ? linesOf(conversation, state.outgoing, state.labels, new Date()) : [];
      if (fresh) left = Math.max(0, all.length - LINES_AT_ONCE);
      draw();
      if (pinned) end();
      else if (lines.childElementCount > before) show(toEnd, true);
    },
  };
}

function typingWords(state: State, id: string): string {
  const typing = state.typing.get(id);
  if (!typing || typing.until < Date.now()) return "";
  const conversation = state.conversations.get(id);
  const who =
    typing.author.kind === "customer" && conversation ? customerName(conversation) : typing.author.name || "Jemand";
  return `${who} schreibt …`;
}
