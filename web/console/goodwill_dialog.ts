// Goodwill for a customer: how much, why, and whether a lead has to agree.
import type { Conversation } from "./conversation.js";
import type { Desk } from "./desk.js";
import { amount, lines, openDialog } from "./dialog.js";
import { el, write } from "./dom.js";
import { centsIn, euros, leewayCents } from "./goodwill.js";

/** `say` tells how it went. */
export function openGoodwillDialog(desk: Desk, { id, goodwill }: Conversation, say: (sentence: string) => void): void {
  if (!goodwill) return;
  const leeway = leewayCents(goodwill);
  const sum = amount("Betrag in Euro", { placeholder: "10,00" });
  const reason = lines("Warum?", {
    longest: 400,
    required: true,
    placeholder: "Zum Beispiel: dritte Verspätung bei derselben Bestellung",
  });
  const told = el("p", { class: "leeway", role: "status" });
  const exceeds = (): boolean => centsIn(sum.input.value) > leeway;
  const dialog = openDialog({
    title: "Kulanz gewähren",
    action: "Gewähren",
    body: [
      el(
        "dl",
        { class: "facts" },
        el("dt", {}, "Spielraum in diesem Fall"),
        el("dd", { class: "tabular" }, euros(goodwill.caseLeftCents)),
        el("dt", {}, "Spielraum in diesem Monat"),
        el("dd", { class: "tabular" }, euros(goodwill.monthLeftCents)),
      ),
      sum.element,
      reason.element,
      told,
    ],
    async act() {
      const cents = centsIn(sum.input.value);
      if (cents === 0) return sum.refuse("Bitte gib einen Betrag ein, zum Beispiel 12,50.");
      return desk.work.grantGoodwill(id, cents, reason.area.value.trim());
    },
    done: () => say(exceeds() ? "Freigabe angefragt. Du hörst gleich davon." : "Kulanz gewährt."),
  });
  const go = dialog.querySelector<HTMLElement>("button.primary");
  sum.input.addEventListener("input", () => {
    if (go) write(go, exceeds() ? "Freigabe anfragen" : "Gewähren");
    write(told, exceeds() ? "Das ist mehr als dein Spielraum: Deine Leitung entscheidet darüber, meist sofort." : "");
  });
}
