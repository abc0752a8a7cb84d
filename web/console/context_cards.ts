// Cards of the panel about what lies around a case: why it came here, orders, earlier conversations, similar cases.
import { dayName } from "../shared/time.js";
import type { Context, Earlier, Order, Similar } from "./context.js";
import type { Assignment } from "./conversation.js";
import type { Child } from "./dom.js";
import { el } from "./dom.js";
import { euros } from "./goodwill.js";
import { icon } from "./icons.js";
import { bullets, card } from "./known_cards.js";
import { count, DISPOSITIONS, ORDER_STATES, word } from "./words.js";

const MOST_SHOWN = 4;

export function whyCard(assignment: Assignment | null): Child {
  if (!assignment?.because) return null;
  const others = assignment.others.map(({ name, why }) => el("li", {}, el("strong", {}, name), why && `: ${why}`));
  return card(
    "Warum dieser Fall zu dir kam",
    el("p", {}, assignment.because),
    others.length > 0 &&
      el(
        "details",
        {},
        el("summary", {}, `Warum nicht zu anderen (${others.length})`),
        el("ul", { class: "bullets" }, ...others),
      ),
  );
}

export function ordersCard({ orders, ordersAvailable }: Context): Child {
  if (!ordersAvailable) return card("Bestellungen", el("p", { class: "muted" }, "Der Shop antwortet gerade nicht."));
  if (orders.length === 0) return null;
  return card("Bestellungen", unfolding(orders.map(orderRow)));
}

function orderRow({ number, status, placedOn, total, items }: Order): HTMLElement {
  const about = [placedOn && day(placedOn), total].filter(Boolean).join(" · ");
  return el(
    "li",
    { class: "order" },
    el("p", { class: "order-head" }, el("strong", {}, number), el("span", { class: "chip" }, word(ORDER_STATES, status))),
    about && el("p", { class: "muted" }, about),
    items.length > 0 && el("p", {}, items.join(", ")),
  );
}

export function earlierCard({ earlier }: Context, open: (id: string) => void): Child {
  if (earlier.length === 0) return null;
  const unverified = earlier.some(({ verified }) => !verified);
  return card(
    "Frühere Gespräche",
    unverified && el("p", { class: "unverified" }, "Nicht geprüft: Wer schreibt, sagt nur die Website."),
    unfolding(earlier.map((one) => earlierRow(one, open))),
  );
}

function earlierRow({ id, at, concern, disposition, summary, agent, score }: Earlier, open: (id: string) => void): HTMLElement {
  const ending = [disposition && word(DISPOSITIONS, disposition), agent && `mit ${agent}`, score > 0 && `${score} von 5 Sternen`];
  return el(
    "li",
    { class: "earlier-case" },
    el(
      "button",
      { class: "link", type: "button", on: { click: () => open(id) } },
      [at && day(at), concern].filter(Boolean).join(" · ") || "Ohne Anliegen",
    ),
    summary && el("p", {}, summary),
    el("p", { class: "muted" }, ending.filter(Boolean).join(" · ")),
  );
}

export function similarCard(similar: Similar | null): Child {
  if (!similar || similar.count === 0) return null;
  const total = similar.endings.reduce((sum, [, times]) => sum + times, 0);
  const endings = similar.endings.map(([ending, times]) => endingBar(ending, times, total));
  const examples = similar.examples.map(({ summary, disposition, goodwillCents }) => {
    const end = [disposition && word(DISPOSITIONS, disposition), goodwillCents > 0 && euros(goodwillCents)];
    return [summary, end.filter(Boolean).join(", ")].filter(Boolean).join(" → ");
  });
  return card(
    "Ähnliche Fälle und wie sie ausgingen",
    el("p", { class: "muted" }, [similar.concern, count(similar.count, "Fall", "Fälle")].filter(Boolean).join(" · ")),
    el("ul", { class: "endings" }, ...endings),
    examples.length > 0 && el("details", {}, el("summary", {}, "Beispiele"), bullets(examples)),
  );
}

function endingBar(ending: string, times: number, total: number): HTMLElement {
  const bar = el("span", { class: "ending-bar", "aria-hidden": "true" });
  bar.style.inlineSize = `${Math.round((100 * times) / Math.max(total, 1))}%`;
  return el("li", {}, el("span", {}, word(DISPOSITIONS, ending)), el("span", { class: "tabular" }, String(times)), bar);
}

/** The first few; the others are unfolded. */
function unfolding(rows: readonly HTMLElement[]): HTMLElement {
  const [first, rest] = [rows.slice(0, MOST_SHOWN), rows.slice(MOST_SHOWN)];
  return el(
    "div",
    { class: "rows" },
    el("ul", { class: "rows" }, ...first),
    rest.length > 0 &&
      el("details", {}, el("summary", {}, icon("down"), `${rest.length} weitere`), el("ul", { class: "rows" }, ...rest)),
  );
}

const day = (at: string): string => dayName(new Date(at), new Date(), "de");
