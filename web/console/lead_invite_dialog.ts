// Inviting somebody: who, as what; then the link, which is told this once.
import { fields, text } from "../shared/read.js";
import { clockTime, dayName } from "../shared/time.js";
import { openDialog } from "./dialog.js";
import { el, write } from "./dom.js";
import { icon } from "./icons.js";
import { openFormDialog } from "./lead_dialog.js";
import { checksField, selectField, textField } from "./lead_fields.js";
import { newId } from "./lead_form.js";
import { LONGEST_NAME, podOptions, roleOptions } from "./lead_member_dialog.js";
import type { LeadHooks } from "./lead_section.js";
import type { TeamKnown } from "./lead_team.js";

const LONGEST_EMAIL = 254;

export function openInviteDialog({ desk, say }: LeadHooks, known: TeamKnown, invited: () => void): void {
  const { me } = desk.store.state;
  const name = textField({
    name: "name",
    label: "Vor- und Nachname",
    longest: LONGEST_NAME,
    hint: "Kundinnen und Kunden sehen nur den Vornamen.",
  });
  const email = textField({ name: "email", label: "E-Mail-Adresse", longest: LONGEST_EMAIL, type: "email" });
  const roles = checksField({ name: "roles", label: "Rollen", needed: true }, roleOptions(me.roles), ["agent"]);
  const own = known.pods.find((pod) => pod.name === me.pod)?.id ?? "";
  const pod = selectField({ name: "pod", label: "Team" }, podOptions(known), own);
  let made: unknown = null;
  openFormDialog({
    title: "Jemanden einladen",
    action: "Einladung erstellen",
    fields: [name, email, roles, pod],
    async act() {
      const body = { name: name.value(), email: email.value(), roles: roles.value(), pod: pod.value() || null };
      made = await desk.api.post("/invitations", body);
    },
    done() {
      invited();
      openLinkDialog(name.value(), made, say);
    },
  });
}

function openLinkDialog(name: string, made: unknown, say: (sentence: string) => void): void {
  const { link, expires_at: expires } = fields(made);
  const until = new Date(text(expires));
  const id = newId("link");
  const input = el("input", { id, type: "text", readonly: true, value: location.origin + text(link) });
  input.addEventListener("focus", () => input.select());
  const words = el("span", {}, "Link kopieren");
  const copy = el("button", { class: "primary", type: "button" }, icon("copy"), words);
  copy.addEventListener("click", () => {
    input.select();
    navigator.clipboard.writeText(input.value).then(
      () => write(words, "Kopiert"),
      () => say("Bitte kopiere den Link mit Strg + C."),
    );
  });
  openDialog({
    title: `Einladung für ${name}`,
    action: "",
    body: [
      el(
        "p",
        {},
        `Gib diesen Link nur an ${name} weiter. Er wird nur dieses eine Mal gezeigt und gilt bis ${dayName(until, new Date(), "de")}, ${clockTime(until, "de")}.`,
      ),
      el("div", { class: "field" }, el("label", { for: id }, "Link"), input),
      el("div", {}, copy),
    ],
  });
  copy.focus();
}
