// Files from choosing them to their place in the log: kept, sent one after the other, shown.
import { CUSTOMER } from "../book.js";
import type { Entry } from "../book.js";
import type { Conversation, Snapshot } from "../conversation.js";
import { Delivery } from "../delivery.js";
import { uuid } from "../outbox.js";
import { FileBox } from "./file_box.js";
import type { Upload } from "./file_box.js";
import { FileView } from "./file_view.js";
import { FileRefusal } from "./outgoing.js";
import type { Outgoing } from "./outgoing.js";
import { Tray } from "./tray.js";
import type { Words } from "./words.js";

/** What the desk says about a file that it does not take. */
const PROBLEMS: Readonly<Record<string, Parameters<Words>[0]>> = {
  file_too_large: "tooLarge",
  picture_too_large: "tooManyPixels",
  unknown_kind: "wrongKind",
  damaged_file: "damaged",
  file_empty: "damaged",
};

export class Files {
  readonly #words: Words;
  readonly #language: string;
  readonly #conversation: Conversation;
  readonly #outgoing: Outgoing;
  readonly #tray: Tray;
  readonly #box: FileBox;
  readonly #delivery: Delivery<Upload>;
  readonly #views = new Map<string, FileView>();
  /** Stored by the desk, and not yet back as events. */
  readonly #stored = new Map<string, Upload>();
  /** Why the desk refused. */
  readonly #refused = new Map<string, string>();
  #underWay: AbortController | undefined;
  #status: Snapshot["status"] = "idle";

  constructor(
    words: Words, language: string, origin: string, conversation: Conversation, outgoing: Outgoing, tray: HTMLElement,
  ) {
    this.#words = words;
    this.#language = language;
    this.#conversation = conversation;
    this.#outgoing = outgoing;
    this.#tray = new Tray(words, tray, conversation.changed);
    this.#box = new FileBox(`lotse ${origin}`, (some) => conversation.keepFiles(some));
    this.#delivery = new Delivery(this.#box, {
      send: (upload) => this.#send(upload),
      stored: (upload, sequence) => {
        this.#stored.set(upload.id, upload);
        conversation.expect(sequence);
      },
      live: () => this.#status === "live",
      gone: () => {}, // the connection notices, too
      changed: conversation.changed,
    });
    void this.#box.restore().then(() => this.#flush());
  }

  choose(files: readonly File[]): void {
    this.#tray.choose(files);
  }

  sendChosen(): void {
    for (const file of this.#tray.take()) this.#box.put({ id: uuid(), file, at: new Date().toISOString(), failed: false });
    this.#flush();
  }

  retry(id: string): boolean {
    const upload = this.#find(id);
    if (!upload) return false;
    this.#refused.delete(id);
    this.#box.put({ ...upload, failed: false });
    this.#flush();
    return true;
  }

  discard(id: string): boolean {
    if (!this.#box.remove(id)) return false;
    this.#conversation.changed();
    return true;
  }

  clear(): void {
    this.#underWay?.abort();
    this.#tray.take();
    this.#box.clear();
    this.#stored.clear();
  }

  update({ status, erased, entries }: Snapshot): void {
    if (erased) this.clear();
    const back = status === "live" && this.#status !== "live";
    this.#status = status;
    if (back) this.#delivery.flush();
    this.#forgetViews(entries);
  }

  joined(entries: readonly Entry[]): readonly Entry[] {
    for (const { key } of entries) if (this.#stored.delete(key) || this.#box.remove(key)) this.#views.get(key)?.tell(null);
    const own = [...this.#stored.values(), ...this.#box.all()].map((upload) => this.#entryOf(upload));
    for (const { key, progress } of own) this.#tellView(key, progress);
    return [...entries, ...own];
  }

  show({ key, attachment, progress }: Entry): HTMLElement {
    const file = this.#find(key)?.file;
    const fetch = async (): Promise<Blob> => file ?? this.#outgoing.attachment(attachment!.id);
    const view = new FileView(this.#words, this.#language, attachment!, fetch);
    this.#views.set(key, view);
    if (file) this.#tellView(key, progress);
    return view.element;
  }

  #flush(): void {
    this.#delivery.flush();
    this.#conversation.changed();
  }

  async #send({ id, file }: Upload): Promise<number> {
    this.#underWay = new AbortController();
    try {
      const moved = (share: number): void => void (this.#find(id) && this.#views.get(id)?.tell(share)); // it may be back already
      return await this.#outgoing.upload(id, file, this.#underWay.signal, moved);
    } catch (error) {
      if (error instanceof FileRefusal) this.#refused.set(id, error.code);
      throw error;
    }
  }

  #tellView(id: string, progress: Entry["progress"]): void {
    if (progress === "failed") this.#views.get(id)?.tell(null, this.#problemOf(id));
    else if (progress === "sending") this.#views.get(id)?.begin();
    else this.#views.get(id)?.tell(null);
  }

  #problemOf(id: string): string {
    const problem = PROBLEMS[this.#refused.get(id) ?? ""];
    return problem ? this.#words(problem, this.#find(id)?.file.name) : "";
  }

  #find(id: string): Upload | undefined {
    return this.#stored.get(id) ?? this.#box.all().find((upload) => upload.id === id);
  }

  #entryOf({ id, file, at, failed }: Upload): Entry {
    const progress = this.#stored.has(id) ? "sent" : failed ? "failed" : this.#status === "live" ? "sending" : "waiting";
    const attachment = { id: "", name: file.name, kind: file.type, size: file.size, width: 0, height: 0 };
    return { key: id, type: "message", author: CUSTOMER, text: "", attachment, at: new Date(at), progress };
  }

  #forgetViews(entries: readonly Entry[]): void {
    const kept = new Set(entries.map(({ key }) => key));
    for (const [key, view] of this.#views) {
      if (kept.has(key) || this.#find(key)) continue;
      view.forget();
      this.#views.delete(key);
    }
  }
}
