// How cases are given out, how people stay well, and what they may grant alone.
import type { Rules } from "../shared/lead_contract.js";
import { parseRules } from "../shared/lead_contract.js";
import type { Fields } from "../shared/read.js";
import { number } from "../shared/read.js";
import { el, replace } from "./dom.js";
import type { NumberFrame } from "./lead_fields.js";
import { moneyField, numberField, switchField } from "./lead_fields.js";
import { settingsForm } from "./lead_form.js";
import { refusalSentence } from "./lead_refusals.js";
import type { LeadHooks, LeadSection } from "./lead_section.js";
import { nothingNew, nothingToRender } from "./lead_section.js";

const A_DAY = 86_400;

/** Keeps a part of the rules. Throws `ApiError`. */
type Save = (part: string, rule: Fields) => Promise<unknown>;

export function rulesSection({ desk: { api } }: LeadHooks): LeadSection {
  const element = el("div", { class: "lead-narrow" });
  const save: Save = (part, rule) => api.put(`/rules/${part}`, rule);
  const load = async (): Promise<void> => {
    try {
      const rules = parseRules(await api.get("/rules"));
      replace(element, routingForm(rules, save), careForm(rules, save), leewayForm(rules, save));
    } catch (error) {
      replace(element, el("p", { class: "problem", role: "alert" }, refusalSentence(error)));
    }
  };
  return {
    path: "regeln",
    label: "Regeln",
    element,
    news: nothingNew,
    shown: () => void load(),
    render: nothingToRender,
  };
}

const seconds = (name: string, label: string, hint: string): NumberFrame => ({
  name,
  label,
  hint,
  unit: "Sekunden",
  least: 0,
  most: A_DAY,
});

function routingForm({ routing }: Rules, save: Save): HTMLElement {
  const automatic = switchField(
    {
      name: "automatic",
      label: "Fälle anbieten",
      hint: "Aus: Niemand wird gefragt, alle nehmen sich Fälle aus der Warteschlange.",
    },
    routing.automatic !== false,
  );
  const numbers = [
    seconds(
      "known_wait_seconds",
      "Wer schon einmal geholfen hat, hat Vorrang für",
      "So lange wartet ein Fall auf die vertraute Person.",
    ),
    seconds("pod_wait_seconds", "Das eigene Team hat Vorrang für", "Danach darf auch jemand aus einem anderen Team."),
    seconds(
      "skill_wait_seconds",
      "Wer die Fähigkeit hat, hat Vorrang für",
      "Danach ist eine Fähigkeit nur noch ein Wunsch.",
    ),
    {
      name: "offer_seconds",
      label: "Ein Angebot gilt",
      hint: "Danach wird die nächste Person gefragt.",
      unit: "Sekunden",
      least: 5,
      most: 3600,
    },
    {
      name: "hard_weight",
      label: "Ein fordernder Fall zählt",
      hint: "Ein ruhiger zählt 1.",
      unit: "Last",
      least: 1,
      most: 10,
    },
  ].map((frame) => numberField(frame, number(routing[frame.name])));
  return settingsForm({
    title: "Verteilung",
    intro: "Alle Fristen zählen ab dem ersten Moment des Wartens. Dringendes wartet auf niemanden.",
    fields: [automatic, ...numbers],
    save: () => save("routing", { ...routing, automatic: automatic.value(), ...valuesOf(numbers) }),
  });
}

function careForm({ care }: Rules, save: Save): HTMLElement {
  const numbers = [
    {
      name: "hard_in_a_row",
      label: "Fordernde Fälle nacheinander, höchstens",
      hint: "0: keine Grenze.",
      unit: "Fälle",
      least: 0,
      most: 100,
    },
    seconds("recovery_seconds", "Durchatmen nach einem fordernden Fall", "So lange wird nichts Neues angeboten."),
    {
      name: "break_after_seconds",
      label: "An eine Pause erinnern nach",
      hint: "So lange war jemand ohne Pause da. Nur ein Hinweis für dich.",
      unit: "Minuten",
      least: 0,
      most: A_DAY,
      factor: 60,
    },
  ].map((frame) => numberField(frame, number(care[frame.name])));
  return settingsForm({
    title: "Fürsorge",
    intro: "Damit niemand einen schweren Tag allein trägt.",
    fields: numbers,
    save: () => save("care", { ...care, ...valuesOf(numbers) }),
  });
}

function leewayForm({ leeway }: Rules, save: Save): HTMLElement {
  const sums = [
    { name: "per_case_cents", label: "In einem Fall" },
    { name: "per_month_cents", label: "In einem Monat", hint: "Je Person." },
  ].map((frame) => moneyField(frame, number(leeway[frame.name])));
  return settingsForm({
    title: "Kulanz ohne Rückfrage",
    intro: "Was darüber hinausgeht, kommt zu dir.",
    fields: sums,
    save: () => save("leeway", { ...leeway, ...valuesOf(sums) }),
  });
}

const valuesOf = (fields: readonly { readonly name: string; value(): number }[]): Fields =>
  Object.fromEntries(fields.map(({ name, value }) => [name, value()]));
