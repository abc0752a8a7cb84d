// A case in the list: who, why, how they feel, about what, and since when they wait.
import type { Row } from "./dom.js";
import { attribute, el, show, write } from "./dom.js";
import { emotionBadge } from "./emotion.js";
import type { IconName } from "./icons.js";
import { icon } from "./icons.js";
import type { Mine, Waiting } from "./state.js";
import { waitingTime } from "./waiting_time.js";
import { count, LANGUAGES, PHASES, REASONS, word } from "./words.js";

export interface CaseRowHooks {
  open(id: string): void;
  openBeside(id: string): void;
  /** Null: there is nothing to accept. */
  accept: ((id: string) => void) | null;
  isOpen(id: string): boolean;
  /** Whether it stands somewhere on screen. */
  isBeside(id: string): boolean;
  /** The name of the agent's own team, which needs no mention. */
  readonly ownPod: string;
}

export function caseRow(item: Waiting | Mine, hooks: CaseRowHooks): Row<Waiting | Mine> {
  const id = item.conversationId;
  const name = el("span", { class: "case-name" });
  const [unread, unreadWords] = [el("span", { "aria-hidden": "true" }), el("span", { class: "sr-only" })];
  const news = el("span", { class: "unread" }, unread, unreadWords);
  const waiting = waitingTime();
  const concern = el("span", { class: "concern" });
  const hard = mark("flag", "Fordernder Fall", "tag hard");
  const contact = mark("mail", "Kontakt hinterlegt", "tag");
  const emotion = emotionBadge();
  const [standing, reason, pod, language] = [tag(), tag(), tag(), tag()];
  const button = el(
    "button",
    { class: "case", type: "button", on: { click: (event) => choose(event, hooks, id), keydown: acceptOnEnter(hooks, id) } },
    el("span", { class: "case-line" }, name, news, waiting.element),
    el("span", { class: "case-line" }, concern, el("span", { class: "marks" }, hard, contact)),
    el("span", { class: "case-line small" }, standing, emotion.element, reason, pod, language),
  );
  const element = el("li", { "data-id": id }, button, hooks.accept && acceptButton(hooks.accept, id));

  const update = (next: Waiting | Mine): void => {
    const unheard = "unread" in next ? next.unread : 0;
    write(name, next.customerName || "Ohne Namen");
    write(unread, String(unheard));
    write(unreadWords, count(unheard, "neue Nachricht", "neue Nachrichten"));
    show(news, unheard > 0);
    waiting.from(next.waitsFrom);
    show(waiting.element, !("state" in next) || next.state === "offered");
    write(concern, next.concerns.map(({ label }) => label).join(" · ") || next.summary || "Anliegen noch offen");
    show(hard, next.hard);
    show(contact, Boolean(next.contact));
    emotion.update(next.emotion);
    writeTag(standing, standingWords(next));
    writeTag(reason, word(REASONS, next.reason));
    writeTag(pod, next.pod && next.pod !== hooks.ownPod ? `Team ${next.pod}` : "");
    writeTag(language, next.language === "de" ? "" : word(LANGUAGES, next.language));
    attribute(button, "aria-current", hooks.isOpen(id) && "true");
    attribute(element, "data-beside", hooks.isBeside(id));
  };
  update(item);
  return { element, update };
}

function standingWords(item: Waiting | Mine): string {
  if (!("state" in item)) return item.offeredTo ? "wird gerade angeboten" : item.wanted && `kennt ${item.wanted}`;
  if (item.state === "offered") return "für dich";
  return item.state === "wrap_up" ? word(PHASES, item.state) : "";
}

const tag = (): HTMLElement => el("span", { class: "tag" });

function writeTag(element: HTMLElement, words: string): void {
  write(element, words);
  show(element, words !== "");
}

const mark = (name: IconName, words: string, cssClass: string): HTMLElement =>
  el("span", { class: cssClass, title: words }, icon(name), el("span", { class: "sr-only" }, words));

/** With Ctrl, as links do it, beside what is open. */
function choose({ ctrlKey, metaKey }: MouseEvent, { open, openBeside }: CaseRowHooks, id: string): void {
  if (ctrlKey || metaKey) openBeside(id);
  else open(id);
}

const acceptOnEnter =
  ({ accept }: CaseRowHooks, id: string) =>
  (event: KeyboardEvent): void => {
    if (event.key !== "Enter" || !accept) return;
    event.preventDefault();
    accept(id);
  };

const acceptButton = (accept: (id: string) => void, id: string): HTMLElement =>
  el("button", { class: "accept", type: "button", tabindex: -1, on: { click: () => accept(id) } }, "Übernehmen");
