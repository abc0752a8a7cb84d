// Where the customer writes. Enter sends, Shift and Enter begin a new line.
import { contained } from "./contained.js";
import { h, setAttribute } from "./dom.js";
import { iconButton } from "./icons.js";
import type { Storage } from "./storage.js";
import type { Words } from "./words.js";

const LIMIT = 2_000;
const COUNTED_FROM = 1_800;
const DRAFT = "draft";

/** Which keyboard, and which of the browser's own suggestions, help with what is asked for. */
const HELP: Readonly<Record<string, readonly [inputmode: string, autocomplete: string]>> = {
  postcode: ["numeric", "postal-code"],
  phone: ["tel", "tel"],
  email: ["email", "email"],
  contact: ["email", "email"],
  address: ["text", "street-address"],
};

interface Actions {
  say(words: string): void;
  typing(): void;
  choose(files: File[]): void;
  sendChosen(): void;
}

export class Composer {
  readonly element: HTMLFormElement;
  /** Files that go out with the next message: its children. */
  readonly tray = h("ul", { class: "tray" });
  readonly #words: Words;
  readonly #actions: Actions;
  readonly #tab: Storage;
  readonly #field: HTMLTextAreaElement;
  readonly #counter = h("div", { class: "counter", id: "counter", role: "status" });
  readonly #send: HTMLButtonElement;

  constructor(words: Words, tab: Storage, actions: Actions) {
    this.#words = words;
    this.#tab = tab;
    this.#actions = actions;
    this.#field = h("textarea", {
      rows: 1, "aria-label": words("write"), placeholder: words("write"), enterkeyhint: "send", "aria-describedby": "counter",
      oninput: () => this.#typed(),
      onkeydown: (event: KeyboardEvent) => this.#key(event),
    });
    const picker = h("input", {
      type: "file", multiple: true, accept: ".jpg,.jpeg,.png,.webp,.gif,.pdf", hidden: true,
      onchange: () => { actions.choose([...picker.files ?? []]); picker.value = ""; },
    });
    this.#field.addEventListener("paste", contained((event: ClipboardEvent) => this.#paste(event)));
    this.#send = iconButton("send", words("send"), "send");
    this.element = h(
      "form", { class: "composer", onsubmit: (event: Event) => this.#submit(event) },
      this.tray, this.#counter,
      h("div", { class: "field" },
        this.#field, picker, iconButton("attach", words("attach"), "clip", () => picker.click()), this.#send),
    );
    this.#field.value = tab.get(DRAFT) ?? "";
  }

  focus(): void {
    this.#field.focus({ preventScroll: true });
  }

  /** Helps to type what the conversation asks for. */
  update(asks: string): void {
    this.#send.classList.toggle("ready", this.#isSendable());
    const [inputmode, autocomplete] = HELP[asks] ?? ["text", "off"];
    setAttribute(this.#field, "inputmode", inputmode);
    setAttribute(this.#field, "autocomplete", autocomplete);
  }

  /** Fits the field to its text; needs a layout, so it is called when the panel shows. */
  fit(): void {
    this.#field.style.height = "auto";
    this.#field.style.height = `${this.#field.scrollHeight}px`;
    const left = LIMIT - this.#length();
    this.#counter.textContent =
      left > LIMIT - COUNTED_FROM ? "" : left < 0 ? this.#words("over", -left) : this.#words("left", left);
    this.#counter.classList.toggle("over", left < 0);
    this.#send.classList.toggle("ready", this.#isSendable());
  }

  /** What office programs copy is text and its picture: then the text is meant. */
  #paste(event: ClipboardEvent): void {
    const { files, types } = event.clipboardData!;
    if (!files.length || types.includes("text/plain")) return;
    event.preventDefault();
    this.#actions.choose([...files]);
  }

  #typed(): void {
    this.#tab.set(DRAFT, this.#field.value);
    this.fit();
    if (this.#field.value) this.#actions.typing();
  }

  #key(event: KeyboardEvent): void {
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    this.#submit(event);
  }

  #submit(event: Event): void {
    event.preventDefault();
    this.focus();
    if (!this.#isSendable()) return;
    const words = this.#field.value.trim();
    this.#actions.sendChosen();
    if (words) this.#actions.say(words);
    this.#field.value = "";
    this.#tab.remove(DRAFT);
    this.fit();
  }

  #isSendable(): boolean {
    return (this.#length() > 0 || this.tray.childElementCount > 0) && this.#length() <= LIMIT;
  }

  /** Counted as the desk counts: characters, not UTF-16 units. */
  #length = (): number => [...this.#field.value.trim()].length;
}
