// What the customer chose and has not sent yet: seen before it goes, and taken back with one click.
import { h } from "../dom.js";
import { drawing } from "../drawing.js";
import { DRAWINGS } from "./drawings.js";
import { LARGEST_BYTES, isPicture, isWelcome } from "./kinds.js";
import type { Words } from "./words.js";

export class Tray {
  readonly #words: Words;
  readonly #list: HTMLElement;
  readonly #changed: () => void;
  readonly #said = h("p", { class: "said", role: "alert" });
  readonly #chosen = new Map<HTMLElement, File>();

  constructor(words: Words, list: HTMLElement, changed: () => void) {
    this.#words = words;
    this.#list = list;
    this.#changed = changed;
    list.before(this.#said);
    list.parentElement?.addEventListener("input", () => (this.#said.textContent = "")); // they went on
  }

  choose(files: readonly File[]): void {
    const problems = files.map((file) => this.#problemOf(file)).filter(Boolean);
    this.#said.textContent = problems.join("\n");
    for (const file of files) if (!this.#problemOf(file)) this.#lay(file);
    this.#changed();
  }

  /** Gives what is in the tray, and empties it. */
  take(): File[] {
    const files = [...this.#chosen.values()];
    for (const item of this.#chosen.keys()) this.#drop(item);
    this.#said.textContent = "";
    return files;
  }

  #problemOf(file: File): string {
    if (!isWelcome(file)) return this.#words("wrongKind", file.name);
    if (file.size === 0) return this.#words("damaged", file.name);
    return file.size > LARGEST_BYTES ? this.#words("tooLarge", file.name) : "";
  }

  #lay(file: File): void {
    const label = this.#words("remove", file.name);
    const button = h("button", { type: "button", class: "remove", "aria-label": label, title: label }, drawing(DRAWINGS.remove));
    const item = h("li", {}, preview(file), h("span", { class: "name" }, file.name), button);
    button.onclick = () => {
      this.#drop(item);
      this.#changed();
      this.#list.parentElement?.querySelector("textarea")?.focus();
    };
    this.#chosen.set(item, file);
    this.#list.append(item);
  }

  #drop(item: HTMLElement): void {
    const picture = item.querySelector("img");
    if (picture) URL.revokeObjectURL(picture.src);
    this.#chosen.delete(item);
    item.remove();
  }
}

/** Where a page forbids such pictures, or the browser cannot show it, a drawing stands for it. */
function preview(file: File): Element {
  if (!isPicture(file.type)) return drawing(DRAWINGS.paper);
  const picture: HTMLElement = h("img", { src: URL.createObjectURL(file), alt: "", onerror: () => picture.replaceWith(drawing(DRAWINGS.paper)) });
  return picture;
}
