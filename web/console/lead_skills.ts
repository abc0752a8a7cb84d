// Skills: what only some people can do, and which cases need it. Their order counts: the first that fits decides.
import type { Skill } from "../shared/lead_contract.js";
import { parseRules } from "../shared/lead_contract.js";
import type { Labels } from "./directory.js";
import { el, replace, show, write } from "./dom.js";
import { icon } from "./icons.js";
import { refusalSentence } from "./lead_refusals.js";
import type { LeadHooks, LeadSection } from "./lead_section.js";
import { nothingNew } from "./lead_section.js";
import { openSkillDialog } from "./lead_skill_dialog.js";
import { idAsWords, REASONS, word } from "./words.js";

export function skillsSection({ desk, say }: LeadHooks): LeadSection {
  const list = el("ol", { class: "lead-list" });
  const problem = el("p", { class: "problem", role: "alert", hidden: true });
  const add = el("button", { class: "primary", type: "button" }, icon("insert"), "Fähigkeit anlegen");
  const element = el(
    "div",
    { class: "lead-narrow" },
    el(
      "p",
      { class: "muted" },
      "Passt ein Fall zu mehreren Fähigkeiten, zählt die oberste. Wer welche hat, steht bei Team.",
    ),
    el("div", {}, add),
    problem,
    list,
  );
  let skills: readonly Skill[] = [];
  const labels = (): Labels => desk.store.state.labels;

  /** Changes the list as it stands now, not as it was when the page was opened. Throws `ApiError`. */
  const change = async (changed: (skills: readonly Skill[]) => readonly Skill[]): Promise<void> => {
    const now = parseRules(await desk.api.get("/rules")).skills;
    skills = parseRules(await desk.api.put("/rules/skills", changed(now))).skills;
    tell();
  };
  const tryTo = (changing: Promise<void>, sentence: string): Promise<void> =>
    changing.then(
      () => say(sentence),
      (error: unknown) => say(refusalSentence(error)),
    );
  const save = (was: Skill | null, wanted: Skill): Promise<void> =>
    change((all) =>
      was ? all.map((one) => (one.name === was.name ? { ...wanted, renamed_from: was.name } : one)) : [...all, wanted],
    );
  const edit = (skill: Skill | null): void =>
    openSkillDialog(
      skill,
      labels(),
      (wanted) => save(skill, wanted),
      () => say("Gespeichert."),
    );
  const act: SkillHooks = {
    labels,
    edit,
    remove: ({ name }) =>
      void tryTo(
        change((all) => all.filter((one) => one.name !== name)),
        `${name} ist entfernt.`,
      ).then(() => add.focus()),
    raise: ({ name }) =>
      void tryTo(
        change((all) => raised(all, name)),
        `${name} zählt jetzt eher.`,
      ).then(() => list.querySelector<HTMLElement>(`[data-id="${CSS.escape(name)}"] button`)?.focus()),
  };
  add.addEventListener("click", () => edit(null));

  const tell = (): void => replace(list, ...skills.map((skill, at) => skillRow(skill, at === 0, act)));
  const load = async (): Promise<void> => {
    try {
      skills = parseRules(await desk.api.get("/rules")).skills;
      show(problem, false);
      tell();
    } catch (error) {
      write(problem, refusalSentence(error));
      show(problem, true);
    }
  };
  let shown: Labels | null = null;
  return {
    path: "faehigkeiten",
    label: "Fähigkeiten",
    element,
    news: nothingNew,
    shown: () => void load(),
    render(state) {
      if (state.labels === shown) return;
      shown = state.labels;
      tell();
    },
  };
}

interface SkillHooks {
  labels(): Labels;
  edit(skill: Skill): void;
  remove(skill: Skill): void;
  raise(skill: Skill): void;
}

function skillRow(skill: Skill, isFirst: boolean, { labels, edit, remove, raise }: SkillHooks): HTMLElement {
  const { name, concerns, reasons } = skill;
  const needs = [
    ...reasons.map((reason) => word(REASONS, reason)),
    ...concerns.map((concern) => labels().get(concern) ?? idAsWords(concern)),
  ];
  return el(
    "li",
    { class: "card lead-item", "data-id": name },
    el(
      "div",
      {},
      el("h2", {}, name),
      needs.length > 0
        ? el("ul", { class: "chips" }, ...needs.map((words) => el("li", {}, words)))
        : el("p", { class: "muted" }, "Noch braucht kein Fall diese Fähigkeit."),
    ),
    el(
      "div",
      { class: "lead-tools" },
      el("button", { type: "button", "aria-label": `${name} ändern`, on: { click: () => edit(skill) } }, "Ändern"),
      !isFirst &&
        el(
          "button",
          { type: "button", "aria-label": `${name} nach oben`, on: { click: () => raise(skill) } },
          "Nach oben",
        ),
      el(
        "button",
        { type: "button", "aria-label": `${name} entfernen`, on: { click: () => remove(skill) } },
        "Entfernen",
      ),
    ),
  );
}

/** The list with this skill one place further up. */
function raised(skills: readonly Skill[], name: string): readonly Skill[] {
  const at = skills.findIndex((skill) => skill.name === name);
  const [skill, before] = [skills[at], skills[at - 1]];
  return skill && before ? [...skills.slice(0, at - 1), skill, before, ...skills.slice(at + 1)] : skills;
}
