// The pane on the left: the cases at hand, and for those who may see them, all conversations.
import type { ArchiveView } from "./archive_view.js";
import { attribute, el, show } from "./dom.js";

export function listPane(cases: HTMLElement, archive: ArchiveView | null): HTMLElement {
  const element = el("nav", { class: "list", tabindex: -1, "aria-label": "Fälle" });
  if (archive) element.append(tabs(cases, archive), cases, archive.element);
  else element.append(cases);
  return element;
}

function tabs(cases: HTMLElement, archive: ArchiveView): HTMLElement {
  const choose = (wantsAll: boolean): void => {
    show(cases, !wantsAll);
    show(archive.element, wantsAll);
    attribute(here, "aria-pressed", String(!wantsAll));
    attribute(every, "aria-pressed", String(wantsAll));
    if (wantsAll) void archive.load();
  };
  const here = el("button", { type: "button", on: { click: () => choose(false) } }, "Fälle");
  const every = el("button", { type: "button", on: { click: () => choose(true) } }, "Alle Gespräche");
  choose(false);
  return el("div", { class: "tabs", role: "group", "aria-label": "Ansicht" }, here, every);
}
