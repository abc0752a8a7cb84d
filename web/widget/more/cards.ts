// Small forms that appear below the log when they are needed: contact, a question before something is lost.
import { h } from "../dom.js";
import type { Question } from "../extras.js";
import type { Refusal } from "../outgoing.js";
import type { Outgoing } from "./outgoing.js";
import type { Words } from "./words.js";

export function contactCard(words: Words, outgoing: Outgoing): HTMLElement {
  const field = h("input", { type: "text", inputmode: "email", autocomplete: "email", maxlength: 254, required: true });
  const said = h("p", { class: "said", role: "status" });
  const button = h("button", { class: "main" }, words("send"));
  const leave = async (event: Event): Promise<void> => {
    event.preventDefault();
    const given = field.value.trim();
    said.textContent = "";
    await busy(button, () => outgoing.contact(given.includes("@") ? { email: given } : { phone: given }))
      .catch((error: unknown) => (said.textContent = words(isRefusal(error) ? "refused" : "trouble")));
  };
  return h(
    "form", { class: "card", onsubmit: leave, "aria-label": words("contact") },
    h("h2", {}, words("contact")), h("label", {}, words("contactField"), field), said, button,
  );
}

export function questionCard(words: Words, about: Question, answer: (agreed: boolean) => unknown): HTMLElement {
  const question = words(`${about}Question`);
  return h(
    "div", { class: "card question", role: "alertdialog", "aria-label": question },
    h("p", {}, question),
    h("div", { class: "pair" },
      h("button", { class: "main danger", onclick: () => answer(true) }, words(about)),
      h("button", { class: "quiet", onclick: () => answer(false) }, words("cancel"))),
  );
}

export const erasedCard = (words: Words): HTMLElement =>
  h("p", { class: "card thanks", role: "status" }, words("erased"));

/** While something is on its way, the button does nothing more; it keeps the focus, which `disabled` would take away. */
export async function busy(button: HTMLButtonElement, act: () => Promise<unknown>): Promise<void> {
  if (button.ariaDisabled === "true") return;
  button.ariaDisabled = "true";
  try {
    await act();
  } finally {
    button.ariaDisabled = "false";
  }
}

/** The first script's refusals are of a class of its own. */
const isRefusal = (error: unknown): boolean => (error as Partial<Refusal>).status !== undefined;
