// Which conversation this browser is in. All tabs share it; a tab that starts one first wins.
import { fields, json, text } from "../shared/read.js";
import type { Storage } from "./storage.js";

export const SESSION_KEY = "session";
/** A conversation that slept longer is not woken by every page view, only by opening the widget. */
const ASLEEP_AFTER_MS = 12 * 60 * 60 * 1000;

export interface Session {
  readonly id: string;
  readonly token: string;
}

export class Sessions {
  readonly #storage: Storage;

  constructor(storage: Storage) {
    this.#storage = storage;
  }

  get current(): Session | null {
    const stored = fields(json(this.#storage.get(SESSION_KEY)));
    const session = { id: text(stored.id), token: text(stored.token) };
    return session.id && session.token ? session : null;
  }

  get awake(): boolean {
    const touched = Number(this.#storage.get("touched"));
    return this.current !== null && Date.now() - touched < ASLEEP_AFTER_MS;
  }

  touch(): void {
    this.#storage.set("touched", String(Date.now()));
  }

  /** The current session, or a new one from `create`; two tabs that ask at once get the same. */
  async ensure(create: () => Promise<Session>): Promise<Session> {
    return this.current ?? this.#alone(async () => this.current ?? this.keep(await create()));
  }

  keep(session: Session): Session {
    this.#storage.set(SESSION_KEY, JSON.stringify(session));
    this.touch();
    return session;
  }

  /** On to another one. */
  forget(): void {
    this.#storage.remove(SESSION_KEY);
  }

  /** No other is wanted: every tab shall know. */
  end(): void {
    this.#storage.set(SESSION_KEY, "");
  }

  get ended(): boolean {
    return this.#storage.get(SESSION_KEY) === "";
  }

  /** Web Locks exist on secure pages only; elsewhere two tabs may, rarely, begin two conversations. */
  async #alone(work: () => Promise<Session>): Promise<Session> {
    return "locks" in navigator ? navigator.locks.request("lotse session", work) : work();
  }
}
