// What a lead decides about a person.
import type { TeamMember } from "../shared/lead_contract.js";
import { el, show } from "./dom.js";
import { openFormDialog } from "./lead_dialog.js";
import { checksField, numberField, selectField, switchField, textField } from "./lead_fields.js";
import type { LeadHooks } from "./lead_section.js";
import type { TeamKnown } from "./lead_team.js";
import { ROLE_HINTS } from "./lead_words.js";
import { LANGUAGES } from "./words.js";

export const LONGEST_NAME = 120;
export const MOST_LOAD = 50;

/** Teams to choose from, and none. */
export const podOptions = ({ pods }: TeamKnown): [string, string][] => [
  ["", "Ohne Team"],
  ...pods.map(({ id, name }): [string, string] => [id, name]),
];

/** Roles that this lead may give: who may administer is for admins to say. */
export const roleOptions = (mine: readonly string[], has: readonly string[] = []): [string, string][] =>
  Object.entries(ROLE_HINTS).filter(([role]) => role !== "admin" || mine.includes("admin") || has.includes("admin"));

export function openMemberDialog({ desk }: LeadHooks, member: TeamMember, known: TeamKnown, done: () => void): void {
  const { me } = desk.store.state;
  const name = textField({ name: "name", label: "Name", longest: LONGEST_NAME }, member.name);
  const pod = selectField({ name: "pod", label: "Team" }, podOptions(known), member.pod?.id ?? "");
  const roles = checksField(
    { name: "roles", label: "Rollen", needed: true },
    roleOptions(me.roles, member.roles),
    member.roles,
  );
  const capacity = numberField(
    {
      name: "capacity",
      label: "Wie viel auf einmal?",
      unit: "Last",
      least: 1,
      most: MOST_LOAD,
      hint: "Ein ruhiger Fall zählt 1, ein fordernder mehr.",
    },
    member.capacity,
  );
  const languages = checksField(
    { name: "languages", label: "Sprachen", needed: true },
    Object.entries(LANGUAGES),
    member.languages,
  );
  const names = [...new Set([...known.skills, ...member.skills])];
  const skills = checksField(
    { name: "skills", label: "Fähigkeiten" },
    names.map((skill) => [skill, skill] as const),
    member.skills,
  );
  const active = switchField({ name: "active", label: "Darf sich anmelden" }, member.active);
  const warning = el(
    "p",
    { class: "problem", role: "status", hidden: true },
    "Wird sofort abgemeldet; offene Fälle warten dann wieder in der Warteschlange.",
  );
  active.control.addEventListener("input", () => show(warning, member.active && !active.value()));
  openFormDialog({
    title: member.name,
    action: "Speichern",
    fields: [name, pod, roles, capacity, languages, ...(names.length > 0 ? [skills] : []), active],
    after: [warning],
    act: () => desk.api.put(`/people/${member.id}`, changes()),
    done,
  });
  /** Only what is other than before: what somebody else has changed meanwhile stays. */
  const changes = (): object => {
    const wanted = {
      name: name.value(),
      pod: pod.value() || null,
      roles: roles.value(),
      capacity: capacity.value(),
      languages: languages.value(),
      skills: skills.value(),
      active: active.value(),
    };
    const was: Readonly<Record<string, unknown>> = { ...member, pod: member.pod?.id ?? null };
    return Object.fromEntries(Object.entries(wanted).filter(([field, value]) => !same(value, was[field])));
  };
}

const same = (one: unknown, other: unknown): boolean =>
  Array.isArray(one) && Array.isArray(other)
    ? one.length === other.length && one.every((item) => other.includes(item))
    : one === other;
