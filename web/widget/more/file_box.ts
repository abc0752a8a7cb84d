// Files that are to be sent. They survive a reload where the browser has a database to keep them in; elsewhere they live as
// long as the page. Unlike messages, they are this tab's own: a tab that opens takes up what an earlier one left.
import { fields, text } from "../../shared/read.js";

const STORE = "files";

export interface Upload {
  /** The client_message_id, a UUID. */
  readonly id: string;
  readonly file: File;
  /** ISO 8601. */
  readonly at: string;
  readonly failed: boolean;
}

export class FileBox {
  readonly #files = new Map<string, Upload>();
  readonly #database: Promise<IDBDatabase | null>;
  readonly #kept: (some: boolean) => void;

  /** `name` keeps one Lotse's files apart from another's; `kept` hears whether there are any. */
  constructor(name: string, kept: (some: boolean) => void) {
    this.#database = open(name).catch(() => null);
    this.#kept = kept;
  }

  /** Oldest first. */
  all(): Upload[] {
    return [...this.#files.values()];
  }

  next(): Upload | undefined {
    return this.all().find(({ failed }) => !failed);
  }

  put(upload: Upload): void {
    this.#files.set(upload.id, upload);
    this.#write((store) => store.put(upload));
  }

  remove(id: string): boolean {
    const there = this.#files.delete(id);
    if (there) this.#write((store) => store.delete(id));
    return there;
  }

  clear(): void {
    for (const id of this.#files.keys()) this.remove(id);
  }

  /** Takes up what was left. */
  async restore(): Promise<void> {
    const database = await this.#database;
    const kept = database ? await done(database.transaction(STORE).objectStore(STORE).getAll()) : [];
    const uploads = kept.map(parse).filter((upload) => upload !== null);
    for (const upload of uploads.sort((one, other) => one.at.localeCompare(other.at))) this.#files.set(upload.id, upload);
  }

  #write(work: (store: IDBObjectStore) => unknown): void {
    this.#kept(this.#files.size > 0);
    void this.#database
      .then((database) => database && work(database.transaction(STORE, "readwrite").objectStore(STORE)))
      .catch(() => null); // no room, or not allowed: it is still in memory
  }
}

function parse(value: unknown): Upload | null {
  const { id, file, at, failed } = fields(value);
  return file instanceof File ? { id: text(id), file, at: text(at), failed: failed === true } : null;
}

async function open(name: string): Promise<IDBDatabase> {
  const request = indexedDB.open(name);
  request.onupgradeneeded = () => request.result.createObjectStore(STORE, { keyPath: "id" });
  return done(request);
}

const done = <Result>(request: IDBRequest<Result>): Promise<Result> =>
  new Promise((resolve, reject) => {
    request.addEventListener("success", () => resolve(request.result));
    request.addEventListener("error", () => reject(request.error));
  });
