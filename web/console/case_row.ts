// A case in the list: who, why, how they feel, about what, and since when they wait.
import type { Row } from "./dom.js";
import { attribute, el, show, write } from "./dom.js";
import { emotionBadge } from "./emotion.js";
import { icon } from "./icons.js";
import type { Mine, Waiting } from "./state.js";
import { waitingTime } from "./waiting_time.js";
import { count, LANGUAGES, PHASES, REASONS, word } from "./words.js";

export interface CaseRowHooks {
  open(id: string): void;
  /** Null: there is nothing to accept, the case is one's own. */
  accept: ((id: string) => void) | null;
  isOpen(id: string): boolean;
}

export function caseRow(item: Waiting | Mine, hooks: CaseRowHooks): Row<Waiting | Mine> {
  const id = item.conversationId;
  const name = el("span", { class: "case-name" });
  const unread = el("span", { class: "unread" });
  const waiting = waitingTime();
  const reason = el("span", { class: "reason" });
  const emotion = emotionBadge();
  const concern = el("span", { class: "concern" });
  const language = el("span", { class: "tag" });
  const contact = el(
    "span",
    { class: "tag", title: "Kontakt hinterlegt" },
    icon("mail"),
    el("span", { class: "sr-only" }, "Kontakt hinterlegt"),
  );
  const standing = el("span", { class: "tag" });
  const hard = el(
    "span",
    { class: "tag hard", title: "Fordernder Fall" },
    icon("flag"),
    el("span", { class: "sr-only" }, "fordernder Fall"),
  );
  const button = el(
    "button",
    {
      class: "case",
      type: "button",
      on: { click: () => hooks.open(id), keydown: (event) => acceptOnEnter(event, hooks, id) },
    },
    el("span", { class: "case-line" }, name, unread, waiting.element),
    el("span", { class: "case-line" }, concern, el("span", { class: "marks" }, hard, contact)),
    el("span", { class: "case-line small" }, standing, emotion.element, reason, language),
  );
  const element = el("li", { "data-id": id }, button, hooks.accept && acceptButton(hooks.accept, id));
  const update = (next: Waiting | Mine): void => {
    write(name, next.customerName || "Ohne Namen");
    write(reason, word(REASONS, next.reason));
    write(concern, next.concerns.map(({ label }) => label).join(" · ") || next.summary || "Anliegen noch offen");
    emotion.update(next.emotion);
    waiting.from(next.waitsFrom);
    write(language, next.language === "de" ? "" : word(LANGUAGES, next.language));
    show(language, next.language !== "de");
    show(contact, Boolean(next.contact));
    show(hard, next.hard);
    showOwn(next);
    write(standing, standingWords(next));
    show(standing, standing.textContent !== "");
    attribute(button, "aria-current", hooks.isOpen(id) && "true");
  };
  const showOwn = (next: Waiting | Mine): void => {
    const news = "unread" in next ? next.unread : 0;
    show(waiting.element, !("state" in next) || next.state === "offered");
    show(unread, news > 0);
    write(unread, String(news));
    attribute(unread, "aria-label", news > 0 && count(news, "neue Nachricht", "neue Nachrichten"));
  };
  update(item);
  return { element, update };
}

function standingWords(item: Waiting | Mine): string {
  if ("state" in item)
    return item.state === "offered" ? "für dich" : item.state === "wrap_up" ? word(PHASES, item.state) : "";
  return item.offeredTo ? "wird gerade angeboten" : "";
}

function acceptOnEnter(event: KeyboardEvent, { accept }: CaseRowHooks, id: string): void {
  if (event.key !== "Enter" || !accept) return;
  event.preventDefault();
  accept(id);
}

const acceptButton = (accept: (id: string) => void, id: string): HTMLElement =>
  el("button", { class: "accept", type: "button", tabindex: -1, on: { click: () => accept(id) } }, "Übernehmen");
