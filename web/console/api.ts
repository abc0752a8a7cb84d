// The desk's HTTP door: JSON in, JSON out, one kind of error.
import { fields, json, text } from "../shared/read.js";
import type { Fields } from "../shared/read.js";

const ROOT = "/api/v1/desk";
const TIMEOUT_MS = 15_000;
/** A photo over a poor line takes its time. */
const UPLOAD_TIMEOUT_MS = 120_000;
const LOCKED = 423;
const WRONG_PASSWORD: ReadonlySet<string> = new Set(["wrong_login", "wrong_password"]);

/** Codes of the desk in words for the agent. */
const SENTENCES: Readonly<Record<string, string>> = {
  offline: "Keine Verbindung zum Server. Bitte gleich noch einmal versuchen.",
  already_taken: "Da war jemand schneller: Der Fall ist schon vergeben.",
  stale_epoch: "Der Fall liegt inzwischen in anderen Händen. Es wurde nichts verändert.",
  not_owner: "Dieser Fall gehört gerade nicht dir.",
  not_offered: "Dieser Fall ist dir nicht mehr angeboten.",
  wrong_role: "Dafür fehlt dir die Berechtigung.",
  not_allowed: "Dafür fehlt dir die Berechtigung.",
  unknown_conversation: "Dieses Gespräch gibt es nicht, oder es ist nicht für dich bestimmt.",
  unknown_person: "Diese Person nimmt gerade keine Fälle an.",
  unknown_pod: "Dieses Team gibt es nicht mehr.",
  text_too_long: "Der Text ist zu lang.",
  text_empty: "Der Text ist leer.",
  too_many_requests: "Das waren sehr viele Anfragen. Bitte warte einen Moment.",
  unauthenticated: "Du bist nicht mehr angemeldet.",
  locked: "Der Arbeitsplatz ist gesperrt.",
  file_too_large: "Die Datei ist zu groß: höchstens 10 MB.",
  unknown_kind: "Diese Art von Datei geht nicht. Möglich sind Fotos (JPEG, PNG, WebP, GIF) und PDF.",
  damaged_file: "Die Datei ist beschädigt und lässt sich nicht lesen.",
  file_empty: "Die Datei ist leer.",
  picture_too_large: "Das Bild hat zu viele Bildpunkte.",
  at_capacity: "Du hast so viel in Arbeit, wie du haben darfst. Schließe erst einen Fall ab oder gib einen weiter.",
  own_request: "Über die eigene Bitte entscheidet jemand anderes.",
  not_in_room: "Dieser Fall ist nicht in deinem Team-Raum.",
  unknown_concern: "Dieses Anliegen gibt es nicht mehr.",
  unknown_goodwill: "Diese Bitte gibt es nicht mehr.",
  no_pod: "Du gehörst zu keinem Team.",
  already_decided: "Darüber ist schon entschieden.",
};

const UNKNOWN = "Das hat nicht geklappt. Bitte noch einmal versuchen.";

export class ApiError extends Error {
  constructor(
    /** HTTP status; 0 where no answer came. */
    readonly status: number,
    readonly code: string,
    message: string,
    readonly details: Fields = {},
  ) {
    super(message);
  }

  /** Whether the same request may succeed later. */
  get passing(): boolean {
    return this.status === 0 || this.status === 429 || this.status >= 500;
  }
}

export class Api {
  csrfToken = "";
  /** Called when the server no longer knows the session. */
  onSignedOut: () => void = () => undefined;
  /** Called when the session is locked: the password is asked for. */
  onLocked: () => void = () => undefined;

  get(path: string): Promise<unknown> {
    return this.request("GET", path);
  }

  post(path: string, body: unknown = {}): Promise<unknown> {
    return this.request("POST", path, body);
  }

  put(path: string, body: unknown): Promise<unknown> {
    return this.request("PUT", path, body);
  }

  delete(path: string): Promise<unknown> {
    return this.request("DELETE", path);
  }

  /** Sends a file as it is. Throws `ApiError`. */
  upload(path: string, file: Blob, headers: Readonly<Record<string, string>>): Promise<unknown> {
    return this.request("POST", path, file, { "Content-Type": file.type || "application/octet-stream", ...headers });
  }

  /** The answer's JSON; null for an empty answer. Throws `ApiError`. */
  private async request(
    method: string,
    path: string,
    body?: unknown,
    headers: Readonly<Record<string, string>> = {},
  ): Promise<unknown> {
    try {
      return await this.once(method, path, body, headers);
    } catch (error) {
      if (!(error instanceof ApiError) || error.code !== "csrf") throw error;
      await this.renewToken();
      return this.once(method, path, body, headers);
    }
  }

  private async once(
    method: string,
    path: string,
    body?: unknown,
    headers: Readonly<Record<string, string>> = {},
  ): Promise<unknown> {
    const response = await this.fetched(method, path, body, headers);
    const answer = json(await response.text().catch(() => ""));
    if (response.ok) return answer;
    const error = errorOf(response.status, answer);
    if (response.status === 401 && !WRONG_PASSWORD.has(error.code)) this.onSignedOut();
    if (response.status === LOCKED) this.onLocked();
    throw error;
  }

  /** A new login in another tab has made our token an old one. */
  private async renewToken(): Promise<void> {
    this.csrfToken = text(fields(await this.once("GET", "/me")).csrf_token);
  }

  private async fetched(
    method: string,
    path: string,
    body: unknown,
    more: Readonly<Record<string, string>>,
  ): Promise<Response> {
    const isFile = body instanceof Blob;
    const headers: Record<string, string> = { Accept: "application/json", ...more };
    if (method !== "GET") headers["X-CSRF-Token"] = this.csrfToken;
    if (body !== undefined && !isFile) headers["Content-Type"] = "application/json";
    const payload = body === undefined ? null : isFile ? body : JSON.stringify(body);
    const signal = AbortSignal.timeout(isFile ? UPLOAD_TIMEOUT_MS : TIMEOUT_MS);
    try {
      return await fetch(ROOT + path, { method, headers, body: payload, signal });
    } catch {
      throw new ApiError(0, "offline", sentence("offline"));
    }
  }
}

function errorOf(status: number, answer: unknown): ApiError {
  const error = fields(fields(answer).error);
  const code = text(error.code) || "unknown";
  return new ApiError(status, code, sentence(code), fields(error.details));
}

const sentence = (code: string): string => SENTENCES[code] ?? UNKNOWN;

/** What an error says to the person; also for those that are a defect of ours. */
export const errorSentence = (error: unknown): string => (error instanceof ApiError ? error.message : UNKNOWN);
