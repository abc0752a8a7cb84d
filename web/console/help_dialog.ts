// All keys at a glance, and the switch to do without them.
import { openDialog } from "./dialog.js";
import { el } from "./dom.js";
import type { Shortcut } from "./keys.js";
import { keysOn, turnKeys } from "./keys.js";

/** Keys that belong to one place and are not short cuts of the whole page. */
const LOCAL: readonly (readonly [keys: string, words: string])[] = [
  ["Enter", "In der Warteschlange: diesen Fall übernehmen"],
  ["Leertaste", "In der Liste: Fall ansehen"],
  ["Enter", "Beim Schreiben: senden (auch Strg + Enter)"],
  ["Umschalt + Enter", "Beim Schreiben: neue Zeile"],
  ["Alt + 1 … 9", "Vorschlag in die Antwort einfügen"],
  ["Esc", "Schreiben verlassen, Dialog schließen"],
];

export function openHelpDialog(shortcuts: readonly Shortcut[]): void {
  const box = el("input", { id: "keys-on", type: "checkbox", checked: keysOn() });
  box.addEventListener("change", () => turnKeys(box.checked));
  const rows = [...shortcuts.map(({ key, words }) => [key, words] as const), ...LOCAL];
  openDialog({
    title: "Hilfe und Tastenkürzel",
    action: "",
    body: [
      el(
        "dl",
        { class: "keys" },
        ...rows.flatMap(([key, words]) => [el("dt", {}, el("kbd", {}, key)), el("dd", {}, words)]),
      ),
      el("div", { class: "check" }, box, el("label", { for: "keys-on" }, "Einzelne Tasten als Kürzel verwenden")),
    ],
  });
}
