// Which page and which pane is in front, where the focus goes with it, and the address of what is on screen.
import type { Desk } from "./desk.js";
import { stepThroughCases } from "./cases_view.js";
import { attribute, el, show } from "./dom.js";
import type { Page } from "./pages.js";
import { addressNow, hashOf, leadsTo } from "./pages.js";

type Pane = "list" | "conversation" | "known";

interface Focusable {
  readonly element: HTMLElement;
  focus(): void;
}

export interface PaneParts {
  readonly bar: HTMLElement;
  readonly list: HTMLElement;
  readonly conversation: Focusable;
  readonly known: Focusable;
  readonly calls: HTMLElement;
  readonly pages: readonly Page[];
}

export class Panes {
  readonly element: HTMLElement;
  private shownPage = "";

  constructor(
    private readonly desk: Desk,
    private readonly parts: PaneParts,
  ) {
    const { bar, list, conversation, known, calls, pages } = parts;
    const others = pages.map(({ element }) => element);
    this.element = el("div", { class: "console" }, bar, list, conversation.element, known.element, ...others, calls);
    this.go("list");
  }

  go(pane: Pane): void {
    attribute(this.element, "data-pane", pane);
  }

  /** Puts a conversation on screen; the focus stays in the list where the list stays in view. */
  open(id: string): void {
    this.moving(id, () => this.desk.open(id));
  }

  openBeside(id: string): void {
    this.moving(id, () => this.desk.openBeside(id));
  }

  private moving(id: string, move: () => void): void {
    const from = document.activeElement;
    this.desk.turnTo("");
    move();
    this.go(id ? "conversation" : "list");
    queueMicrotask(() => {
      if (from instanceof HTMLElement && !from.checkVisibility()) this.parts.conversation.focus();
    });
  }

  /** Closes the conversation; the focus goes to its case in the list, or to the first. */
  backToList(): void {
    const { open } = this.desk.store.state;
    const { list } = this.parts;
    this.desk.open("");
    this.go("list");
    const row = list.querySelector<HTMLElement>(`[data-id="${CSS.escape(open)}"] button.case`);
    if (row) row.focus();
    else stepThroughCases(list, 1);
  }

  /** The focus goes to the heading of what is in front. */
  takeFocus(): void {
    const { conversation, list, pages } = this.parts;
    const page = pages.find(({ element }) => element.checkVisibility());
    if (page) page.element.querySelector<HTMLElement>("h1")?.focus();
    else if (conversation.element.checkVisibility()) conversation.focus();
    else list.focus();
  }

  turnTo(page: string): void {
    this.desk.turnTo(page);
  }

  toggleKnown(): void {
    const shown = this.element.dataset["pane"] === "known";
    this.go(shown ? "conversation" : "known");
    if (shown) this.parts.conversation.focus();
    else this.parts.known.focus();
  }

  /** Shows the page; what is open stands in the address, so that a reload and the browser's Back lead there. */
  keepInStep(): void {
    const { state } = this.desk.store;
    attribute(this.element, "data-open", state.columns.length > 0);
    attribute(this.element, "data-columns", state.columns.length);
    if (location.hash !== hashOf(state)) history.pushState(null, "", hashOf(state) || location.pathname);
    this.showPage(state.page);
  }

  private showPage(wanted: string): void {
    const page = this.parts.pages.find(({ name }) => leadsTo(name, wanted));
    attribute(this.element, "data-page", page?.name ?? "faelle");
    for (const each of this.parts.pages) show(each.element, each === page);
    if ((page?.name ?? "") === this.shownPage) return;
    this.shownPage = page?.name ?? "";
    page?.shown();
  }

  begin(): void {
    const { id, page } = addressNow(this.parts.pages);
    this.desk.begin(id, page);
    this.go(id ? "conversation" : "list");
  }

  private followAddress(): void {
    const { id, page } = addressNow(this.parts.pages);
    if (page) return this.turnTo(page);
    this.desk.turnTo("");
    if (id !== this.desk.store.state.open) this.open(id);
  }

  listen(signal: AbortSignal): void {
    addEventListener("popstate", () => this.followAddress(), { signal });
    document.addEventListener("keydown", (event) => this.onKey(event), { signal });
  }

  /** Esc leaves the writing or the panel; Alt and a number inserts a suggestion, with Shift it is sent at once. */
  private onKey(event: KeyboardEvent): void {
    if (event.defaultPrevented || document.querySelector("dialog[open]")) return;
    if (event.key === "Escape") this.escape(event.target);
    const number = event.altKey ? /^Digit([1-9])$/.exec(event.code)?.[1] : undefined;
    const kind = event.shiftKey ? "send" : "insert";
    const button = number && this.element.querySelector<HTMLElement>(`[data-${kind}="${number}"]`);
    if (!button) return;
    event.preventDefault();
    button.click();
  }

  private escape(target: EventTarget | null): void {
    if (target instanceof HTMLTextAreaElement) headingOf(target)?.focus();
    else if (this.element.dataset["pane"] === "known") this.toggleKnown();
  }
}

/** Where the focus goes from a text that is left: to the name of what it belongs to. */
const headingOf = (text: HTMLElement): HTMLElement | null =>
  text.closest(".column, main")?.querySelector<HTMLElement>("h1[tabindex]") ?? null;
