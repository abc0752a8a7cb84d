// The second script (more/): what is not needed at first sight. It is loaded from where the first came from once something
// in it is needed; if that fails, the chat does without, and the next need asks again.
import type { Entry } from "./book.js";
import type { Conversation, Snapshot } from "./conversation.js";
import { h } from "./dom.js";
import { TAG } from "./settings.js";
import type { Settings } from "./settings.js";

const ASK_AGAIN_MS = 5_000;

/** erased: all is forgotten; after: a person has closed the case; contact: nobody is there. */
export type Card = "erased" | "after" | "contact";
export type Question = "anew" | "erase";

/** What the second script works with. */
export interface Host {
  readonly settings: Settings;
  readonly conversation: Conversation;
  /** Where the desk is. */
  readonly origin: string;
  /** Files that are chosen and not yet sent: its children. */
  readonly tray: HTMLElement;
}

/** What it gives. */
export interface Extras {
  readonly css: string;
  /** Belongs below the line that says how things stand: how long it takes, who is there. */
  readonly details: HTMLElement;
  /** With the files that are on their way. */
  joined(entries: readonly Entry[]): readonly Entry[];
  update(snapshot: Snapshot): void;
  card(wanted: Card): HTMLElement;
  /** Asks before something is lost; `answer` hears what was chosen. */
  question(about: Question, answer: (agreed: boolean) => unknown): HTMLElement;
  attachment(entry: Entry): HTMLElement;
  /** Looks at files that the customer chose, and puts them into the tray or says why not. */
  choose(files: readonly File[]): void;
  /** What is in the tray goes out. */
  sendChosen(): void;
  /** False if this is no file of ours. */
  retry(key: string): boolean;
  discard(key: string): boolean;
  download(): Promise<void>;
}

export type MakeExtras = (host: Host) => Extras;

/** The second script leaves `makeExtras` on the element's class. */
export const meetingPlace = (): { makeExtras?: MakeExtras } => customElements.get(TAG) as { makeExtras?: MakeExtras };

export class ExtrasLoader {
  readonly #address: string;
  readonly #host: Host;
  readonly #wishes: ((extras: Extras) => void)[] = [];
  #loading: Promise<Extras> | undefined;
  loaded: Extras | undefined;

  constructor(address: string, host: Host) {
    this.#address = address;
    this.#host = host;
  }

  /** Does the work now, or once the script is there; does not ask for it. */
  use(work: (extras: Extras) => void): void {
    if (this.loaded) work(this.loaded);
    else this.#wishes.push(work);
  }

  /** Rejects if the script cannot be had now. */
  load(): Promise<Extras> {
    return (this.#loading ??= this.#load());
  }

  async #load(): Promise<Extras> {
    try {
      if (!meetingPlace().makeExtras) await run(this.#address);
      this.loaded = meetingPlace().makeExtras!(this.#host);
    } catch (error) {
      setTimeout(() => (this.#loading = undefined), ASK_AGAIN_MS);
      throw error;
    }
    for (const work of this.#wishes) work(this.loaded);
    return this.loaded;
  }
}

/** Where a page allows only scripts with its nonce, ours has it, too. */
const run = (src: string): Promise<unknown> =>
  new Promise((onload, onerror) => {
    const { nonce } = document.querySelector<HTMLScriptElement>("script[nonce]") ?? {};
    document.head.append(h("script", { src, nonce, onload, onerror }));
  });
