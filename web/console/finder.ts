// A list that opens while one writes: "/" finds a snippet, "@" a colleague. The focus stays in the text.
import { attribute, el, replace, show, write } from "./dom.js";
import { count } from "./words.js";

const MOST_SHOWN = 8;
const TRIGGER = /(^|\s)([/@])([^\s/@]{0,30})$/;

export interface Found {
  readonly title: string;
  readonly detail: string;
  /** What takes the place of the sign and the words behind it. */
  readonly text: string;
}

/** What a sign finds for the words behind it. */
export type Search = (words: string) => readonly Found[];

export interface Finder {
  /** The list, to stand beside the text. */
  readonly element: HTMLElement;
  /** Looks anew at what stands before the cursor. */
  look(searches: Readonly<Partial<Record<string, Search>>>): void;
  close(): void;
}

let finders = 0;

/** `onPicked` is called once the words are in the text, with where they begin. */
export function finder(text: HTMLTextAreaElement, onPicked: (from: number, words: string) => void): Finder {
  const id = `finder-${(finders += 1)}`;
  const label = "Vorschläge beim Schreiben";
  const options = el("ul", {
    class: "finder",
    id,
    role: "listbox",
    tabindex: 0,
    "aria-label": label,
    hidden: true,
    on: { pointerdown: (event) => event.preventDefault() },
  });
  const told = el("p", { class: "sr-only", role: "status" });
  const element = el("div", {}, options, told);
  let found: readonly Found[] = [];
  let at = 0;
  let from = 0;

  const mark = (wanted: number): void => {
    at = (wanted + found.length) % found.length;
    [...options.children].forEach((option, index) => attribute(option, "aria-selected", String(index === at)));
    attribute(text, "aria-activedescendant", `${id}-${at}`);
    options.children[at]?.scrollIntoView({ block: "nearest" });
  };
  const close = (): void => {
    found = [];
    show(options, false);
    write(told, "");
    for (const name of ["aria-activedescendant", "aria-controls"]) text.removeAttribute(name);
  };
  const pick = (index: number): void => {
    const words = found[index]?.text;
    if (words === undefined) return;
    text.setRangeText(words, from, text.selectionStart, "end");
    close();
    text.focus();
    onPicked(from, words);
  };
  const option = ({ title, detail }: Found, index: number): HTMLElement =>
    el(
      "li",
      {
        id: `${id}-${index}`,
        role: "option",
        on: { click: () => pick(index) },
      },
      el("span", { class: "finder-title" }, title),
      el("span", { class: "finder-detail" }, detail),
    );

  text.addEventListener("keydown", (event) => {
    if (options.hidden || event.isComposing) return;
    if (event.key === "ArrowDown") mark(at + 1);
    else if (event.key === "ArrowUp") mark(at - 1);
    else if (event.key === "Enter" || event.key === "Tab") pick(at);
    else if (event.key === "Escape") close();
    else return;
    event.preventDefault();
  });
  text.addEventListener("blur", close);

  return {
    element,
    close,
    look(searches) {
      const match = text.selectionStart === text.selectionEnd ? TRIGGER.exec(text.value.slice(0, text.selectionStart)) : null;
      found = match ? (searches[match[2] ?? ""]?.(match[3] ?? "") ?? []).slice(0, MOST_SHOWN) : [];
      if (!match || found.length === 0) return close();
      from = text.selectionStart - (match[3] ?? "").length - 1;
      replace(options, ...found.map(option));
      write(told, count(found.length, "Vorschlag", "Vorschläge"));
      show(options, true);
      attribute(text, "aria-controls", id);
      mark(0);
    },
  };
}
