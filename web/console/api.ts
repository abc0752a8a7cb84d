// The desk's HTTP door: JSON in, JSON out, one kind of error.
import { fields, json, text } from "../shared/read.js";
import type { Fields } from "../shared/read.js";

const ROOT = "/api/v1/desk";
const TIMEOUT_MS = 15_000;

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

  /** The answer's JSON; null for an empty answer. Throws `ApiError`. */
  private async request(method: string, path: string, body?: unknown): Promise<unknown> {
    try {
      return await this.once(method, path, body);
    } catch (error) {
      if (!(error instanceof ApiError) || error.code !== "csrf") throw error;
      await this.renewToken();
      return this.once(method, path, body);
    }
  }

  private async once(method: string, path: string, body: unknown): Promise<unknown> {
    const response = await this.fetched(method, path, body);
    const answer = json(await response.text().catch(() => ""));
    if (response.ok) return answer;
    if (response.status === 401 && path !== "/session") this.onSignedOut();
    throw errorOf(response.status, answer);
  }

  /** A new login in another tab has made our token an old one. */
  private async renewToken(): Promise<void> {
    this.csrfToken = text(fields(await this.once("GET", "/me", undefined)).csrf_token);
  }

  private async fetched(method: string, path: string, body: unknown): Promise<Response> {
    const headers: Record<string, string> = { Accept: "application/json" };
    if (method !== "GET") headers["X-CSRF-Token"] = this.csrfToken;
    if (body !== undefined) headers["Content-Type"] = "application/json";
    const payload = body === undefined ? null : JSON.stringify(body);
    try {
      return await fetch(ROOT + path, { method, headers, body: payload, signal: AbortSignal.timeout(TIMEOUT_MS) });
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
