// Naming a team, and dissolving it.
import type { Pod } from "../shared/lead_contract.js";
import type { Api } from "./api.js";
import { el } from "./dom.js";
import { openFormDialog } from "./lead_dialog.js";
import { textField } from "./lead_fields.js";

const LONGEST_NAME = 80;

/** A new team where there is none yet. */
export function openPodDialog(api: Api, pod: Pod | null, done: () => void): void {
  const name = textField({ name: "name", label: "Name", longest: LONGEST_NAME }, pod?.name);
  openFormDialog({
    title: pod ? `Team ${pod.name} umbenennen` : "Team anlegen",
    action: pod ? "Umbenennen" : "Anlegen",
    intro:
      !pod &&
      el("p", { class: "muted" }, "Ein kleines Team, das sich um einen festen Kreis von Kundinnen und Kunden kümmert."),
    fields: [name],
    act: () => (pod ? api.put(`/pods/${pod.id}`, { name: name.value() }) : api.post("/pods", { name: name.value() })),
    done,
  });
}

export function openRemovePodDialog(api: Api, { id, name }: Pod, done: () => void): void {
  openFormDialog({
    title: `Team ${name} auflösen?`,
    action: "Auflösen",
    intro: el("p", {}, "Kundinnen und Kunden gehören danach zu keinem Team, und was im Team-Raum steht, ist weg."),
    fields: [],
    act: () => api.delete(`/pods/${id}`),
    done,
  });
}
