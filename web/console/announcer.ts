// Sentences for the agent: short notices on screen, and a voice for screen readers.
import { el, replace, write } from "./dom.js";
import { icon } from "./icons.js";

const NOTICE_MS = 6_000;

export class Announcer {
  private readonly voice = el("div", { class: "sr-only", role: "log", "aria-live": "polite" });
  private readonly notices = el("div", { class: "notices", role: "status" });

  constructor(parent: HTMLElement) {
    parent.append(this.notices, this.voice);
  }

  /** Shows a sentence for a while; it is read out too. */
  say(sentence: string): void {
    const notice = el("div", { class: "notice" }, el("span", {}, sentence));
    const close = el("button", { class: "quiet", type: "button", "aria-label": "Hinweis schließen" }, icon("close"));
    close.addEventListener("click", () => notice.remove());
    notice.append(close);
    replace(this.notices, notice);
    setTimeout(() => notice.remove(), NOTICE_MS);
  }

  /** Nothing of what was said stays. */
  clear(): void {
    this.voice.replaceChildren();
    this.notices.replaceChildren();
  }

  /** Only read out: what sighted people see in the log anyway. */
  read(sentence: string): void {
    const line = el("p");
    this.voice.replaceChildren(line);
    write(line, sentence);
  }
}
