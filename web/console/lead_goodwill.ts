// Goodwill beyond an agent's leeway: what waits for a yes or no.
import type { GoodwillAsked } from "../shared/lead_contract.js";
import { parseGoodwillAsked } from "../shared/lead_contract.js";
import { fields, list } from "../shared/read.js";
import { clockTime, dayName } from "../shared/time.js";
import type { Row } from "./dom.js";
import { el, KeyedList, show, write } from "./dom.js";
import { euros } from "./goodwill.js";
import { refusalSentence } from "./lead_refusals.js";
import type { LeadHooks, LeadSection } from "./lead_section.js";

export function goodwillSection({ desk, open, say }: LeadHooks): LeadSection {
  const told = el("p", { class: "empty", role: "status" });
  const items = el("ul", { class: "lead-list" });
  const element = el(
    "div",
    {},
    el(
      "p",
      { class: "muted" },
      "Was über den Spielraum einer Person hinausgeht. Wer gefragt hat, erfährt deine Antwort sofort.",
    ),
    told,
    items,
  );
  const decide = async ({ id, amountCents, by }: GoodwillAsked, approve: boolean): Promise<void> => {
    if (await desk.work.decideGoodwill(id, approve))
      say(`${euros(amountCents)} für ${by} ${approve ? "genehmigt" : "abgelehnt"}.`);
    else await load();
  };
  const rows = new KeyedList<GoodwillAsked>(
    items,
    ({ id }) => id,
    (asked) =>
      askedRow(asked, asked.byId === desk.store.state.me.id, { open, decide: (one, yes) => void decide(one, yes) }),
  );
  const load = async (): Promise<void> => {
    try {
      const asked = list(fields(await desk.api.get("/goodwill?state=requested")).items, parseGoodwillAsked);
      keepingFocus(element, told, () => rows.update(asked));
      write(told, asked.length === 0 ? "Gerade bittet niemand um Kulanz." : "");
      show(told, asked.length === 0);
    } catch (error) {
      write(told, refusalSentence(error));
      show(told, true);
    }
  };
  let requests: unknown;
  return {
    path: "kulanz",
    label: "Kulanz",
    element,
    news: (state) => state.requests.length,
    shown: () => void load(),
    render(state) {
      if (requests !== undefined && state.requests !== requests) void load();
      requests = state.requests;
    },
  };
}

interface AskedHooks {
  open(id: string): void;
  decide(asked: GoodwillAsked, approve: boolean): void;
}

function askedRow(asked: GoodwillAsked, own: boolean, { open, decide }: AskedHooks): Row<GoodwillAsked> {
  const { amountCents, reason, by, customerName, conversationId } = asked;
  const at = new Date(asked.at);
  const whom = customerName || "jemanden ohne Namen";
  const about = `${euros(amountCents)} für ${whom}`;
  const element = el(
    "li",
    { class: "card lead-item", "data-id": asked.id },
    el(
      "div",
      {},
      el("h2", {}, el("strong", { class: "tabular" }, euros(amountCents)), ` für ${whom}`),
      reason && el("p", {}, reason),
      el(
        "p",
        { class: "muted" },
        `${by} bittet darum, ${dayName(at, new Date(), "de").toLowerCase()} um ${clockTime(at, "de")}`,
      ),
      own && el("p", { class: "muted" }, "Darum hast du selbst gebeten: Jemand anderes entscheidet."),
    ),
    el(
      "div",
      { class: "lead-tools" },
      !own &&
        el(
          "button",
          {
            class: "primary",
            type: "button",
            "aria-label": `Genehmigen: ${about}`,
            on: { click: () => decide(asked, true) },
          },
          "Genehmigen",
        ),
      !own &&
        el(
          "button",
          { type: "button", "aria-label": `Ablehnen: ${about}`, on: { click: () => decide(asked, false) } },
          "Ablehnen",
        ),
      el("button", { class: "link", type: "button", on: { click: () => open(conversationId) } }, "Fall ansehen"),
    ),
  );
  return { element, update: () => undefined };
}

/** Where the focus was in a row that is gone, it goes to the next decision, or to the sentence that there is none. */
export function keepingFocus(list: HTMLElement, fallback: HTMLElement, change: () => void): void {
  const inside = list.contains(document.activeElement);
  change();
  if (!inside || list.contains(document.activeElement)) return;
  const next = list.querySelector<HTMLElement>("li button") ?? fallback;
  queueMicrotask(() => {
    if (next === fallback) next.tabIndex = -1;
    next.focus();
  });
}
