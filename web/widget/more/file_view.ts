// A file in the log: a picture that opens in a new tab, or a paper to download. What is not shown is not loaded.
import type { Attachment } from "../../shared/contract.js";
import { h } from "../dom.js";
import { drawing } from "../drawing.js";
import { DRAWINGS } from "./drawings.js";
import { isPicture, sizeOf } from "./kinds.js";
import { save } from "./save.js";
import type { Words } from "./words.js";

const WIDEST_PX = 240;
const TALLEST_PX = 280;

/** Gives a file's bytes; rejects if they cannot be had now. */
type Fetch = () => Promise<Blob>;

export class FileView {
  readonly element = h("div", { class: "bubble of-file" });
  readonly #words: Words;
  readonly #language: string;
  readonly #attachment: Attachment;
  readonly #fetch: Fetch;
  readonly #progress: HTMLProgressElement;
  readonly #said = h("p", { class: "said", role: "alert" });
  #url = "";

  constructor(words: Words, language: string, attachment: Attachment, fetch: Fetch) {
    this.#words = words;
    this.#language = language;
    this.#attachment = attachment;
    this.#fetch = fetch;
    this.#progress = h("progress", { max: 1, value: 0, hidden: true, "aria-label": words("progress", attachment.name) });
    this.element.append(isPicture(attachment.kind) ? this.#place() : this.#paper(), this.#progress, this.#said);
  }

  /** The upload is under way, or next. */
  begin(): void {
    if (this.#progress.hidden) this.tell(0);
  }

  /** How far an upload is, from 0 to 1; null once it is over, and why it failed. */
  tell(share: number | null, problem = ""): void {
    this.#progress.hidden = share === null;
    this.#progress.value = share ?? 0;
    if (this.#said.textContent !== problem) this.#said.textContent = problem;
  }

  forget(): void {
    URL.revokeObjectURL(this.#url);
  }

  /** Room for a picture, which is fetched once it is in sight. */
  #place(): HTMLElement {
    const place = h("div", { class: "place" });
    const { width, height } = this.#attachment;
    const scale = Math.min(1, WIDEST_PX / width, TALLEST_PX / height);
    if (width) place.style.cssText = `width:${width * scale}px;aspect-ratio:${width}/${height}`;
    const sight = new IntersectionObserver(([entry]) => {
      if (!entry?.isIntersecting) return;
      sight.disconnect();
      void this.#fill(place);
    });
    sight.observe(place);
    return place;
  }

  async #fill(place: HTMLElement): Promise<void> {
    try {
      const { name, kind } = this.#attachment;
      this.#url = URL.createObjectURL(new Blob([await this.#fetch()], { type: kind }));
      const picture = h("img", { src: this.#url, alt: this.#words("picture", name) });
      await picture.decode();
      const hint = this.#words("open");
      place.replaceChildren(h("a", { href: this.#url, target: "_blank", rel: "noopener", title: hint }, picture));
      place.classList.add("filled");
    } catch {
      this.forget();
      place.replaceWith(this.#paper()); // not to be had, or not to be shown on this page
    }
  }

  #paper(): HTMLElement {
    const { name } = this.#attachment;
    const size = sizeOf(this.#attachment.size, this.#language);
    const label = this.#words("save", `${name}, ${size}`);
    const paper = h(
      "button", { type: "button", class: "paper", "aria-label": label, title: this.#words("save", name) },
      drawing(DRAWINGS.paper), h("span", {}, h("span", { class: "name" }, name), " ", h("small", {}, size)),
    );
    paper.onclick = async () => {
      if (paper.ariaBusy === "true") return;
      paper.ariaBusy = "true";
      this.#said.textContent = "";
      await this.#fetch().then((content) => save(content, name), () => (this.#said.textContent = this.#words("trouble")));
      paper.ariaBusy = "false";
    };
    return paper;
  }
}
