// The log on the screen. A bubble is made once and then only its foot changes, so that screen readers hear every
// message once.
import type { Author } from "../shared/contract.js";
import { clockTime, longDate, sameDay } from "../shared/time.js";
import type { Entry, Progress } from "./book.js";
import { h, setAttribute, spoken } from "./dom.js";
import { icon } from "./icons.js";
import type { Drawing } from "./icons.js";
import { richText } from "./rich_text.js";
import type { Words } from "./words.js";

const SAME_BREATH_MS = 5 * 60_000;

const TICKS: Readonly<Record<Progress, Drawing>> = {
  sending: "clock", waiting: "clock", failed: "close", sent: "sent", delivered: "delivered",
};

interface Actions {
  attachment(entry: Entry): HTMLElement;
  retry(id: string): void;
  discard(id: string): void;
}

interface Bubble {
  readonly element: HTMLElement;
  readonly foot: HTMLElement;
  /** What the foot shows; it is made anew when this changes. */
  shows: string;
}

export class LogView {
  readonly element: HTMLElement;
  readonly #words: Words;
  readonly #language: string;
  readonly #actions: Actions;
  readonly #bubbles = new Map<string, Bubble>();

  constructor(words: Words, language: string, actions: Actions) {
    this.#words = words;
    this.#language = language;
    this.#actions = actions;
    this.element = h("div", { class: "log", role: "log", "aria-live": "polite", "aria-label": words("log"), tabindex: 0 });
  }

  update(entries: readonly Entry[]): void {
    const wanted = entries.flatMap((entry, index) => this.#nodesFor(entry, entries[index - 1], entries[index + 1]));
    this.#dropAllBut(wanted);
    wanted.forEach((node, index) => {
      const there = this.element.childNodes[index];
      if (there !== node) this.element.insertBefore(node, there ?? null);
    });
  }

  #nodesFor(entry: Entry, before: Entry | undefined, after: Entry | undefined): HTMLElement[] {
    const bubble = this.#bubbles.get(entry.key) ?? this.#begin(entry);
    const newDay = !before || !sameDay(before.at, entry.at);
    bubble.element.classList.toggle("first", newDay || !inOneBreath(before, entry));
    this.#updateFoot(bubble, entry, !after || !inOneBreath(entry, after));
    return newDay ? [this.#day(entry.at), bubble.element] : [bubble.element];
  }

  #begin(entry: Entry): Bubble {
    const foot = h("div", { class: "foot" });
    const element = entry.type === "state" ? this.#notice(entry) : this.#message(entry, foot);
    const bubble = { element, foot, shows: "" };
    this.#bubbles.set(entry.key, bubble);
    return bubble;
  }

  #notice({ text }: Entry): HTMLElement {
    return h("div", { class: "notice" }, h("div", {}, richText(text)));
  }

  #message(entry: Entry, foot: HTMLElement): HTMLElement {
    const { author, text, attachment } = entry;
    const own = author.kind === "customer";
    return h(
      "article", { class: `message ${author.kind}` },
      h("div", { class: "by" }, this.#nameOf(author)),
      ...(attachment ? [this.#actions.attachment(entry)] : []),
      ...(text ? [h("div", { class: "bubble" }, own ? text : richText(text))] : []),
      foot,
    );
  }

  #updateFoot(bubble: Bubble, { key, at, progress }: Entry, last: boolean): void {
    const shows = [progress, last].join();
    if (bubble.shows === shows) return;
    bubble.shows = shows;
    bubble.element.classList.toggle("failed", progress === "failed");
    setAttribute(bubble.foot, "aria-live", progress === "failed" ? "polite" : "off"); // only bad news is spoken
    const unsent = progress === "sending" || progress === "waiting" || progress === "failed";
    const time = h("time", { datetime: at.toISOString() }, clockTime(at, this.#language));
    bubble.foot.replaceChildren(
      ...(last && !unsent ? [time] : []), ...(progress && (last || unsent) ? this.#progress(key, progress) : []));
  }

  #progress(key: string, progress: Progress): HTMLElement[] {
    const label = this.#words(progress);
    const loud = progress === "waiting" || progress === "failed";
    const tick = h("span", { class: `progress ${progress}`, title: label }, icon(TICKS[progress]), loud ? label : spoken(label));
    if (progress !== "failed") return [tick];
    return [
      tick,
      h("button", { class: "link", onclick: () => this.#actions.retry(key) }, this.#words("retry")),
      h("button", { class: "link", onclick: () => this.#actions.discard(key) }, this.#words("discard")),
    ];
  }

  #day(at: Date): HTMLElement {
    const key = at.toDateString();
    const element = this.#bubbles.get(key)?.element ?? h("div", { class: "day" }, longDate(at, this.#language));
    this.#bubbles.set(key, { element, foot: element, shows: "" });
    return element;
  }

  #dropAllBut(wanted: readonly HTMLElement[]): void {
    const kept = new Set(wanted);
    for (const [key, { element }] of this.#bubbles) {
      if (kept.has(element)) continue;
      element.remove();
      this.#bubbles.delete(key);
    }
  }

  #nameOf({ kind, name }: Author): string {
    return name || (kind === "system" ? "" : this.#words(kind));
  }
}

const inOneBreath = (one: Entry, other: Entry): boolean =>
  one.type === "message" && other.type === "message" &&
  one.author.kind === other.author.kind && one.author.name === other.author.name &&
  other.at.getTime() - one.at.getTime() < SAME_BREATH_MS && sameDay(one.at, other.at);
