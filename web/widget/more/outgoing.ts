// What the second script asks the desk for. Only uploads go out by themselves: `fetch` cannot say how far one is.
import { fields, json, number, text } from "../../shared/read.js";
import type { Conversation } from "../conversation.js";
import { Refusal } from "../outgoing.js";

/** An upload on which nothing moved for so long is given up, and tried again. */
const STALLED_MS = 45_000;

/** A file that the desk does not take; `code` says why: "unknown_kind", "damaged_file", … */
export class FileRefusal extends Refusal {
  readonly code: string;

  constructor({ status, responseText }: XMLHttpRequest) {
    super(status);
    this.code = text(fields(fields(json(responseText)).error).code);
  }
}

export interface Contact {
  readonly email?: string;
  readonly phone?: string;
}

export class Outgoing {
  readonly #conversation: Conversation;

  constructor(conversation: Conversation) {
    this.#conversation = conversation;
  }

  rating = (score: number, comment?: string): Promise<unknown> =>
    this.#conversation.call("POST", "/rating", comment ? { score, comment } : { score });

  reopen = (): Promise<unknown> => this.#conversation.call("POST", "/reopen", {});

  contact = (contact: Contact): Promise<unknown> => this.#conversation.call("PUT", "/contact", contact);

  transcript = async (): Promise<Blob> => (await this.#conversation.call("GET", "/transcript")).blob();

  attachment = async (id: string): Promise<Blob> => (await this.#conversation.call("GET", `/attachments/${id}`)).blob();

  /** Stores a file and gives its sequence; sent again under the same id, it gives the same sequence. Throws Refusal. */
  async upload(id: string, file: File, signal: AbortSignal, moved: (share: number) => void): Promise<number> {
    const { url, token } = await this.#conversation.address();
    const request = new XMLHttpRequest();
    request.open("POST", `${url}/attachments`);
    request.setRequestHeader("Authorization", `Bearer ${token}`);
    request.setRequestHeader("Content-Type", file.type);
    request.setRequestHeader("X-File-Name", encodeURIComponent(file.name));
    request.setRequestHeader("X-Client-Message-Id", id);
    const answer = await sent(request, file, signal, moved);
    return number(fields(json(answer)).sequence);
  }
}

function sent(request: XMLHttpRequest, file: File, signal: AbortSignal, moved: (share: number) => void): Promise<string> {
  return new Promise((resolve, reject) => {
    const stop = (): void => request.abort();
    let stalled = setTimeout(stop, STALLED_MS);
    request.upload.onprogress = ({ loaded, total }) => {
      clearTimeout(stalled);
      stalled = setTimeout(stop, STALLED_MS);
      moved(loaded / total);
    };
    request.onload = () => request.status < 300 ? resolve(request.responseText) : reject(new FileRefusal(request));
    request.onerror = request.onabort = () => reject(new Error("The file did not get through"));
    request.onloadend = () => clearTimeout(stalled);
    signal.addEventListener("abort", stop);
    request.send(file);
  });
}
