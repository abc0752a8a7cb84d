// Which pane is in front where there is room for one only, where the focus goes with it,
// and the address of what is open.
import type { Desk } from "./desk.js";
import { stepThroughCases } from "./cases_view.js";
import { attribute, el } from "./dom.js";

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
}

export class Panes {
  readonly element: HTMLElement;

  constructor(
    private readonly desk: Desk,
    private readonly parts: PaneParts,
  ) {
    const { bar, list, conversation, known } = parts;
    this.element = el("div", { class: "console" }, bar, list, conversation.element, known.element);
    this.go("list");
  }

  go(pane: Pane): void {
    attribute(this.element, "data-pane", pane);
  }

  /** Puts a conversation on screen; the focus stays in the list where the list stays in view. */
  open(id: string): void {
    const from = document.activeElement;
    this.desk.open(id);
    this.go(id ? "conversation" : "list");
    if (from instanceof HTMLElement && !from.checkVisibility()) this.parts.conversation.focus();
  }

  /** Closes the conversation; the focus goes to its case in the list, or to the first. */
  backToList(): void {
    const { open } = this.desk.store.state;
    const { list } = this.parts;
    this.open("");
    const row = list.querySelector<HTMLElement>(`[data-id="${CSS.escape(open)}"] button.case`);
    if (row) row.focus();
    else stepThroughCases(list, 1);
  }

  toggleKnown(): void {
    const shown = this.element.dataset["pane"] === "known";
    this.go(shown ? "conversation" : "known");
    if (shown) this.parts.conversation.focus();
    else this.parts.known.focus();
  }

  /** Where nothing is open, nothing is known. The open conversation stands in the address, so that a reload and the browser's Back lead there. */
  keepInStep(): void {
    const { open } = this.desk.store.state;
    attribute(this.element, "data-open", open !== "");
    if (idInAddress() !== open) history.pushState(null, "", open ? `#${open}` : location.pathname);
  }

  openFromAddress(): void {
    if (idInAddress() !== this.desk.store.state.open) this.open(idInAddress());
  }

  listen(signal: AbortSignal): void {
    addEventListener("popstate", () => this.openFromAddress(), { signal });
    document.addEventListener("keydown", (event) => this.onKey(event), { signal });
  }

  /** Esc leaves the writing or the panel; Alt and a number inserts a suggestion, also while writing. */
  private onKey(event: KeyboardEvent): void {
    if (document.querySelector("dialog[open]")) return;
    if (event.key === "Escape") this.escape(event.target);
    const number = event.altKey ? /^Digit([1-9])$/.exec(event.code)?.[1] : undefined;
    const button = number && this.element.querySelector<HTMLElement>(`[data-insert="${number}"]`);
    if (!button) return;
    event.preventDefault();
    button.click();
  }

  private escape(target: EventTarget | null): void {
    if (target instanceof HTMLTextAreaElement) target.blur();
    else if (this.element.dataset["pane"] === "known") this.toggleKnown();
  }
}

const idInAddress = (): string => /^#([\w-]+)$/.exec(location.hash)?.[1] ?? "";
