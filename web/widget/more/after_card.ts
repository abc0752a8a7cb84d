// After a person closed the case: one click rates, a comment may follow, and "that was not all" asks the same person again.
import type { Conversation } from "../conversation.js";
import { h, spoken } from "../dom.js";
import { drawing } from "../drawing.js";
import { busy } from "./cards.js";
import { DRAWINGS } from "./drawings.js";
import type { Outgoing } from "./outgoing.js";
import type { Words } from "./words.js";

const STARS = [1, 2, 3, 4, 5];

export function afterCard(
  words: Words, outgoing: Outgoing, conversation: Conversation, askAgain: () => void,
): HTMLElement {
  const said = h("p", { class: "said", role: "status" });
  const attempt: Attempt = (button, act) => {
    said.textContent = "";
    return busy(button, act).catch(() => (said.textContent = words("trouble")));
  };
  const again = h("button", { class: "quiet again", type: "button" }, drawing(DRAWINGS.again), words("notDone"));
  again.onclick = () => attempt(again, async () => {
    await outgoing.reopen();
    askAgain();
  });
  const mayRate = conversation.snapshot().state?.mayRate ?? false;
  return h("div", { class: "card after" }, ...(mayRate ? [rating(words, outgoing, attempt)] : []), said, again);
}

type Attempt = (button: HTMLButtonElement, act: () => Promise<unknown>) => Promise<unknown>;

function rating(words: Words, outgoing: Outgoing, attempt: Attempt): HTMLElement {
  const thanks = h("p", { class: "thanks", role: "status" });
  const stars = STARS.map((count) =>
    h("button", { type: "button", "aria-pressed": "false", onclick: () => rate(count) }, drawing(DRAWINGS.star), spoken(words("stars", count))));
  const whole = h("div", { class: "rating" },
    h("h2", { id: "rate" }, words("rate")),
    h("div", { class: "stars", role: "group", "aria-labelledby": "rate" }, ...stars), thanks);
  const show = (score: number): void =>
    stars.forEach((star, index) => {
      star.classList.toggle("lit", index < score);
      star.setAttribute("aria-pressed", String(index + 1 === score));
    });
  let score = 0;
  const rate = async (count: number): Promise<void> => {
    if (score) return;
    show(count);
    await attempt(stars[count - 1]!, async () => {
      await outgoing.rating(count);
      score = count;
    });
    if (!score) return show(0);
    stars.forEach((star) => star.setAttribute("aria-disabled", "true"));
    thanks.textContent = words("thanks");
    whole.append(comment(words, attempt, (text) => outgoing.rating(score, text), thanks));
    whole.parentElement?.scrollIntoView({ block: "nearest" });
  };
  return whole;
}

function comment(words: Words, attempt: Attempt, add: (text: string) => Promise<unknown>, thanks: HTMLElement): HTMLElement {
  const field = h("textarea", { rows: 2, maxlength: 1000, placeholder: words("comment"), "aria-label": words("comment") });
  const button = h("button", { class: "main" }, words("send"));
  const send = (event: Event): void => {
    event.preventDefault();
    const text = field.value.trim();
    if (text) void attempt(button, () => add(text).then(() => {
      thanks.textContent = words("commentThanks");
      form.remove();
    }));
  };
  const form = h("form", { class: "comment", "aria-label": words("comment"), onsubmit: send }, field, button);
  return form;
}
