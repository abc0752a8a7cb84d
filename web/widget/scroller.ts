// The part that scrolls: it stays at the end while the reader is there, and never pulls away a reader who looked back.
import { h } from "./dom.js";
import { iconButton } from "./icons.js";

const NEAR_END_PX = 64;

export class Scroller {
  readonly element: HTMLElement;
  readonly #scroll: HTMLElement;
  readonly #newest: HTMLButtonElement;

  constructor(newest: string, ...content: HTMLElement[]) {
    this.#scroll = h("div", { class: "scroll", onscroll: () => this.#mark() }, ...content);
    this.#newest = iconButton("newest", newest, "down", () => this.toEnd());
    this.element = h("div", { class: "middle" }, this.#scroll, this.#newest);
    let atEnd = true;
    this.#scroll.addEventListener("scroll", () => (atEnd = this.#isAtEnd()), { passive: true });
    const sizes = new ResizeObserver(() => atEnd && this.toEnd());
    for (const one of [this.#scroll, ...content]) sizes.observe(one); // a photo grows once it is there
  }

  /** Changes the content and, if the end was in view, keeps it in view. */
  keep(change: () => void): void {
    const stay = this.#isAtEnd();
    change();
    if (stay) this.toEnd();
    this.#mark();
  }

  toEnd(): void {
    this.#scroll.scrollTop = this.#scroll.scrollHeight;
    this.#mark();
  }

  #mark(): void {
    this.#newest.hidden = this.#isAtEnd();
  }

  #isAtEnd(): boolean {
    const { scrollTop, scrollHeight, clientHeight } = this.#scroll;
    return scrollHeight - scrollTop - clientHeight < NEAR_END_PX;
  }
}
