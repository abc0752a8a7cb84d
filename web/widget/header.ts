// The top of the panel: who answers, the menu, and the way to a person, which is there at every moment.
import { h } from "./dom.js";
import { icon, iconButton } from "./icons.js";
import type { Snapshot } from "./conversation.js";
import type { Words } from "./words.js";

interface Actions {
  close(): void;
  person(): void;
  download(): unknown;
  startAnew(): void;
  erase(): void;
}

export class Header {
  readonly element: HTMLElement;
  readonly #words: Words;
  readonly #face = h("div", { class: "face", "aria-hidden": "true" }, icon("spark"));
  readonly #role = h("p", { class: "role" });
  readonly #person: HTMLButtonElement;
  readonly #standing = h("p", { class: "standing", role: "status" });
  readonly #menu: HTMLElement;
  readonly #menuButton: HTMLButtonElement;
  readonly #bar: HTMLElement;
  readonly #anew: HTMLButtonElement;

  constructor(words: Words, title: string, actions: Actions) {
    this.#words = words;
    const item = (label: string, act: () => unknown): HTMLButtonElement =>
      h("button", { onclick: () => { this.closeMenu(); return act(); } }, label);
    this.#anew = item(words("anew"), actions.startAnew);
    this.#menu = h(
      "div", { class: "menu", onfocusout: (event: FocusEvent) => this.#left(event) },
      item(words("download"), actions.download), this.#anew, item(words("erase"), actions.erase),
    );
    this.#menuButton = iconButton("round", words("more"), "more", () => this.#toggleMenu());
    this.#person = h("button", { class: "person", onclick: actions.person }, icon("person"), words("person"));
    this.#bar = h("div", { class: "bar" }, this.#person, this.#standing);
    this.#show(false);
    this.element = h(
      "header", {},
      h("div", { class: "top" },
        this.#face,
        h("div", { class: "who" }, h("h1", { id: "title" }, title || words("title")), this.#role),
        this.#menuButton,
        iconButton("round", words("close"), "close", actions.close),
        this.#menu),
      this.#bar,
    );
  }

  update(snapshot: Snapshot): void {
    const phase = snapshot.state?.state ?? "bot";
    const agent = phase === "human" ? snapshot.state?.agent?.name || this.#words("agent") : "";
    const standing = this.#standingOf(snapshot, agent);
    this.element.dataset.phase = phase;
    this.#person.hidden = this.#anew.hidden = standing !== ""; // who waits for a person, or has one, shall not slip away
    if (this.#standing.textContent !== standing) this.#standing.textContent = standing;
    this.#role.textContent = agent || this.#words("bot");
    this.#face.replaceChildren(agent ? agent.charAt(0) : icon("spark"));
  }

  /** More about how things stand. */
  explain(details: HTMLElement): void {
    this.#bar.append(details);
  }

  /** True if there was an open menu to close. */
  closeMenu(): boolean {
    if (this.#menu.hidden) return false;
    this.#menuButton.focus();
    this.#show(false);
    return true;
  }

  #standingOf({ state, status, wantsPerson }: Snapshot, agent: string): string {
    if (agent) return this.#words("joined", agent);
    if (state?.state === "offered") return this.#words("offered");
    if (wantsPerson) return this.#words(status === "live" ? "sending" : "waiting");
    if (state?.state !== "queued") return "";
    if (state.queue?.available === false) return this.#words("nobody");
    return state.queue ? this.#words("position", state.queue.position) : this.#words("inQueue");
  }

  #toggleMenu(): void {
    this.#show(this.#menu.hasAttribute("hidden"));
    if (!this.#menu.hidden) this.#menu.querySelector("button")?.focus();
  }

  #left({ relatedTarget }: FocusEvent): void {
    if (relatedTarget === this.#menuButton || this.#menu.contains(relatedTarget as Node | null)) return;
    this.#show(false);
  }

  #show(open: boolean): void {
    this.#menu.hidden = !open;
    this.#menuButton.setAttribute("aria-expanded", String(open));
  }
}
