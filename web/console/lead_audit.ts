// Who saw and did what. Never a customer's words.
import type { AuditEntry } from "../shared/lead_contract.js";
import { parseAuditEntry, parseMember } from "../shared/lead_contract.js";
import { fields, list } from "../shared/read.js";
import { clockTime, dayName } from "../shared/time.js";
import { el, replace, show, write } from "./dom.js";
import { detailSentences } from "./lead_audit_details.js";
import { selectField, textField } from "./lead_fields.js";
import { refusalSentence } from "./lead_refusals.js";
import type { LeadHooks, LeadSection } from "./lead_section.js";
import { nothingNew, nothingToRender } from "./lead_section.js";
import { ACTIONS } from "./lead_words.js";
import { word } from "./words.js";

const A_PAGE = 50;
const LONGEST_ID = 80;
const EVERYBODY = ["", "alle"] as const;
const EVERYTHING = ["", "alles"] as const;

export function auditSection({ desk: { api }, open }: LeadHooks): LeadSection {
  const person = selectField({ name: "person", label: "Wer" }, [EVERYBODY]);
  const action = selectField({ name: "action", label: "Was" }, [
    EVERYTHING,
    ...Object.entries(ACTIONS).sort(([, one], [, other]) => one.localeCompare(other, "de")),
  ]);
  const conversation = textField({
    name: "conversation",
    label: "Fall",
    longest: LONGEST_ID,
    optional: true,
    placeholder: "Kennung des Falls",
  });
  const filters = el(
    "form",
    { class: "audit-filters", role: "search", "aria-label": "Protokoll filtern" },
    person.element,
    action.element,
    conversation.element,
    el("button", { type: "submit" }, "Anzeigen"),
  );
  const told = el("p", { class: "empty", role: "status" });
  const rows = el("ol", { class: "audit" });
  const more = el("button", { class: "wide", type: "button", hidden: true }, "Ältere anzeigen");
  const element = el("div", { class: "lead-narrow" }, filters, told, rows, more);
  let last = "";

  const load = async (before: string): Promise<void> => {
    const query = new URLSearchParams({ limit: String(A_PAGE) });
    const asked = { person: person.value(), action: action.value(), conversation: conversation.value(), before };
    for (const [name, value] of Object.entries(asked)) if (value) query.set(name, value);
    try {
      tell(list(fields(await api.get(`/audit?${query.toString()}`)).items, parseAuditEntry), before !== "");
    } catch (error) {
      write(told, refusalSentence(error));
      show(told, true);
    }
  };
  const tell = (entries: readonly AuditEntry[], further: boolean): void => {
    const found = entries.map((entry) => auditRow(entry, { open, only }));
    if (further) rows.append(...found);
    else replace(rows, ...found);
    if (further) found[0]?.querySelector<HTMLElement>("time")?.focus();
    last = entries.at(-1)?.id ?? last;
    write(told, further ? "" : "Nichts gefunden.");
    show(told, entries.length === 0 && !further);
    show(more, entries.length === A_PAGE);
  };
  const only = (id: string): void => {
    conversation.set(id);
    void load("");
    filters.scrollIntoView({ block: "nearest" });
  };
  const nameEverybody = async (): Promise<void> => {
    const people = list(fields(await api.get("/people")).items, parseMember);
    const select = person.element.querySelector("select");
    if (!select) return;
    const chosen = select.value;
    const options = [EVERYBODY, ...people.map(({ id, name }) => [id, name] as const)];
    replace(select, ...options.map(([value, words]) => el("option", { value, selected: value === chosen }, words)));
  };
  filters.addEventListener("submit", (event) => {
    event.preventDefault();
    void load("");
  });
  more.addEventListener("click", () => void load(last));
  return {
    path: "protokoll",
    label: "Protokoll",
    element,
    news: nothingNew,
    shown() {
      void nameEverybody().catch(() => undefined);
      void load("");
    },
    render: nothingToRender,
  };
}

interface AuditHooks {
  open(id: string): void;
  /** Shows only what happened with this case. */
  only(id: string): void;
}

function auditRow({ at, by, action, conversationId, details }: AuditEntry, { open, only }: AuditHooks): HTMLElement {
  const when = new Date(at);
  const sentences = detailSentences(details);
  return el(
    "li",
    {},
    el(
      "time",
      { datetime: at, tabindex: -1, class: "muted tabular" },
      `${dayName(when, new Date(), "de")}, ${clockTime(when, "de")}`,
    ),
    el(
      "div",
      {},
      el("p", {}, by && el("strong", {}, `${by} `), word(ACTIONS, action)),
      ...sentences.map((sentence) => el("p", { class: "muted" }, sentence)),
    ),
    conversationId
      ? el(
          "div",
          { class: "lead-tools" },
          el("button", { class: "link", type: "button", on: { click: () => open(conversationId) } }, "Fall ansehen"),
          el("button", { class: "link", type: "button", on: { click: () => only(conversationId) } }, "Nur dieser Fall"),
        )
      : el("span"),
  );
}
