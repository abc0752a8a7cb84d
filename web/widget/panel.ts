// The open chat: header, log with what belongs below it, composer.
import { ratingCard, contactCard, questionCard } from "./cards.js";
import { Composer } from "./composer.js";
import type { Conversation, Snapshot } from "./conversation.js";
import { h, spoken } from "./dom.js";
import { Header } from "./header.js";
import { LogView } from "./log_view.js";
import { Scroller } from "./scroller.js";
import type { Settings } from "./settings.js";
import type { Storage } from "./storage.js";
import type { Words } from "./words.js";

/** Time for the browser to take a download over. */
const DOWNLOAD_MS = 60_000;

/** Room for page and chat side by side; see styles.css. */
export const isRoomy = (): boolean => matchMedia("(min-width: 481px)").matches;

export class Panel {
  readonly element: HTMLDialogElement;
  readonly #words: Words;
  readonly #conversation: Conversation;
  readonly #header: Header;
  readonly #log: LogView;
  readonly #scroller: Scroller;
  readonly #composer: Composer;
  readonly #typing = h("div", { class: "typing", hidden: true });
  readonly #choices: HTMLElement;
  readonly #card = h("div", { class: "cards" });
  readonly #question = h("div", { class: "cards" });
  readonly #connection = h("div", { class: "connection", role: "status" });
  #shownCard = "";
  #shownChoices = "";

  constructor(words: Words, settings: Settings, tab: Storage, conversation: Conversation, close: () => void) {
    this.#words = words;
    this.#conversation = conversation;
    this.#header = new Header(words, settings.title, {
      close,
      person: () => conversation.wantPerson(),
      download: () => this.#download(),
      startAnew: () => this.#ask(words("anewQuestion"), words("anew"), () => conversation.startAnew()),
      erase: () => this.#ask(words("eraseQuestion"), words("eraseNow"), () => conversation.erase()),
    });
    this.#log = new LogView(words, settings.language, conversation);
    this.#choices = h("div", { class: "choices", role: "group", "aria-label": words("choices") });
    this.#composer = new Composer(words, tab, {
      say: (text) => this.#say(text),
      typing: () => conversation.tellTyping(),
    });
    this.#scroller = new Scroller(words("newest"), this.#log.element, this.#typing, this.#choices, this.#card);
    this.element = h(
      "dialog", { class: "panel", "aria-labelledby": "title", tabindex: -1, onclose: close }, // a phone's "back" closes it, too
      this.#header.element, this.#connection, this.#scroller.element, this.#question, this.#composer.element,
    );
  }

  show(open: boolean): void {
    if (open === this.element.open) return;
    if (!open) return this.element.close();
    if (isRoomy()) this.element.open = true; // unlike show(), this leaves the focus where it is
    else this.element.showModal(); // full screen: the page behind is out of reach
    this.#composer.fit();
    this.#scroller.toEnd();
  }

  /** On a phone the field would bring up the keyboard over the greeting: there the panel itself is focused. */
  focus(): void {
    if (matchMedia("(pointer: coarse)").matches) this.element.focus({ preventScroll: true });
    else this.#composer.focus();
  }

  /** Closes what is open inside the panel; false if there was nothing. */
  closeInner(): boolean {
    if (this.#header.closeMenu()) return true;
    if (!this.#question.hasChildNodes()) return false;
    this.#question.replaceChildren();
    this.#composer.focus();
    return true;
  }

  update(snapshot: Snapshot): void {
    const focused = (this.element.getRootNode() as ShadowRoot).activeElement;
    this.#draw(snapshot);
    if (this.element.open && focused?.getClientRects().length === 0) this.#composer.focus(); // what had the focus is gone
  }

  #draw(snapshot: Snapshot): void {
    this.#header.update(snapshot);
    this.#updateConnection(snapshot);
    this.#scroller.keep(() => {
      this.#log.element.setAttribute("aria-busy", String(snapshot.status === "connecting"));
      this.#log.update(snapshot.entries);
      this.#updateTyping(snapshot);
      this.#updateChoices(snapshot);
      this.#updateCard(snapshot);
    });
    this.#composer.expect(snapshot.asks);
    this.#composer.element.hidden = snapshot.erased;
  }

  #say(text: string): void {
    this.#connection.dataset.status = ""; // what was said there is over
    this.#conversation.say(text);
    this.#scroller.toEnd();
  }

  #updateConnection({ status }: Snapshot): void {
    if (this.#connection.dataset.status === status) return;
    this.#connection.dataset.status = status;
    this.#connection.textContent = status === "lost" ? this.#words("lost") : "";
  }

  #updateTyping({ typing }: Snapshot): void {
    if (this.#typing.hidden === !typing) return;
    this.#typing.hidden = !typing;
    const words = this.#words("typing", typing?.name || this.#words(typing?.kind === "agent" ? "agent" : "bot"));
    this.#typing.replaceChildren(spoken(words), h("i"), h("i"), h("i"));
  }

  #updateChoices({ choices, erased }: Snapshot): void {
    const titles = erased ? [this.#words("anew")] : choices.map(({ title }) => title);
    const shown = titles.join("\n");
    if (shown === this.#shownChoices) return;
    this.#shownChoices = shown;
    const choose = (title: string): void => (erased ? this.#conversation.startAnew() : this.#say(title));
    this.#choices.replaceChildren(...titles.map((title) => h("button", { onclick: () => choose(title) }, title)));
  }

  #updateCard({ asks, state, rated, erased }: Snapshot): void {
    const wanted = erased ? "erased" : rated ? "rated" : state?.mayRate ? "rating" : asks === "contact" ? "contact" : "";
    if (wanted === this.#shownCard) return;
    this.#shownCard = wanted;
    this.#card.replaceChildren(...this.#cardFor(wanted));
  }

  #cardFor(wanted: string): HTMLElement[] {
    const conversation = this.#conversation;
    switch (wanted) {
      case "erased": return [h("p", { class: "card thanks", role: "status" }, this.#words("erased"))];
      case "rated": return [h("p", { class: "card thanks", role: "status" }, this.#words("rateThanks"))];
      case "rating": return [ratingCard(this.#words, (score, comment) => conversation.rate(score, comment))];
      case "contact": return [contactCard(this.#words, conversation.leaveContact)];
      default: return [];
    }
  }

  #ask(question: string, yes: string, act: () => unknown): void {
    const card = questionCard(question, yes, this.#words("cancel"), async (agreed) => {
      this.closeInner();
      if (agreed) await this.#attempt(act);
    });
    this.#question.replaceChildren(card);
    card.querySelector("button")?.focus();
  }

  #download(): Promise<void> {
    return this.#attempt(async () => {
      const url = URL.createObjectURL(await this.#conversation.transcript());
      h("a", { href: url, download: this.#words("file") }).click();
      setTimeout(() => URL.revokeObjectURL(url), DOWNLOAD_MS);
    });
  }

  /** Says honestly that something did not work. */
  async #attempt(act: () => unknown): Promise<void> {
    try {
      await act();
    } catch {
      this.#connection.textContent = this.#words("trouble");
    }
  }
}
