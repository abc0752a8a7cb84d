// The open chat: header, log with what belongs below it, composer.
import type { Entry } from "./book.js";
import { Composer } from "./composer.js";
import { contained } from "./contained.js";
import type { Conversation, Snapshot } from "./conversation.js";
import { addStyle, h, spoken } from "./dom.js";
import { ExtrasLoader } from "./extras.js";
import type { Card, Extras, Question } from "./extras.js";
import { Header } from "./header.js";
import { LogView } from "./log_view.js";
import { Scroller } from "./scroller.js";
import type { Settings } from "./settings.js";
import type { Storage } from "./storage.js";
import type { Words } from "./words.js";

const OVER = ["wrap_up", "closed"];

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
  readonly #extras: ExtrasLoader;
  readonly #typing = h("div", { class: "typing", hidden: true });
  readonly #choices: HTMLElement;
  readonly #card = h("div", { class: "cards" });
  readonly #question = h("div", { class: "cards" });
  readonly #connection = h("div", { class: "connection", role: "status" });
  #shownCard: Card | "" = "";
  #shownChoices = "";

  /** `origin` is where the desk is, `more` the address of the second script. */
  constructor(
    words: Words, settings: Settings, tab: Storage, conversation: Conversation, source: { origin: string; more: string },
    close: () => void,
  ) {
    this.#words = words;
    this.#conversation = conversation;
    this.#header = new Header(words, settings.title, {
      close,
      person: () => conversation.wantPerson(),
      download: () => this.#attempt((extras) => extras.download()),
      startAnew: () => this.#ask("anew", () => conversation.startAnew()),
      erase: () => this.#ask("erase", () => conversation.erase()),
    });
    this.#log = new LogView(words, settings.language, {
      attachment: (entry) => this.#attachment(entry),
      retry: (key) => this.#extras.loaded?.retry(key) || conversation.retry(key),
      discard: (key) => this.#extras.loaded?.discard(key) || conversation.discard(key),
    });
    this.#choices = h("div", { class: "choices", role: "group", "aria-label": words("choices") });
    this.#composer = new Composer(words, tab, {
      say: (text) => this.#say(text),
      typing: () => conversation.tellTyping(),
      choose: (files) => this.#choose(files),
      sendChosen: () => {
        this.#extras.loaded?.sendChosen();
        this.#scroller.toEnd();
      },
    });
    this.#extras = new ExtrasLoader(source.more, { settings, conversation, origin: source.origin, tray: this.#composer.tray });
    this.#extras.use((extras) => this.#adopt(extras));
    this.#scroller = new Scroller(words("newest"), this.#log.element, this.#typing, this.#choices, this.#card);
    this.element = h(
      "dialog", { class: "panel", "aria-labelledby": "title", tabindex: -1,
        onclose: close, // a phone's "back" closes it, too
        ondragover: (event: DragEvent) => this.#drag(event), ondragleave: () => this.#over(false),
        ondrop: (event: DragEvent) => this.#drag(event) },
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
    const extras = this.#extras.loaded;
    const card = cardFor(snapshot);
    if (!extras && this.element.open && (card || needsMore(snapshot))) contained(() => this.#extras.load())();
    extras?.update(snapshot);
    this.#header.update(snapshot);
    this.#updateConnection(snapshot);
    this.#scroller.keep(() => {
      this.#log.element.setAttribute("aria-busy", String(snapshot.status === "connecting"));
      this.#log.update(extras?.joined(snapshot.entries) ?? snapshot.entries);
      this.#updateTyping(snapshot);
      this.#updateChoices(snapshot);
      this.#updateCard(card, extras);
    });
    this.#composer.update(snapshot.asks);
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

  #updateCard(wanted: Card | "", extras: Extras | undefined): void {
    if (!extras || wanted === this.#shownCard) return;
    this.#shownCard = wanted;
    this.#card.replaceChildren(...(wanted ? [extras.card(wanted)] : []));
  }

  /** The second script has come. */
  #adopt(extras: Extras): void {
    addStyle(this.element.getRootNode() as ShadowRoot, extras.css);
    this.#header.explain(extras.details);
    this.#conversation.changed();
  }

  /** Until it has come, a file is its name. */
  #attachment(entry: Entry): HTMLElement {
    const place = h("div", { class: "file" }, h("div", { class: "bubble" }, entry.attachment?.name ?? ""));
    this.#extras.use((extras) => this.#scroller.keep(() => place.replaceChildren(extras.attachment(entry))));
    return place;
  }

  #choose(files: readonly File[]): Promise<void> {
    return this.#attempt((extras) => extras.choose(files));
  }

  /** Files may be dropped anywhere in the panel. */
  #drag(event: DragEvent): void {
    const { types, files } = event.dataTransfer!;
    if (!types.includes("Files")) return;
    event.preventDefault();
    this.#over(event.type === "dragover");
    if (event.type === "drop") void this.#choose([...files]);
  }

  #over(over: boolean): void {
    this.element.classList.toggle("over", over);
  }

  #ask(about: Question, act: () => unknown): Promise<void> {
    return this.#attempt((extras) => {
      const card = extras.question(about, async (agreed) => {
        this.closeInner();
        if (agreed) await this.#attempt(act);
      });
      this.#question.replaceChildren(card);
      card.querySelector("button")?.focus();
    });
  }

  /** Says honestly that something did not work. */
  async #attempt(act: (extras: Extras) => unknown): Promise<void> {
    try {
      await act(await this.#extras.load());
    } catch {
      this.#connection.textContent = this.#words("trouble");
    }
  }
}

const cardFor = ({ asks, state, erased }: Snapshot): Card | "" =>
  erased ? "erased" : OVER.includes(state?.state ?? "") ? "after" : asks === "contact" ? "contact" : "";

const needsMore = ({ state, entries, keepsFiles }: Snapshot): boolean =>
  keepsFiles || Boolean(state?.queue) || entries.some(({ attachment }) => attachment);
