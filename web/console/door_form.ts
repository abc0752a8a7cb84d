// The form of every door: logging in, coming in by an invitation, unlocking. A clear word when it stays shut.
import { ApiError, errorSentence } from "./api.js";
import type { Child } from "./dom.js";
import { attribute, el, show, write } from "./dom.js";
import type { IconName } from "./icons.js";
import { icon } from "./icons.js";

const PROBLEM_ID = "door-problem";

export interface DoorForm {
  readonly mark: IconName;
  readonly title: string;
  readonly intro: string;
  readonly rows: readonly HTMLElement[];
  /** Words of the button that opens. */
  readonly action: string;
  /** What stands below that button. */
  readonly below?: Child;
  /** Why somebody stands here, if not by choice. */
  readonly notice?: string;
  /** The first has the focus; the last, a password, is to blame where the desk refuses. */
  readonly inputs: readonly [HTMLInputElement, ...HTMLInputElement[]];
  /** What is wrong before anything is sent, and where. */
  check(): { readonly sentence: string; readonly at: HTMLInputElement } | null;
  open(): Promise<void>;
  /** Words for what the desk answers; an empty text: its own. */
  refusal(error: ApiError): string;
}

export function doorForm(door: DoorForm): HTMLElement {
  const { inputs, notice = "" } = door;
  const problem = el("p", { class: "problem", id: PROBLEM_ID, role: "alert" }, notice);
  const button = el("button", { class: "primary", type: "submit" }, door.action);
  const form = el(
    "form",
    { class: "login-card", novalidate: true, "aria-labelledby": "door-title" },
    el("div", { class: "login-mark" }, icon(door.mark)),
    el("h1", { id: "door-title" }, door.title),
    el("p", { class: "muted" }, door.intro),
    ...door.rows,
    problem,
    button,
    door.below ?? null,
  );
  show(problem, notice !== "");
  for (const input of inputs) describe(input);

  const tell = (sentence: string, at: HTMLInputElement): void => {
    write(problem, sentence);
    show(problem, true);
    for (const input of inputs) attribute(input, "aria-invalid", input === at && "true");
    at.select();
    at.focus();
  };
  const submit = async (): Promise<void> => {
    const wrong = door.check();
    if (wrong) return tell(wrong.sentence, wrong.at);
    button.disabled = true;
    try {
      await door.open();
    } catch (error) {
      tell(whyShut(error, door.refusal), inputs.at(-1) ?? inputs[0]);
    } finally {
      button.disabled = false;
    }
  };
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    void submit();
  });
  queueMicrotask(() => inputs[0].focus());
  return el("main", { class: "login" }, form);
}

/** A field of the form; a hint stands below it. */
export function doorField(label: string, input: HTMLInputElement, hint = ""): HTMLElement {
  const words = el("p", { class: "muted", id: `${input.id}-hint` }, hint);
  if (hint) input.setAttribute("aria-describedby", words.id);
  return el("div", { class: "field" }, el("label", { for: input.id }, label), input, hint && words);
}

export const doorInput = (id: string, type: "email" | "password", autocomplete: string): HTMLInputElement =>
  el("input", { id, type, name: id, autocomplete, required: true });

/** A box to tick, ticked. */
export const doorCheck = (label: string, box: HTMLInputElement): HTMLElement =>
  el("div", { class: "check" }, box, el("label", { for: box.id }, label));

export const doorBox = (id: string): HTMLInputElement => el("input", { id, type: "checkbox", checked: true });

function describe(input: HTMLInputElement): void {
  const hint = input.getAttribute("aria-describedby");
  input.setAttribute("aria-describedby", hint ? `${hint} ${PROBLEM_ID}` : PROBLEM_ID);
}

/** Why the door stays shut, in a sentence. */
export function whyShut(error: unknown, refusal: DoorForm["refusal"]): string {
  if (!(error instanceof ApiError)) return errorSentence(error);
  if (error.status === 429) return "Zu viele Versuche. Bitte warte einen Moment und versuche es dann noch einmal.";
  return refusal(error) || error.message;
}
