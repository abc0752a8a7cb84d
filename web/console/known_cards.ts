// The cards of the panel on the right.
import { clockTime, dayName } from "../shared/time.js";
import type { Conversation, Handoff } from "./conversation.js";
import { customerName, lastHandoff } from "./conversation.js";
import type { Labels } from "./directory.js";
import { labelOf } from "./directory.js";
import type { Child } from "./dom.js";
import { el } from "./dom.js";
import { courseChart } from "./course_chart.js";
import { emotionBadge } from "./emotion.js";
import { icon } from "./icons.js";
import { LANGUAGES, REASONS, SLOTS, word } from "./words.js";

const STARS = 5;

export interface HandoffHooks {
  correct(handoff: Handoff): void;
}

type Course = Handoff["course"];

export const card = (title: string, ...children: readonly Child[]): HTMLElement =>
  el("section", { class: "card" }, el("h3", {}, title), ...children);

export function handoffCard(handoff: Handoff | undefined, labels: Labels, { correct }: HandoffHooks): HTMLElement {
  if (!handoff) return el("p", { class: "empty" }, "Dieses Gespräch wurde noch nicht übergeben.");
  const { reason, summary, filled, tried, corrected } = handoff;
  const concerns = handoff.concerns.map((concern) => el("li", {}, labelOf(labels, concern)));
  return card(
    "Übergabe",
    el("p", { class: "handoff-reason" }, word(REASONS, reason)),
    summary && el("p", { class: "summary" }, summary),
    concerns.length > 0 && el("ul", { class: "chips", "aria-label": "Anliegen" }, ...concerns),
    filled.length > 0 &&
      el("dl", { class: "facts" }, ...filled.flatMap(([slot, value]) => fact(word(SLOTS, slot), value, true))),
    tried.length > 0 &&
      el("div", {}, el("h4", {}, "Der Bot hat schon versucht"), bullets(tried.map((one) => labels.get(one) ?? one))),
    el(
      "button",
      { class: "link", type: "button", on: { click: () => correct(handoff) } },
      icon("edit"),
      corrected ? "Berichtigt, noch einmal ändern" : "Stimmt nicht? Berichtigen",
    ),
  );
}

/** The feelings of all messages that were read, also after the handoff; else those that came with it. */
export function courseOf(conversation: Conversation): Course {
  const read = conversation.entries.flatMap(({ text, understood }) =>
    understood ? [{ text, emotion: understood.emotion }] : [],
  );
  const told = lastHandoff(conversation)?.course ?? [];
  return read.length >= told.length ? read : told;
}

export function feelingsCard(course: Course, handoff: Handoff | undefined): Child {
  const last = course.at(-1)?.emotion;
  if (!last) return null;
  const moments = [handoff && moment("Bei der Übergabe", handoff.emotion), moment("Zuletzt", last)];
  return card(
    "Stimmung",
    el("dl", { class: "facts" }, ...moments.flatMap((pair) => pair ?? [])),
    courseChart(course),
  );
}

function moment(label: string, emotion: Handoff["emotion"]): HTMLElement[] {
  const badge = emotionBadge();
  badge.update(emotion);
  return [el("dt", {}, label), el("dd", {}, badge.element)];
}

export function customerCard(conversation: Conversation): HTMLElement {
  const { customer, contact, language, page, createdAt } = conversation;
  const begun = new Date(createdAt);
  const rows: [label: string, value: string, copy: boolean][] = [
    ["Name", customerName(conversation), false],
    ["E-Mail", contact.email || customer.email, true],
    ["Telefon", contact.phone, true],
    ["Kundennummer", customer.id, true],
    ["Sprache", language && word(LANGUAGES, language), false],
    ["Team", conversation.pod, false],
    ["Schreibt von", page, false],
    ["Begonnen", createdAt && `${dayName(begun, new Date(), "de")}, ${clockTime(begun, "de")}`, false],
  ];
  const known = rows.filter(([, value]) => value);
  return card(
    "Kundin oder Kunde",
    el("dl", { class: "facts" }, ...known.flatMap(([label, value, copy]) => fact(label, value, copy))),
  );
}

export function ratingCard({ score, comment }: NonNullable<Conversation["rating"]>): HTMLElement {
  const stars = Array.from({ length: STARS }, (_, index) => star(index < score));
  return card(
    "Bewertung",
    el("p", { class: "rating" }, ...stars, el("span", {}, `${score} von ${STARS}`)),
    comment && el("p", {}, el("q", {}, comment)),
  );
}

function star(full: boolean): SVGElement {
  const drawn = icon("star");
  drawn.classList.toggle("full", full);
  return drawn;
}

/** All handoffs but the last, which has a card of its own. */
export function earlierHandoffs(handoffs: readonly Handoff[]): Child {
  const earlier = handoffs.slice(0, -1);
  if (earlier.length === 0) return null;
  return card(
    "Frühere Übergaben",
    bullets(earlier.map(({ reason, summary }) => [word(REASONS, reason), summary].filter(Boolean).join(": "))),
  );
}

export const bullets = (texts: readonly string[]): HTMLElement =>
  el("ul", { class: "bullets" }, ...texts.map((text) => el("li", {}, text)));

const fact = (label: string, value: string, copy: boolean): HTMLElement[] => [
  el("dt", {}, label),
  el("dd", {}, el("span", {}, ...breakable(value)), copy && copyButton(label, value)),
];

/** Addresses break before @ and /, not in the middle of a name. */
const breakable = (value: string): (string | HTMLElement)[] =>
  value.split(/(?=[@/])/).flatMap((piece, index) => (index > 0 ? [el("wbr"), piece] : [piece]));

function copyButton(label: string, value: string): HTMLElement {
  const button = el(
    "button",
    { class: "quiet copy", type: "button", "aria-label": `${label} kopieren`, title: "Kopieren" },
    icon("copy"),
  );
  button.addEventListener(
    "click",
    () => void navigator.clipboard.writeText(value).then(() => button.classList.add("copied")),
  );
  return button;
}
