// The middle of the screen: up to three conversations side by side, one of them at work.
import type { ConversationHooks, ConversationView } from "./conversation_view.js";
import { conversationView } from "./conversation_view.js";
import type { Desk } from "./desk.js";
import { el, show, write } from "./dom.js";
import type { Mode } from "./drafts.js";
import { icon } from "./icons.js";
import type { State } from "./state.js";
import type { View } from "./view.js";

export interface ColumnsView extends View {
  write(mode: Mode): void;
  insert(words: string): void;
  send(words: string): void;
  /** The focus goes to the name of the conversation at work. */
  focus(): void;
}

export function columnsView(desk: Desk, hooks: ConversationHooks): ColumnsView {
  const words = el("p", { tabindex: -1 });
  const nothing = el("div", { class: "nothing" }, icon("lotse"), words);
  const row = el("div", { class: "columns" });
  const element = el("main", { class: "conversation", tabindex: -1, "aria-label": "Gespräch" }, row, nothing);
  let views: ReadonlyMap<string, ConversationView> = new Map();

  const arrange = (columns: readonly string[]): void => {
    for (const [id, view] of views) if (!columns.includes(id)) view.element.remove();
    views = new Map(columns.map((id) => [id, views.get(id) ?? conversationView(desk, id, hooks)]));
    [...views.values()].forEach((view, index) => {
      if (row.children[index] !== view.element) row.insertBefore(view.element, row.children[index] ?? null);
    });
  };
  const atWork = (): ConversationView | undefined => views.get(desk.store.state.open);

  return {
    element,
    render(state) {
      if ([...views.keys()].join() !== state.columns.join()) arrange(state.columns);
      for (const view of views.values()) view.render(state);
      show(row, views.size > 0);
      show(nothing, views.size === 0);
      if (views.size === 0) write(words, emptyWords(state));
    },
    write: (mode) => atWork()?.write(mode),
    insert: (text) => atWork()?.insert(text),
    send: (text) => atWork()?.send(text),
    focus: () => (atWork() ?? words).focus(),
  };
}

const emptyWords = ({ mine, queue }: State): string =>
  mine.length || queue.length
    ? "Wähle einen Fall aus der Liste, oder nimm mit t den nächsten."
    : "Alles ruhig. Neue Fälle erscheinen links von selbst.";
