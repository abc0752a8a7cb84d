// The week: for every day none, one or several spans from … to.
import type { Span, Week, Weekday } from "../shared/lead_contract.js";
import { parseWeek, WEEKDAYS } from "../shared/lead_contract.js";
import { el, replace, show } from "./dom.js";
import { icon } from "./icons.js";
import type { Filled } from "./lead_fields.js";
import { grouped } from "./lead_form.js";
import { DAYS } from "./lead_words.js";

const USUAL: Span = { opens: "09:00", closes: "17:00" };
const TIME = /^\s*(\d{1,2})(?:[:.]?(\d{2}))?\s*(?:Uhr)?\s*$/;
const WORKDAYS = ["tuesday", "wednesday", "thursday", "friday"] as const;

interface SpanRow {
  readonly element: HTMLElement;
  readonly opens: HTMLInputElement;
  readonly closes: HTMLInputElement;
}

interface DayRow {
  readonly day: Weekday;
  readonly element: HTMLElement;
  spans(): readonly Span[];
  set(spans: readonly Span[]): void;
  first(): HTMLElement | undefined;
}

/** Only checked while `counts`. */
export function weekField(first: Week, counts: () => boolean): Filled<Week> {
  const changed = (): boolean => element.dispatchEvent(new Event("input", { bubbles: true }));
  const rows = WEEKDAYS.map((day) => dayRow(day, first[day], () => changed()));
  const copy = el(
    "button",
    { class: "link", type: "button" },
    icon("copy"),
    "Zeiten von Montag auch für Dienstag bis Freitag",
  );
  copy.addEventListener("click", () => {
    const monday = rows[0]?.spans() ?? [];
    for (const row of rows) if (WORKDAYS.some((day) => day === row.day)) row.set(monday);
    changed();
  });
  const value = (): Week => parseWeek(Object.fromEntries(rows.map(({ day, spans }) => [day, spans()])));
  const check = (): string =>
    counts() ? (rows.map(({ day, spans }) => problemOf(day, spans())).find(Boolean) ?? "") : "";
  const field = grouped(
    { name: "week", label: "Woche" },
    [el("div", { class: "week" }, ...rows.map((row) => row.element)), copy],
    check,
    () =>
      rows
        .find(({ day, spans }) => problemOf(day, spans()))
        ?.first()
        ?.focus(),
  );
  const { element } = field;
  return {
    ...field,
    value,
    set(week) {
      for (const row of rows) row.set(week[row.day]);
    },
  };
}

function dayRow(day: Weekday, first: readonly Span[], changed: () => void): DayRow {
  const name = DAYS[day];
  const list = el("div", { class: "spans" });
  const closed = el("span", { class: "muted" }, "geschlossen");
  const add = el(
    "button",
    { class: "quiet", type: "button", title: "Zeit hinzufügen", "aria-label": `${name}: Zeit hinzufügen` },
    icon("insert"),
  );
  let rows: SpanRow[] = [];
  const tell = (): void => {
    replace(list, ...rows.map(({ element }) => element));
    show(closed, rows.length === 0);
  };
  const make = (span: Span, number: number): SpanRow => {
    const row = spanRow(name, number, span, () => {
      rows = rows.filter((one) => one !== row);
      tell();
      (rows.at(-1)?.opens ?? add).focus();
      changed();
    });
    return row;
  };
  const set = (spans: readonly Span[]): void => {
    rows = spans.map((span, at) => make(span, at + 1));
    tell();
  };
  add.addEventListener("click", () => {
    rows = [...rows, make(rows.length > 0 ? { opens: "", closes: "" } : USUAL, rows.length + 1)];
    tell();
    rows.at(-1)?.opens.focus();
    changed();
  });
  set(first);
  return {
    day,
    element: el("div", { class: "day-row" }, el("span", { class: "day-name" }, name), list, closed, add),
    spans: () => rows.map(({ opens, closes }) => ({ opens: timeIn(opens.value), closes: timeIn(closes.value) })),
    set,
    first: () => rows[0]?.opens,
  };
}

function spanRow(name: string, number: number, span: Span, remove: () => void): SpanRow {
  const which = number > 1 ? `${name}, ${number}. Zeit` : name;
  const [opens, closes] = [timeInput(`${which}: von`, span.opens), timeInput(`${which}: bis`, span.closes)];
  const cross = el(
    "button",
    {
      class: "quiet",
      type: "button",
      title: "Zeit entfernen",
      "aria-label": `${which}: Zeit entfernen`,
      on: { click: remove },
    },
    icon("close"),
  );
  return {
    opens,
    closes,
    element: el("div", { class: "span-row" }, opens, el("span", { class: "muted" }, "bis"), closes, cross),
  };
}

/** Text, because fields for times follow the browser's language (8:00 AM) and know no 24:00. */
function timeInput(label: string, time: string): HTMLInputElement {
  const input = el("input", {
    type: "text",
    inputmode: "numeric",
    autocomplete: "off",
    maxlength: 9,
    "aria-label": label,
    placeholder: "00:00",
    value: time,
  });
  input.addEventListener("change", () => (input.value = timeIn(input.value) || input.value));
  return input;
}

/** "8", "8:30", "8.30 Uhr" or "0830" as HH:MM, up to 24:00; empty where it is no time. */
function timeIn(words: string): string {
  const match = TIME.exec(words);
  const [hours, minutes] = [Number(match?.[1]), Number(match?.[2] ?? 0)];
  const exists = match !== null && minutes < 60 && hours * 60 + minutes <= 24 * 60;
  return exists ? `${String(hours).padStart(2, "0")}:${String(minutes).padStart(2, "0")}` : "";
}

function problemOf(day: Weekday, spans: readonly Span[]): string {
  const name = DAYS[day];
  if (spans.some(({ opens, closes }) => !opens || !closes))
    return `${name}: Bitte gib Uhrzeiten ein, zum Beispiel 9:00 und 17:30.`;
  if (spans.some(({ opens, closes }) => opens >= closes)) return `${name}: Das Ende muss nach dem Anfang liegen.`;
  const inOrder = [...spans].sort((one, other) => one.opens.localeCompare(other.opens));
  const overlaps = inOrder.some(({ opens }, at) => at > 0 && opens < (inOrder[at - 1]?.closes ?? ""));
  return overlaps ? `${name}: Zwei Zeiten überschneiden sich.` : "";
}
