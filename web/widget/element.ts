// <lotse-chat>: launcher and panel in a shadow of their own. index.ts registers it.
import { contained } from "./contained.js";
import { Conversation } from "./conversation.js";
import { addStyle, h } from "./dom.js";
import { icon } from "./icons.js";
import { Panel, isRoomy } from "./panel.js";
import { readSettings } from "./settings.js";
import { openStorage } from "./storage.js";
import type { Storage } from "./storage.js";
import css from "./styles.css";
import { followVisibleArea } from "./visible_area.js";
import { wordsFor } from "./words.js";
import type { Words } from "./words.js";

const OPEN = "open";

export class LotseChat extends HTMLElement {
  /** Where the script came from, as index.ts says. There is the desk, too, unless the element itself says otherwise. */
  static source = location.origin;
  static readonly observedAttributes = ["theme", "accent"];

  #conversation: Conversation | undefined;
  #panel!: Panel;
  #launcher!: HTMLButtonElement;
  #badge!: HTMLElement;
  #words!: Words;
  #tab!: Storage;
  #root: HTMLElement | undefined;
  #planned = false;

  connectedCallback(): void {
    contained(() => {
      if (!this.#conversation) this.#build();
      this.#conversation?.resume();
      const wished = this.#tab.get(OPEN) ?? String(this.hasAttribute("open") && isRoomy());
      if (wished === "true") this.#show(true);
      this.#update();
    })();
  }

  disconnectedCallback(): void {
    contained(() => this.#conversation?.leave())();
  }

  attributeChangedCallback(): void {
    contained(() => this.#dress())();
  }

  get isOpen(): boolean {
    return this.#panel.element.open;
  }

  /** Opens the chat and puts the focus into it; for a "Contact us" link of the page. */
  open = contained((): void => {
    this.#show(true);
    this.#panel.focus();
  });

  close = contained((): void => {
    this.#show(false);
    this.#launcher.focus();
  });

  #build(): void {
    const settings = readSettings(this);
    const origin = this.getAttribute("desk") ?? new URL(LotseChat.source).origin;
    const more = new URL("widget-more.js", LotseChat.source).href;
    this.#words = wordsFor(settings);
    this.#tab = openStorage(origin, () => sessionStorage);
    this.#conversation = new Conversation(origin, settings, () => this.#plan());
    this.#panel = new Panel(this.#words, settings, this.#tab, this.#conversation, { origin, more }, () => this.close());
    this.#badge = h("span", { class: "badge", hidden: true });
    this.#launcher = h("button", {
      class: "launcher", "aria-haspopup": "dialog", onclick: () => (this.isOpen ? this.close() : this.open()),
    }, icon("chat"), icon("close"), this.#badge);
    const own = (event: Event): void => event.stopPropagation(); // the page's shortcuts are not for those who write here
    this.#root = h("div", {
      class: "root", lang: settings.language, onkeyup: own, onkeypress: own,
      onkeydown: (event: KeyboardEvent) => { own(event); this.#key(event); },
    }, this.#panel.element, this.#launcher);
    this.#attach(this.#root);
    followVisibleArea(this.#panel.element);
    document.addEventListener("visibilitychange", contained(() => this.#conversation?.watch(this.isOpen)));
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", contained(() => this.#dress()));
    this.#dress();
  }

  #attach(root: HTMLElement): void {
    const shadow = this.attachShadow({ mode: "open" });
    addStyle(shadow, css);
    shadow.append(root);
  }

  /** Theme and the company's colour. */
  #dress(): void {
    const theme = this.getAttribute("theme");
    const dark = theme === "dark" || (theme !== "light" && matchMedia("(prefers-color-scheme: dark)").matches);
    this.#root?.classList.toggle("dark", dark);
    this.#root?.style.setProperty("--accent", this.getAttribute("accent"));
  }

  #show(open: boolean): void {
    this.#tab.set(OPEN, String(open));
    this.#panel.show(open);
    this.#launcher.setAttribute("aria-expanded", String(open));
    this.#conversation?.watch(open);
    this.#update();
  }

  #key(event: KeyboardEvent): void {
    if (event.key !== "Escape" || !this.isOpen) return;
    event.preventDefault();
    if (!this.#panel.closeInner()) this.close();
  }

  /** Many changes in one task are drawn once. */
  #plan(): void {
    if (this.#planned) return;
    this.#planned = true;
    queueMicrotask(contained(() => {
      this.#planned = false;
      this.#update();
    }));
  }

  #update(): void {
    if (!this.#conversation) return;
    const snapshot = this.#conversation.snapshot();
    this.#panel.update(snapshot);
    const unread = this.isOpen ? 0 : snapshot.unread;
    this.#badge.hidden = unread === 0;
    this.#badge.textContent = String(Math.min(unread, 99));
    const label = this.isOpen ? this.#words("close") : this.#words("open");
    this.#launcher.setAttribute("aria-label", unread ? `${label}, ${this.#words("unread", unread)}` : label);
  }
}
