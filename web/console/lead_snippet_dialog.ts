// Writing a ready-made text: keyword, title, German, English, and gaps that fill themselves.
import type { Desk } from "./desk.js";
import { el, write } from "./dom.js";
import { openFormDialog } from "./lead_dialog.js";
import { textField } from "./lead_fields.js";
import type { Snippet } from "./snippets.js";

const LONGEST_TEXT = 2_000;
const KEYWORD = /^[a-z0-9äöüß_-]{1,40}$/;
const KEYWORD_HINT = "Kleine Buchstaben, Ziffern, - und _, zum Beispiel: verspaetung";

/** What stands in for the gaps in the preview. */
const GAPS: readonly (readonly [gap: string, words: string, example: string])[] = [
  ["{kunde}", "Name der Kundin oder des Kunden", "Anna Kruse"],
  ["{ich}", "dein Vorname", "Mira"],
  ["{bestellung}", "Bestellnummer", "NV-204522"],
  ["{anliegen}", "worum es geht", "Wo ist mein Paket?"],
];

export function openSnippetDialog(desk: Desk, snippet: Snippet | null, done: () => void): void {
  const keyword = textField({ name: "keyword", label: "Kürzel", longest: 40, hint: KEYWORD_HINT }, snippet?.keyword);
  const title = textField({ name: "title", label: "Titel", longest: 120 }, snippet?.title);
  const german = textField({ name: "german", label: "Deutsch", longest: LONGEST_TEXT, rows: 4 }, snippet?.source);
  const english = textField(
    {
      name: "english",
      label: "Englisch",
      longest: LONGEST_TEXT,
      rows: 4,
      optional: true,
      hint: "Freiwillig. Sonst wird Deutsch eingesetzt.",
    },
    snippet?.english,
  );
  const preview = el("p", { class: "preview", "aria-live": "off" });
  const tell = (): void => write(preview, filled(german.value()) || "…");
  german.control.addEventListener("input", tell);
  tell();

  let writing = german.control;
  for (const { control } of [german, english]) control.addEventListener("focus", () => (writing = control));
  const insert = (gap: string): void => {
    writing.setRangeText(gap, writing.selectionStart ?? 0, writing.selectionEnd ?? 0, "end");
    writing.focus();
    tell();
  };
  const gaps = GAPS.map(([gap, words]) =>
    el(
      "li",
      {},
      el(
        "button",
        { type: "button", "aria-label": `${gap} einsetzen: ${words}`, on: { click: () => insert(gap) } },
        gap,
      ),
      el("span", { class: "muted" }, words),
    ),
  );
  const checked = {
    ...keyword,
    check: () =>
      keyword.check() ||
      (KEYWORD.test(keyword.value()) ? "" : "So geht das Kürzel nicht: nur kleine Buchstaben, Ziffern, - und _."),
  };
  openFormDialog({
    title: snippet ? "Baustein ändern" : "Baustein schreiben",
    action: "Speichern",
    fields: [checked, title, german, english],
    after: [
      el(
        "section",
        { "aria-label": "Lücken" },
        el("h3", { class: "hint-line" }, "Lücken, die sich von selbst füllen"),
        el("ul", { class: "gaps" }, ...gaps),
      ),
      el(
        "section",
        { "aria-label": "Vorschau" },
        el("h3", { class: "hint-line" }, "So liest es sich zum Beispiel"),
        preview,
      ),
    ],
    act() {
      const body = {
        keyword: keyword.value(),
        title: title.value(),
        german: german.value(),
        english: english.value() || null,
      };
      return snippet ? desk.api.put(`/snippets/${snippet.id}`, body) : desk.api.post("/snippets", body);
    },
    done,
  });
}

const filled = (words: string): string => GAPS.reduce((text, [gap, , example]) => text.replaceAll(gap, example), words);
