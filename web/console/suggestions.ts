// Articles that may help, ready to be put into the reply with one click or Alt and its number; with Shift it is sent.
import type { Suggestion } from "./conversation.js";
import type { Child } from "./dom.js";
import { attribute, el } from "./dom.js";
import { icon } from "./icons.js";
import { card } from "./known_cards.js";

const WITH_KEY = 9;

export interface SuggestionHooks {
  insert(words: string): void;
  /** Sends them to the customer as they are. */
  send(words: string): void;
}

/** Null for the hooks: they can be read, but there is no reply to put them into. */
export function suggestionCard(suggestions: readonly Suggestion[], hooks: SuggestionHooks | null): Child {
  if (suggestions.length === 0) return null;
  const rows = suggestions.slice(0, WITH_KEY).map((suggestion, index) => row(suggestion, index + 1, hooks));
  return card("Vorschläge", el("ul", { class: "suggestions" }, ...rows));
}

function row({ title, text }: Suggestion, number: number, hooks: SuggestionHooks | null): HTMLElement {
  const unfolded = el("details", {}, el("summary", {}, title), el("p", {}, plain(text)));
  if (!hooks) return el("li", {}, unfolded);
  const insert = button("insert", "insert", `Alt+${number}`, () => hooks.insert(plain(text)));
  attribute(insert, "data-insert", number);
  attribute(insert, "aria-label", `${title} einfügen`);
  const send = button("send", "insert", `Alt+Shift+${number}`, () => hooks.send(plain(text)));
  attribute(send, "data-send", number);
  attribute(send, "aria-label", `${title} sofort senden`);
  return el("li", {}, unfolded, insert, send);
}

const button = (name: "insert" | "send", cssClass: string, keys: string, act: () => void): HTMLButtonElement =>
  el(
    "button",
    {
      class: cssClass,
      type: "button",
      title: `${name === "send" ? "Sofort senden" : "Einfügen"} (${keys.replace("Shift", "Umschalt").replaceAll("+", " + ")})`,
      "aria-keyshortcuts": keys,
      on: { click: act },
    },
    icon(name),
  );

/** An article's text as one writes it in a chat: without marks for bold, links as their address. */
const plain = (text: string): string =>
  text.replace(/\*\*(.+?)\*\*/g, "$1").replace(/\[([^\]]+)\]\((https:\/\/[^\s)]+)\)/g, "$1: $2");
