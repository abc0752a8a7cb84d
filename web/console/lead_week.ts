// The week: for every day none, one or several spans from … to.
import type { Span, Week, Weekday } from "../shared/lead_contract.js";
import { parseWeek, WEEKDAYS } from "../shared/lead_contract.js";
import { el, replace, show } from "./dom.js";
import { icon } from "./icons.js";
import type { Filled } from "./lead_fields.js";
import { grouped } from "./lead_form.js";
import { DAYS } from "./lead_words.js";

const USUAL: Span = { opens: "09:00", closes: "17:00" };
const MIDNIGHT = "24:00";
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
  const copy = el("button", { class: "link", type: "button" }, icon("copy"), "Zeiten von Montag auch für Dienstag bis Freitag");
  copy.addEventListener("click", () => {
    const monday = rows[0]?.spans() ?? [];
    for (const row of rows) if (WORKDAYS.some((day) => day === row.day)) row.set(monday);
    changed();
  });
  const value = (): Week => parseWeek(Object.fromEntries(rows.map(({ day, spans }) => [day, spans()])));
  const check = (): string => (counts() ? (rows.map(({ day, spans }) => problemOf(day, spans())).find(Boolean) ?? "") : "");
  const field = grouped(
    { name: "week", label: "Woche" },
    [el("div", { class: "week" }, ...rows.map((row) => row.element)), copy],
    check,
    () => rows.find(({ day, spans }) => problemOf(day, spans()))?.first()?.focus(),
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
    const last = rows.at(-1)?.closes.value;
    rows = [...rows, make(last ? { opens: last, closes: "" } : USUAL, rows.length + 1)];
    tell();
    rows.at(-1)?.opens.focus();
    changed();
  });
  set(first);
  return {
    day,
    element: el("div", { class: "day-row" }, el("span", { class: "day-name" }, name), list, closed, add),
    spans: () => rows.map(({ opens, closes }) => ({ opens: opens.value, closes: asClosing(closes.value) })),
    set,
    first: () => rows[0]?.opens,
  };
}

function spanRow(name: string, number: number, span: Span, remove: () => void): SpanRow {
  const which = number > 1 ? `${name}, ${number}. Zeit` : name;
  const opens = el("input", { type: "time", "aria-label": `${which}: von`, value: span.opens });
  const closes = el("input", { type: "time", "aria-label": `${which}: bis`, value: span.closes === MIDNIGHT ? "00:00" : span.closes });
  const cross = el(
    "button",
    { class: "quiet", type: "button", title: "Zeit entfernen", "aria-label": `${which}: Zeit entfernen`, on: { click: remove } },
    icon("close"),
  );
  return { opens, closes, element: el("div", { class: "span-row" }, opens, el("span", { class: "muted" }, "bis"), closes, cross) };
}

/** Midnight at the end of a day is 24:00, which a field for times cannot show. */
const asClosing = (time: string): string => (time === "00:00" ? MIDNIGHT : time);

function problemOf(day: Weekday, spans: readonly Span[]): string {
  const name = DAYS[day];
  if (spans.some(({ opens, closes }) => !opens || !closes)) return `${name}: Da fehlt noch eine Uhrzeit.`;
  if (spans.some(({ opens, closes }) => opens >= closes)) return `${name}: Das Ende muss nach dem Anfang liegen.`;
  const inOrder = [...spans].sort((one, other) => one.opens.localeCompare(other.opens));
  const overlaps = inOrder.some(({ opens }, at) => at > 0 && opens < (inOrder[at - 1]?.closes ?? ""));
  return overlaps ? `${name}: Zwei Zeiten überschneiden sich.` : "";
}
