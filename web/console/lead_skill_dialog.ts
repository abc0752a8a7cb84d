// One skill: its name, and the cases that need it, by why they came to people and by what they are about.
import type { Skill } from "../shared/lead_contract.js";
import type { Labels } from "./directory.js";
import { el, replace } from "./dom.js";
import { picked } from "./lead_closed_days.js";
import { openFormDialog } from "./lead_dialog.js";
import type { Filled } from "./lead_fields.js";
import { checksField, textField } from "./lead_fields.js";
import { grouped, newId } from "./lead_form.js";
import { idAsWords, REASONS } from "./words.js";

const LONGEST_NAME = 80;

export function openSkillDialog(
  skill: Skill | null,
  labels: Labels,
  save: (skill: Skill) => Promise<void>,
  done: () => void,
): void {
  const name = textField({ name: "name", label: "Name", longest: LONGEST_NAME }, skill?.name);
  const reasons = checksField(
    { name: "reasons", label: "Nötig, wenn der Anlass ist" },
    Object.entries(REASONS),
    skill?.reasons ?? [],
  );
  const concerns = concernsField(labels, skill?.concerns ?? []);
  openFormDialog({
    title: skill ? skill.name : "Fähigkeit anlegen",
    action: skill ? "Speichern" : "Anlegen",
    fields: [name, reasons, concerns],
    act: () => save({ name: name.value(), reasons: reasons.value(), concerns: concerns.value() }),
    done,
  });
}

/** Concerns chosen one by one from all that there are. */
function concernsField(labels: Labels, first: readonly string[]): Filled<readonly string[]> {
  const id = newId("concern");
  const select = el("select", { id });
  const take = el("button", { type: "button" }, "Hinzufügen");
  const list = el("ul", { class: "picked" });
  const labelOf = (concern: string): string => labels.get(concern) ?? idAsWords(concern);
  let chosen: readonly string[] = [];
  const set = (wanted: readonly string[]): void => {
    chosen = wanted;
    const left = [...labels].filter(([concern]) => !chosen.includes(concern));
    replace(
      select,
      el("option", { value: "" }, "Anliegen wählen …"),
      ...left.map(([value, words]) => el("option", { value }, words)),
    );
    replace(
      list,
      ...chosen.map((concern) => picked(labelOf(concern), () => change(chosen.filter((one) => one !== concern)))),
    );
  };
  const change = (wanted: readonly string[]): void => {
    set(wanted);
    select.focus();
  };
  const add = (): void => {
    if (select.value) change([...chosen, select.value]);
  };
  take.addEventListener("click", add);
  const field = grouped(
    { name: "concerns", label: "Nötig, wenn es darum geht" },
    [list, el("div", { class: "adding" }, el("label", { class: "sr-only", for: id }, "Anliegen"), select, take)],
    () => "",
    () => select.focus(),
  );
  set(first);
  return { ...field, value: () => chosen, set };
}
