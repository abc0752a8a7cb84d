// The part that scrolls: it stays at the end while the reader is there, and never pulls away a reader who looked back.
import { h } from "./dom.js";
import { iconButton } from "./icons.js";

const NEAR_END_PX = 64;

export class Scroller {
  readonly element: HTMLElement;
  readonly #scroll: HTMLElement;
  readonly #newest: HTMLButtonElement;
  #follows = true;
  #top = 0;

  constructor(newest: string, ...content: HTMLElement[]) {
    this.#scroll = h("div", { class: "scroll", onscroll: () => this.#mark() }, ...content);
    this.#newest = iconButton("newest", newest, "down", () => this.toEnd());
    this.element = h("div", { class: "middle" }, this.#scroll, this.#newest);
    this.#scroll.addEventListener("scroll", () => this.#look(), { passive: true });
    const sizes = new ResizeObserver(() => this.#follows && this.toEnd());
    for (const one of [this.#scroll, ...content]) sizes.observe(one); // a photo grows once it is there
  }

  /** Changes the content and, if the end was in view, keeps it in view. */
  keep(change: () => void): void {
    this.#look();
    change();
    if (this.#follows) this.toEnd();
    this.#mark();
  }

  toEnd(): void {
    this.#scroll.scrollTop = this.#scroll.scrollHeight;
    this.#mark();
  }

  /** Only a reader who scrolls back stops following: a photo that grows moves the end away, not the reader. */
  #look(): void {
    const top = this.#scroll.scrollTop;
    this.#follows = this.#isAtEnd() || (this.#follows && top >= this.#top);
    this.#top = top;
  }

  #mark(): void {
    this.#newest.hidden = this.#isAtEnd();
  }

  #isAtEnd(): boolean {
    const { scrollTop, scrollHeight, clientHeight } = this.#scroll;
    return scrollHeight - scrollTop - clientHeight < NEAR_END_PX;
  }
}
