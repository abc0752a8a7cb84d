// All conversations, for leads, trainers and admins: newest first, by state, with search.
import type { Phase } from "../shared/contract.js";
import { parseState } from "../shared/contract.js";
import { clockTime, dayName } from "../shared/time.js";
import { fields, list, text } from "../shared/read.js";
import type { Api } from "./api.js";
import { errorSentence } from "./api.js";
import { attribute, el, replace, write } from "./dom.js";
import { DISPOSITIONS, PHASES, word } from "./words.js";

const SEARCH_PAUSE_MS = 250;

interface Found {
  readonly id: string;
  readonly state: Phase;
  readonly name: string;
  readonly email: string;
  readonly at: string;
  readonly disposition: string;
}

export interface ArchiveView {
  readonly element: HTMLElement;
  /** Looks anew. */
  load(): Promise<void>;
  mark(openId: string): void;
}

export function archiveView(api: Api, open: (id: string) => void): ArchiveView {
  const search = el("input", { type: "search", "aria-label": "Suchen", placeholder: "Suchen" });
  const state = el(
    "select",
    { "aria-label": "Zustand" },
    el("option", { value: "" }, "Alle Zustände"),
    ...Object.entries(PHASES).map(([value, words]) => el("option", { value }, words)),
  );
  const rows = el("ul", { class: "case-list" });
  const told = el("p", { class: "empty", role: "status" });
  let marked = "";
  let asked = 0;
  let pause = 0;

  const load = async (): Promise<void> => {
    const question = (asked += 1);
    const query = new URLSearchParams({
      ...(state.value && { state: state.value }),
      ...(search.value.trim() && { q: search.value.trim() }),
    });
    try {
      const answer = fields(await api.get(`/conversations?${query.toString()}`));
      if (question !== asked) return;
      const found = list(answer.items, parseFound);
      replace(rows, ...found.map((one) => row(one, open)));
      write(told, found.length ? "" : "Nichts gefunden.");
      mark(marked);
    } catch (error) {
      write(told, errorSentence(error));
    }
  };
  const mark = (id: string): void => {
    marked = id;
    for (const button of rows.querySelectorAll<HTMLElement>("button.case"))
      attribute(button, "aria-current", button.dataset["id"] === id && "true");
  };
  search.addEventListener("input", () => {
    clearTimeout(pause);
    pause = setTimeout(() => void load(), SEARCH_PAUSE_MS);
  });
  state.addEventListener("change", () => void load());
  const element = el(
    "section",
    { class: "cases archive", "aria-label": "Alle Gespräche" },
    el("div", { class: "cases-head filters" }, search, state),
    rows,
    told,
  );
  return { element, load, mark };
}

function row({ id, name, email, state, at, disposition }: Found, open: (id: string) => void): HTMLElement {
  const begun = new Date(at);
  return el(
    "li",
    {},
    el(
      "button",
      { class: "case", type: "button", "data-id": id, on: { click: () => open(id) } },
      el(
        "span",
        { class: "case-line" },
        el("span", { class: "case-name" }, name || email || "Ohne Namen"),
        el("span", { class: "waiting" }, `${dayName(begun, new Date(), "de")}, ${clockTime(begun, "de")}`),
      ),
      el(
        "span",
        { class: "case-line small" },
        el("span", { class: "phase", "data-state": state }, word(PHASES, state)),
        disposition && el("span", {}, word(DISPOSITIONS, disposition)),
      ),
    ),
  );
}

function parseFound(value: unknown): Found {
  const from = fields(value);
  const customer = fields(from.customer);
  return {
    id: text(from.id),
    state: parseState(from).state,
    name: text(customer.name),
    email: text(customer.email),
    at: text(from.created_at),
    disposition: text(from.disposition),
  };
}
