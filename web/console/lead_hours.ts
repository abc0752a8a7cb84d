// Opening hours: a week with several spans a day, holidays of a state, days off; or no fixed hours at all.
import type { Hours } from "../shared/lead_contract.js";
import { parseRules, WEEKDAYS } from "../shared/lead_contract.js";
import { radios } from "./dialog.js";
import { el, replace, show, write } from "./dom.js";
import { closedDaysField } from "./lead_closed_days.js";
import { selectField } from "./lead_fields.js";
import { settingsForm } from "./lead_form.js";
import { hoursSentence } from "./lead_hours_now.js";
import { refusalSentence } from "./lead_refusals.js";
import type { LeadHooks, LeadSection } from "./lead_section.js";
import { nothingNew, nothingToRender } from "./lead_section.js";
import { weekField } from "./lead_week.js";
import { STATES } from "./lead_words.js";

const ZONES = ["Europe/Berlin", "Europe/Vienna", "Europe/Zurich", "Europe/London", "UTC"];
const NO_WEEK = Object.fromEntries(WEEKDAYS.map((day) => [day, []])) as unknown as NonNullable<Hours["week"]>;

export function hoursSection({ desk: { api } }: LeadHooks): LeadSection {
  const now = el("p", { class: "now-open", role: "status" });
  const place = el("div");
  const element = el("div", { class: "lead-narrow" }, now, place);
  const tellNow = async (): Promise<void> => write(now, await hoursSentence());
  const save = async (hours: Hours): Promise<void> => {
    const { week, timezone, state, closedDays } = hours;
    await api.put("/rules/hours", { week, timezone, state: state || null, closed_days: closedDays });
    await tellNow();
  };
  const load = async (): Promise<void> => {
    try {
      replace(place, hoursForm(parseRules(await api.get("/rules")).hours, save));
      await tellNow();
    } catch (error) {
      replace(place, el("p", { class: "problem", role: "alert" }, refusalSentence(error)));
    }
  };
  return {
    path: "zeiten",
    label: "Öffnungszeiten",
    element,
    news: nothingNew,
    shown: () => void load(),
    render: nothingToRender,
  };
}

function hoursForm(hours: Hours, save: (hours: Hours) => Promise<void>): HTMLElement {
  const kind = radios(
    "Wann seid ihr da?",
    [
      ["fixed", "Zu festen Zeiten"],
      ["free", "Keine festen Zeiten: offen ist, sobald jemand verfügbar ist"],
    ],
    hours.week ? "fixed" : "free",
  );
  const isFixed = (): boolean => kind.value() === "fixed";
  const week = weekField(hours.week ?? NO_WEEK, isFixed);
  const state = selectField(
    { name: "state", label: "Feiertage von", hint: "An diesen Tagen ist geschlossen." },
    [["", "keine: Feiertage zählen nicht"], ...Object.entries(STATES)],
    hours.state,
  );
  const closedDays = closedDaysField(hours.closedDays);
  const zones = [...new Set([hours.timezone, ...ZONES])].map((zone) => [zone, zone] as const);
  const timezone = selectField({ name: "timezone", label: "Zeitzone" }, zones, hours.timezone);
  const fixed = el("div", { class: "fixed-hours" }, week.element, state.element, closedDays.element, timezone.element);
  const toggle = (): void => show(fixed, isFixed());
  kind.element.addEventListener("input", toggle);
  toggle();
  return settingsForm({
    title: "Öffnungszeiten",
    intro: "Außerhalb dieser Zeiten sagt der Bot, ab wann wieder jemand da ist, und nimmt Nachrichten an.",
    fields: [week, state, closedDays, timezone],
    body: [kind.element, fixed],
    save: () =>
      save({
        week: isFixed() ? week.value() : null,
        timezone: timezone.value(),
        state: state.value(),
        closedDays: closedDays.value(),
      }),
  });
}
