// Days off besides public holidays.
import { el, replace } from "./dom.js";
import { icon } from "./icons.js";
import type { Filled } from "./lead_fields.js";
import { grouped, newId } from "./lead_form.js";
import { shortDate } from "./lead_hours_now.js";

export function closedDaysField(first: readonly string[]): Filled<readonly string[]> {
  const id = newId("day");
  const date = el("input", { id, type: "date" });
  const add = el("button", { type: "button" }, "Hinzufügen");
  const list = el("ul", { class: "picked" });
  let days: readonly string[] = [];
  const set = (wanted: readonly string[]): void => {
    days = [...new Set(wanted)].sort();
    replace(list, ...days.map((day) => picked(shortDate(day), () => change(days.filter((one) => one !== day)))));
  };
  const change = (wanted: readonly string[]): void => {
    set(wanted);
    date.focus();
    field.element.dispatchEvent(new Event("input", { bubbles: true }));
  };
  const take = (): void => {
    if (!date.value) return field.refuse("Bitte gib einen Tag ein.");
    const day = date.value;
    date.value = "";
    change([...days, day]);
  };
  add.addEventListener("click", take);
  date.addEventListener("keydown", (event) => {
    if (event.key !== "Enter") return;
    event.preventDefault();
    take();
  });
  const field = grouped(
    { name: "closed_days", label: "Weitere freie Tage", hint: "Zum Beispiel Betriebsferien oder der Tag des Umzugs." },
    [list, el("div", { class: "adding" }, el("label", { class: "sr-only", for: id }, "Tag"), date, add)],
    () => "",
    () => date.focus(),
  );
  set(first);
  return { ...field, value: () => days, set };
}

/** Something chosen that can be taken away again. */
export const picked = (words: string, remove: () => void): HTMLElement =>
  el(
    "li",
    {},
    el("span", {}, words),
    el(
      "button",
      { class: "quiet", type: "button", "aria-label": `${words} entfernen`, on: { click: remove } },
      icon("close"),
    ),
  );
