// A case in the live view: who it is, how they feel, how long they wait, and what a lead can do.
import type { Row } from "./dom.js";
import { attribute, el, show, write } from "./dom.js";
import { emotionBadge } from "./emotion.js";
import type { IconName } from "./icons.js";
import { icon } from "./icons.js";
import type { ShownCase } from "./lead_live.js";
import type { LiveActions } from "./lead_live_actions.js";
import { waitingTime } from "./waiting_time.js";
import { count, PHASES, REASONS, word } from "./words.js";

/** Somebody who waits. `nameOf` tells a person's first name by id. */
export function waitingRow(first: ShownCase, act: LiveActions, nameOf: (id: string) => string): Row<ShownCase> {
  const parts = caseParts();
  const [urgent, reason, standing, needs, pod] = [mark("flag", "Dringend"), tag(), tag(), tag(), tag()];
  let item = first;
  const name = first.customerName || "ohne Namen";
  const look = button("eye", "Ansehen", name, () => act.open(item));
  const accept = button("take", "Annehmen", name, () => act.accept?.(item));
  const pass = button("transfer", "Weitergeben", name, () => act.pass(item));
  const element = el(
    "li",
    { class: "live-case", "data-id": first.conversationId },
    el(
      "div",
      { class: "live-about" },
      el("p", { class: "live-line" }, parts.name, urgent, parts.waiting.element),
      el("p", { class: "live-line" }, parts.concern),
      el("p", { class: "live-line small" }, parts.emotion.element, reason, standing, needs, pod),
    ),
    el("div", { class: "live-tools" }, look, accept, pass),
  );
  const update = (next: ShownCase): void => {
    item = next;
    parts.update(next);
    show(accept, act.accept !== null && (!next.offeredTo || act.isMine(next)));
    show(urgent, next.priority > 0);
    attribute(element, "data-urgent", next.priority > 0);
    writeTag(reason, word(REASONS, next.reason));
    writeTag(standing, standingWords(next, nameOf));
    writeTag(needs, next.skill && `braucht ${next.skill}`);
    writeTag(pod, next.pod && `Team ${next.pod}`);
  };
  update(first);
  return { element, update };
}

/** A case that somebody has in hand, or is asked to take. `holder` is their first name. */
export function heldRow(first: ShownCase, holder: string, act: LiveActions): Row<ShownCase> {
  const parts = caseParts();
  const [hard, phase, unread] = [mark("flag", "Fordernd"), el("span", { class: "phase" }), tag()];
  let item = first;
  const name = first.customerName || "ohne Namen";
  const whisper = button("whisper", `${holder} zuflüstern`, name, () => act.whisper(item, holder));
  const takeOver = button("take", "Übernehmen", name, () => act.takeOver?.(item));
  const pass = button("transfer", "Weitergeben", name, () => act.pass(item));
  const element = el(
    "li",
    { class: "live-case", "data-id": first.conversationId },
    el(
      "div",
      { class: "live-about" },
      el("p", { class: "live-line" }, parts.name, hard, parts.waiting.element),
      el("p", { class: "live-line small" }, phase, parts.emotion.element, unread),
    ),
    el(
      "div",
      { class: "live-tools" },
      button("eye", "Ansehen", name, () => act.open(item)),
      whisper,
      takeOver,
      pass,
    ),
  );
  const update = (next: ShownCase): void => {
    item = next;
    parts.update(next);
    show(parts.waiting.element, next.state === "offered");
    show(hard, next.hard);
    write(phase, word(PHASES, next.state));
    attribute(phase, "data-state", next.state);
    writeTag(unread, next.unread > 0 ? count(next.unread, "neue Nachricht", "neue Nachrichten") : "");
    const inHand = next.state === "human";
    show(whisper, inHand && !act.isMine(next));
    show(takeOver, inHand && act.takeOver !== null && !act.isMine(next));
    show(pass, inHand || next.state === "offered");
  };
  update(first);
  return { element, update };
}

interface CaseParts {
  readonly name: HTMLElement;
  readonly concern: HTMLElement;
  readonly emotion: ReturnType<typeof emotionBadge>;
  readonly waiting: ReturnType<typeof waitingTime>;
  update(item: ShownCase): void;
}

function caseParts(): CaseParts {
  const [name, concern] = [el("span", { class: "case-name" }), el("span", { class: "concern" })];
  const [emotion, waiting] = [emotionBadge(), waitingTime()];
  return {
    name,
    concern,
    emotion,
    waiting,
    update(item) {
      write(name, item.customerName || "Ohne Namen");
      write(concern, item.concerns.map(({ label }) => label).join(" · ") || item.summary || "Anliegen noch offen");
      emotion.update(item.emotion);
      waiting.from(item.waitsFrom);
    },
  };
}

function standingWords({ offeredTo, wanted }: ShownCase, nameOf: (id: string) => string): string {
  if (offeredTo) return `wird gerade ${nameOf(offeredTo) || "jemandem"} angeboten`;
  return wanted && `kennt ${wanted}`;
}

const tag = (): HTMLElement => el("span", { class: "tag" });

function writeTag(element: HTMLElement, words: string): void {
  write(element, words);
  show(element, words !== "");
}

const mark = (name: IconName, words: string): HTMLElement => el("span", { class: "tag hard" }, icon(name), words);

const button = (name: IconName, words: string, customer: string, act: () => void): HTMLElement =>
  el(
    "button",
    { class: "quiet", type: "button", title: words, "aria-label": `${words}: ${customer}`, on: { click: act } },
    icon(name),
  );
