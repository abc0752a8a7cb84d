// People, invitations and teams.
import type { Invitation, Pod, TeamMember } from "../shared/lead_contract.js";
import { parseInvitation, parseMember, parsePod, parseRules } from "../shared/lead_contract.js";
import { fields, list } from "../shared/read.js";
import { clockTime, dayName } from "../shared/time.js";
import type { Child } from "./dom.js";
import { attribute, el, replace, show, write } from "./dom.js";
import { icon } from "./icons.js";
import { openInviteDialog } from "./lead_invite_dialog.js";
import { openMemberDialog } from "./lead_member_dialog.js";
import { openPodDialog, openRemovePodDialog } from "./lead_pod_dialogs.js";
import { refusalSentence } from "./lead_refusals.js";
import type { LeadHooks, LeadSection } from "./lead_section.js";
import { nothingNew, nothingToRender } from "./lead_section.js";
import { memberInWords, rolesInWords } from "./lead_words.js";
import { count, PRESENCES } from "./words.js";

export interface TeamKnown {
  readonly people: readonly TeamMember[];
  readonly pods: readonly Pod[];
  readonly invitations: readonly Invitation[];
  readonly skills: readonly string[];
}

export function teamSection(hooks: LeadHooks): LeadSection {
  const { desk, say } = hooks;
  const problem = el("p", { class: "problem", role: "alert", hidden: true });
  const [people, gone, invitations, pods] = [rows(), rows(), rows(), rows()];
  const left = el("details", { hidden: true }, el("summary", {}, "Ohne Zugang"), gone);
  const known = (): TeamKnown => team;
  let team: TeamKnown = { people: [], pods: [], invitations: [], skills: [] };
  const changed = (sentence: string) => (): void => {
    say(sentence);
    void load();
  };

  const invite = button("Jemanden einladen", () => openInviteDialog(hooks, known(), () => void load()), "primary");
  const addPod = button("Team anlegen", () => openPodDialog(desk.api, null, changed("Team angelegt.")));
  const element = el(
    "div",
    { class: "lead-columns" },
    problem,
    part("Menschen", invite, people, left),
    el("div", { class: "lead-column" }, part("Offene Einladungen", null, invitations), part("Teams", addPod, pods)),
  );

  const withdraw = async ({ id, name }: Invitation): Promise<void> => {
    try {
      await desk.api.delete(`/invitations/${id}`);
      say(`Die Einladung für ${name} gilt nicht mehr.`);
    } catch (error) {
      say(refusalSentence(error));
    }
    await load();
  };
  const load = async (): Promise<void> => {
    try {
      team = await fetchTeam(hooks);
      problem.hidden = true;
      tell();
    } catch (error) {
      write(problem, refusalSentence(error));
      show(problem, true);
    }
  };
  const tell = (): void => {
    const edit = (member: TeamMember): void => openMemberDialog(hooks, member, known(), changed("Gespeichert."));
    fill(
      people,
      team.people.filter(({ active }) => active).map((member) => memberRow(member, edit)),
      "",
    );
    const without = team.people.filter(({ active }) => !active);
    fill(
      gone,
      without.map((member) => memberRow(member, edit)),
      "",
    );
    show(left, without.length > 0);
    fill(
      invitations,
      team.invitations.map((one) => invitationRow(one, () => void withdraw(one))),
      "Keine Einladung ist offen.",
    );
    fill(
      pods,
      team.pods.map((pod) =>
        podRow(pod, {
          rename: () => openPodDialog(desk.api, pod, changed("Umbenannt.")),
          remove: () => openRemovePodDialog(desk.api, pod, changed("Team aufgelöst.")),
        }),
      ),
      "Noch gibt es kein Team.",
    );
  };
  return { path: "team", label: "Team", element, news: nothingNew, shown: () => void load(), render: nothingToRender };
}

/** Throws `ApiError`. */
async function fetchTeam({ desk: { api } }: LeadHooks): Promise<TeamKnown> {
  const [people, pods, invitations, rules] = await Promise.all(
    ["/people", "/pods", "/invitations", "/rules"].map((path) => api.get(path)),
  );
  return {
    people: list(fields(people).items, parseMember),
    pods: list(fields(pods).items, parsePod),
    invitations: list(fields(invitations).items, parseInvitation),
    skills: parseRules(rules).skills.map(({ name }) => name),
  };
}

function memberRow(member: TeamMember, edit: (member: TeamMember) => void): HTMLElement {
  const presence = el("span", { class: "here", "data-presence": member.presence }, PRESENCES[member.presence]);
  return row(
    member.id,
    [
      el("h3", {}, member.name, member.active && presence),
      el("p", { class: "muted" }, [member.pod ? `Team ${member.pod.name}` : "Ohne Team", member.email].join(" · ")),
      el("p", { class: "muted" }, memberInWords(member)),
    ],
    button("Ändern", () => edit(member), "", `${member.name} ändern`),
  );
}

function invitationRow(invitation: Invitation, withdraw: () => void): HTMLElement {
  const { id, name, email, roles, pod, invitedBy, expiresAt, expired } = invitation;
  const until = new Date(expiresAt);
  const when = expired ? "abgelaufen" : `gilt bis ${dayName(until, new Date(), "de")}, ${clockTime(until, "de")}`;
  const element = row(
    id,
    [
      el("h3", {}, name),
      el("p", { class: "muted" }, [email, rolesInWords(roles), pod && `Team ${pod}`].filter(Boolean).join(" · ")),
      el("p", { class: "muted" }, [invitedBy && `von ${invitedBy}`, when].filter(Boolean).join(", ")),
    ],
    button("Zurückziehen", withdraw, "", `Einladung für ${name} zurückziehen`),
  );
  attribute(element, "data-expired", expired);
  return element;
}

function podRow(
  pod: Pod,
  { rename, remove }: { readonly rename: () => void; readonly remove: () => void },
): HTMLElement {
  return row(
    pod.id,
    [el("h3", {}, pod.name), el("p", { class: "muted" }, count(pod.people, "Person", "Personen"))],
    button("Umbenennen", rename, "", `Team ${pod.name} umbenennen`),
    button("Auflösen", remove, "", `Team ${pod.name} auflösen`),
  );
}

const rows = (): HTMLElement => el("ul", { class: "lead-rows" });

const row = (id: string, about: readonly Child[], ...tools: readonly HTMLElement[]): HTMLElement =>
  el("li", { class: "lead-row", "data-id": id }, el("div", {}, ...about), el("div", { class: "lead-tools" }, ...tools));

const fill = (element: HTMLElement, items: readonly HTMLElement[], empty: string): void =>
  replace(element, ...items, items.length === 0 && empty && el("li", { class: "empty" }, empty));

const button = (words: string, act: () => void, cssClass = "", label = words): HTMLElement =>
  el(
    "button",
    { class: cssClass || undefined, type: "button", "aria-label": label, on: { click: act } },
    cssClass === "primary" && icon("insert"),
    words,
  );

const part = (title: string, tool: HTMLElement | null, ...children: readonly Child[]): HTMLElement =>
  el(
    "section",
    { class: "card", "aria-label": title },
    el("div", { class: "lead-part-head" }, el("h2", {}, title), tool),
    ...children,
  );
