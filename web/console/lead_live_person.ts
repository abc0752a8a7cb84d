// A colleague in the live view: how much they have in hand, what it is, and whether a break would do good.
import type { LivePerson } from "../shared/lead_contract.js";
import { clockTime } from "../shared/time.js";
import type { Row } from "./dom.js";
import { attribute, el, KeyedList, show, write } from "./dom.js";
import type { ShownCase } from "./lead_live.js";
import type { LiveActions } from "./lead_live_actions.js";
import { heldRow } from "./lead_live_case.js";
import { count, duration, PRESENCES } from "./words.js";

export function personCard(first: LivePerson, act: LiveActions): Row<LivePerson> {
  const presence = el("span", { class: "here" });
  const load = loadBar();
  const care = el("ul", { class: "care" });
  const cases = el("ul", { class: "live-cases" });
  const name = el("h4", {});
  const element = el(
    "li",
    { class: "card live-person", "data-id": first.id },
    el("div", { class: "live-head" }, name, presence),
    load.element,
    care,
    cases,
  );
  const rows = new KeyedList<ShownCase>(
    cases,
    ({ conversationId }) => conversationId,
    (item) => heldRow(item, first.firstName, act),
  );
  const update = (person: LivePerson): void => {
    write(name, person.name);
    write(presence, PRESENCES[person.presence]);
    attribute(presence, "data-presence", person.presence);
    load.tell(person);
    tellCare(care, person);
    rows.update(person.cases.map((item) => ({ ...item, waitsFrom: Date.now() - item.waitingSeconds * 1000 })));
    show(cases, person.cases.length > 0);
  };
  update(first);
  return { element, update };
}

function loadBar(): { readonly element: HTMLElement; tell(person: LivePerson): void } {
  const words = el("span", { class: "tabular" });
  const bar = el("span", { class: "load-bar" });
  return {
    element: el("p", { class: "load" }, el("span", { class: "load-rail", "aria-hidden": "true" }, bar), words),
    tell({ load, capacity, open }) {
      write(words, `${count(open, "Fall", "Fälle")} · Last ${load} von ${capacity}`);
      bar.style.inlineSize = `${Math.min(100, Math.round((100 * load) / Math.max(1, capacity)))}%`;
      attribute(bar, "data-full", load >= capacity);
    },
  };
}

/** Sentences of care; only what is so. */
function tellCare(list: HTMLElement, person: LivePerson): void {
  const sentences = careSentences(person, Date.now());
  if (list.dataset["told"] === sentences.join("\n")) return;
  list.dataset["told"] = sentences.join("\n");
  list.replaceChildren(...sentences.map((sentence) => el("li", {}, sentence)));
  show(list, sentences.length > 0);
}

function careSentences(
  { hardInARow, restsUntil, workingSince, breakDue, firstName }: LivePerson,
  now: number,
): readonly string[] {
  const since = duration(now - Date.parse(workingSince));
  return [
    hardInARow > 0 &&
      `${count(hardInARow, "fordernder Fall", "fordernde Fälle")} ${hardInARow > 1 ? "nacheinander" : "zuletzt"}`,
    restsUntil && `Atmet durch bis ${clockTime(new Date(restsUntil), "de")}`,
    breakDue && `Seit ${since} am Stück da: Eine Pause täte ${firstName} jetzt gut.`,
  ].filter((sentence) => typeof sentence === "string" && sentence !== "") as readonly string[];
}
