// All keys at a glance, and the switch to do without them.
import { openDialog } from "./dialog.js";
import { el } from "./dom.js";
import type { Shortcut } from "./keys.js";
import { keysOn, turnKeys } from "./keys.js";

type Keys = readonly (readonly [keys: string, words: string])[];

/** Keys that belong to one place and are not short cuts of the whole page. */
const IN_LIST: Keys = [
  ["Enter", "Warteschlange: diesen Fall übernehmen"],
  ["Leertaste", "Fall ansehen"],
  ["Strg + Klick", "Fall daneben öffnen"],
];
const WHILE_WRITING: Keys = [
  ["Enter", "Senden (auch Strg + Enter)"],
  ["Umschalt + Enter", "Neue Zeile"],
  ["/", "In der Antwort: Textbaustein suchen"],
  ["@", "In einer Notiz: jemanden rufen"],
  ["Alt + 1 … 9", "Vorschlag in die Antwort einfügen"],
  ["Alt + Umschalt + 1 … 9", "Vorschlag sofort senden"],
  ["Alt + , und Alt + .", "Zur Spalte links und rechts"],
  ["Esc", "Schreiben verlassen, Dialog schließen"],
];

export function openHelpDialog(shortcuts: readonly Shortcut[]): void {
  const box = el("input", { id: "keys-on", type: "checkbox", checked: keysOn() });
  box.addEventListener("change", () => turnKeys(box.checked));
  const everywhere = shortcuts.filter(({ words }) => words).map(({ key, words }) => [key, words] as const);
  const half = Math.ceil((everywhere.length + IN_LIST.length + WHILE_WRITING.length) / 2) + 1;
  openDialog({
    title: "Hilfe und Tastenkürzel",
    action: "",
    body: [
      el("div", { class: "check" }, box, el("label", { for: "keys-on" }, "Einzelne Tasten als Kürzel verwenden")),
      el(
        "div",
        { class: "key-groups" },
        group("Überall, wo du nicht schreibst", everywhere.slice(0, half)),
        el(
          "div",
          {},
          everywhere.length > half && group("", everywhere.slice(half)),
          group("In der Liste", IN_LIST),
          group("Beim Schreiben", WHILE_WRITING),
        ),
      ),
    ],
  });
}

const group = (title: string, keys: Keys): HTMLElement =>
  el(
    "section",
    { class: "key-group" },
    title && el("h3", {}, title),
    el("dl", { class: "keys" }, ...keys.flatMap(([key, words]) => [el("dt", {}, el("kbd", {}, key)), el("dd", {}, words)])),
  );
