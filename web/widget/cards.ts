// Small forms that appear below the log when they are needed: contact, rating, a question before something is lost.
import { h, spoken } from "./dom.js";
import { icon } from "./icons.js";
import { Refusal } from "./outgoing.js";
import type { Contact } from "./outgoing.js";
import type { Words } from "./words.js";

const STARS = [1, 2, 3, 4, 5];

/** A card that sends: the button waits, and what went wrong is said inside the card. */
function form(words: Words, title: string, content: HTMLElement[], act: () => Promise<unknown>): HTMLElement {
  const said = h("p", { class: "said", role: "status" });
  const button = h("button", { class: "main" }, words("send"));
  const failed = (error: unknown): string => words(error instanceof Refusal ? "refused" : "trouble");
  const send = async (event: Event): Promise<void> => {
    event.preventDefault();
    button.disabled = true;
    said.textContent = await act().then(() => "", failed);
    button.disabled = false;
  };
  return h("form", { class: "card", onsubmit: send, "aria-label": title }, ...content, said, button);
}

export function contactCard(words: Words, leave: (contact: Contact) => Promise<unknown>): HTMLElement {
  const field = h("input", { type: "text", inputmode: "email", autocomplete: "email", maxlength: 254, required: true });
  const content = [h("h2", {}, words("contact")), h("label", {}, words("contactField"), field)];
  return form(words, words("contact"), content, () => {
    const given = field.value.trim();
    return leave(given.includes("@") ? { email: given } : { phone: given });
  });
}

export function ratingCard(words: Words, rate: (score: number, comment: string) => Promise<unknown>): HTMLElement {
  let score = 0;
  const comment = h("textarea", { rows: 2, maxlength: 1000, placeholder: words("rateComment"), "aria-label": words("rateComment") });
  const stars = STARS.map((count) => h(
    "label", {},
    h("input", { type: "radio", name: "score", required: true, class: "spoken", onchange: () => (score = count) }),
    icon("star"), spoken(words("stars", count)),
  ));
  const fieldset = h("fieldset", { class: "stars" }, h("legend", {}, words("rate")), ...stars);
  return form(words, words("rate"), [fieldset, comment], () => rate(score, comment.value.trim()));
}

/** Asks before something is lost; `answer` hears what was chosen. */
export function questionCard(
  question: string, yes: string, no: string, answer: (agreed: boolean) => unknown,
): HTMLElement {
  return h(
    "div", { class: "card question", role: "alertdialog", "aria-label": question },
    h("p", {}, question),
    h("div", { class: "pair" },
      h("button", { class: "main danger", onclick: () => answer(true) }, yes),
      h("button", { class: "quiet", onclick: () => answer(false) }, no)),
  );
}
