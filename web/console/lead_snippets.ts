// Ready-made texts: who writes them, everybody uses them.
import type { State } from "./state.js";
import { el, KeyedList, show, write } from "./dom.js";
import { icon } from "./icons.js";
import { openFormDialog } from "./lead_dialog.js";
import { refusalSentence } from "./lead_refusals.js";
import type { LeadHooks, LeadSection } from "./lead_section.js";
import { nothingNew } from "./lead_section.js";
import { openSnippetDialog } from "./lead_snippet_dialog.js";
import type { Snippet } from "./snippets.js";
import { fetchSnippets, snippetsLike } from "./snippets.js";

export function snippetsSection({ desk, say }: LeadHooks): LeadSection {
  const list = el("ul", { class: "lead-list" });
  const problem = el("p", { class: "problem", role: "alert", hidden: true });
  const none = el("p", { class: "empty", role: "status" });
  const search = el("input", { type: "search", "aria-label": "Bausteine suchen", placeholder: "Suchen" });
  const add = el("button", { class: "primary", type: "button" }, icon("insert"), "Baustein schreiben");
  const element = el(
    "div",
    { class: "lead-narrow" },
    el("p", { class: "muted" }, "Beim Antworten mit / und dem Kürzel eingesetzt. Lücken füllen sich von selbst."),
    el("div", { class: "lead-search" }, search, add),
    problem,
    none,
    list,
  );
  const load = async (): Promise<void> => {
    try {
      desk.store.change({ snippets: await fetchSnippets(desk.api) });
      show(problem, false);
    } catch (error) {
      write(problem, refusalSentence(error));
      show(problem, true);
    }
  };
  const changed = (sentence: string) => (): void => {
    say(sentence);
    void load();
  };
  const edit = (snippet: Snippet | null): void => openSnippetDialog(desk, snippet, changed("Gespeichert."));
  const remove = ({ id, title }: Snippet): void =>
    void openFormDialog({
      title: `„${title}“ löschen?`,
      action: "Löschen",
      intro: el("p", {}, "Danach findet ihn niemand mehr. Was schon gesendet wurde, bleibt."),
      fields: [],
      act: () => desk.api.delete(`/snippets/${id}`),
      done: changed("Gelöscht."),
    });
  const rows = new KeyedList<Snippet>(
    list,
    ({ id, keyword, title, german, english }) => [id, keyword, title, german, english].join("\n"),
    (snippet) => ({ element: snippetRow(snippet, edit, remove), update: () => undefined }),
  );
  const tell = ({ snippets }: State): void => {
    const words = search.value.trim();
    const found = words ? snippetsLike(snippets, words) : snippets;
    rows.update(found);
    write(none, words ? "Nichts gefunden." : "Noch gibt es keinen Baustein.");
    show(none, found.length === 0);
  };
  add.addEventListener("click", () => edit(null));
  search.addEventListener("input", () => tell(desk.store.state));
  let shown: unknown;
  return {
    path: "bausteine",
    label: "Bausteine",
    element,
    news: nothingNew,
    shown: () => void load(),
    render(state) {
      if (state.snippets === shown) return;
      shown = state.snippets;
      tell(state);
    },
  };
}

function snippetRow(
  snippet: Snippet,
  edit: (snippet: Snippet) => void,
  remove: (snippet: Snippet) => void,
): HTMLElement {
  const { title, keyword, german, english } = snippet;
  return el(
    "li",
    { class: "card lead-item", "data-id": snippet.id },
    el(
      "div",
      {},
      el("h2", {}, title, " ", el("span", { class: "keyword" }, `/${keyword}`)),
      el("p", { class: "summary" }, german),
      english
        ? el("p", { class: "summary muted", lang: "en" }, english)
        : el("p", { class: "muted" }, "Noch ohne Englisch."),
    ),
    el(
      "div",
      { class: "lead-tools" },
      el("button", { type: "button", "aria-label": `${title} ändern`, on: { click: () => edit(snippet) } }, "Ändern"),
      el(
        "button",
        { type: "button", "aria-label": `${title} löschen`, on: { click: () => remove(snippet) } },
        "Löschen",
      ),
    ),
  );
}
