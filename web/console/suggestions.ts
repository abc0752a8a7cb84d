// Articles that may help, ready to be put into the reply with one click or Alt and its number.
import type { Suggestion } from "./conversation.js";
import type { Child } from "./dom.js";
import { el } from "./dom.js";
import { icon } from "./icons.js";
import { card } from "./known_cards.js";

const WITH_KEY = 9;

/** Null for `insert`: they can be read, but there is no reply to put them into. */
export function suggestionCard(suggestions: readonly Suggestion[], insert: ((words: string) => void) | null): Child {
  if (suggestions.length === 0) return null;
  const rows = suggestions.slice(0, WITH_KEY).map((suggestion, index) => row(suggestion, index + 1, insert));
  return card("Vorschläge", el("ul", { class: "suggestions" }, ...rows));
}

function row({ title, text }: Suggestion, number: number, insert: ((words: string) => void) | null): HTMLElement {
  const button =
    insert &&
    el(
      "button",
      {
        class: "insert",
        type: "button",
        "data-insert": number,
        title: `Einfügen (Alt + ${number})`,
        "aria-keyshortcuts": `Alt+${number}`,
        "aria-label": `${title} einfügen`,
        on: { click: () => insert(plain(text)) },
      },
      icon("insert"),
    );
  return el("li", {}, el("details", {}, el("summary", {}, title), el("p", {}, plain(text))), button);
}

/** An article's text as one writes it in a chat: without marks for bold, links as their address. */
const plain = (text: string): string =>
  text.replace(/\*\*(.+?)\*\*/g, "$1").replace(/\[([^\]]+)\]\((https:\/\/[^\s)]+)\)/g, "$1: $2");
