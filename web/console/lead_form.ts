// Forms of the lead's pages: fields that say what is wrong with them, and a save button that says that it is done.
import type { Child } from "./dom.js";
import { attribute, el, show, write } from "./dom.js";
import { fieldRefusals, refusalSentence } from "./lead_refusals.js";

/** Something to fill in. */
export interface FormField {
  readonly element: HTMLElement;
  /** As the desk calls it. */
  readonly name: string;
  /** What is wrong with it, or an empty text. */
  check(): string;
  /** Shows what is wrong; an empty text: nothing any more. */
  refuse(sentence: string): void;
  focus(): void;
}

/** A line in which a form says what went wrong as a whole. */
export interface Problem {
  readonly element: HTMLElement;
  tell(sentence: string): void;
}

let ids = 0;
export const newId = (kind: string): string => `lead-${kind}-${(ids += 1)}`;

export function problemLine(id = newId("problem")): Problem {
  const element = el("p", { class: "problem", id, role: "alert", hidden: true });
  return {
    element,
    tell(sentence) {
      write(element, sentence);
      show(element, sentence !== "");
    },
  };
}

export interface Frame {
  readonly name: string;
  readonly label: string;
  readonly hint?: string;
}

type Control = HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement;

/** A control with its label, what helps to fill it in, and what is wrong with it. */
export function framed(control: Control, { name, label, hint = "" }: Frame, check: () => string, unit = ""): FormField {
  const id = newId(name);
  const problem = problemLine(`${id}-problem`);
  attribute(control, "id", id);
  attribute(control, "aria-describedby", hint ? `${id}-hint ${id}-problem` : `${id}-problem`);
  control.addEventListener("input", () => refuse(""));
  const refuse = (sentence: string): void => {
    problem.tell(sentence);
    attribute(control, "aria-invalid", sentence !== "" && "true");
  };
  return {
    name,
    element: el(
      "div",
      { class: "field" },
      el("label", { for: id }, label),
      unit ? el("div", { class: "with-unit" }, control, el("span", { class: "muted" }, unit)) : control,
      hint && el("p", { class: "hint-line", id: `${id}-hint` }, hint),
      problem.element,
    ),
    check,
    refuse,
    focus: () => control.focus(),
  };
}

/** Several fields under one name, such as boxes to tick. */
export function grouped(
  { name, label, hint = "" }: Frame,
  children: readonly Child[],
  check: () => string,
  focus: () => void,
): FormField {
  const id = newId(name);
  const problem = problemLine(`${id}-problem`);
  const element = el(
    "fieldset",
    { class: "group", "aria-describedby": hint ? `${id}-hint ${id}-problem` : `${id}-problem` },
    el("legend", {}, label),
    hint && el("p", { class: "hint-line", id: `${id}-hint` }, hint),
    ...children,
    problem.element,
  );
  element.addEventListener("input", () => problem.tell(""));
  return { name, element, check, refuse: (sentence) => problem.tell(sentence), focus };
}

/** Does it unless something is wrong; whether it was done. What the desk refuses is told at the field that it names. */
export async function carryOut(
  formFields: readonly FormField[],
  problem: Problem,
  action: () => Promise<unknown>,
): Promise<boolean> {
  problem.tell("");
  for (const field of formFields) field.refuse("");
  const wrong = formFields.map((field) => ({ field, sentence: field.check() })).filter(({ sentence }) => sentence);
  if (wrong.length > 0) return refused(wrong);
  try {
    await action();
    return true;
  } catch (error) {
    const named = fieldRefusals(error).flatMap(({ field: path, sentence }) =>
      formFields.filter(({ name }) => path.split(".").includes(name)).map((field) => ({ field, sentence })),
    );
    if (named.length > 0) return refused(named);
    problem.tell(refusalSentence(error));
    return false;
  }
}

function refused(wrong: readonly { readonly field: FormField; readonly sentence: string }[]): false {
  for (const { field, sentence } of wrong) field.refuse(sentence);
  wrong[0]?.field.focus();
  return false;
}

export interface SettingsParts {
  readonly title: string;
  readonly intro: string;
  readonly fields: readonly FormField[];
  /** How the fields are laid out; unless told, one below the other. */
  readonly body?: readonly Child[];
  /** Throws `ApiError`. */
  save(): Promise<unknown>;
}

/** A card with fields and its own button; it says when it is kept, and when there is something to keep. */
export function settingsForm({ title, intro, fields: formFields, body, save }: SettingsParts): HTMLFormElement {
  const id = newId("title");
  const problem = problemLine();
  const told = el("span", { class: "saved", role: "status" });
  const button = el("button", { class: "primary", type: "submit" }, "Speichern");
  const form = el(
    "form",
    { class: "card lead-form", novalidate: true, "aria-labelledby": id },
    el("h2", { id }, title),
    intro && el("p", { class: "muted" }, intro),
    ...(body ?? formFields.map(({ element }) => element)),
    problem.element,
    el("div", { class: "lead-foot" }, button, told),
  );
  const run = async (): Promise<void> => {
    if (button.ariaBusy === "true") return;
    button.ariaBusy = "true"; // not disabled: it would lose the focus
    write(told, "");
    const done = await carryOut(formFields, problem, save);
    button.ariaBusy = null;
    write(told, done ? "Gespeichert. Gilt ab sofort." : "");
  };
  form.addEventListener("input", () => write(told, "Noch nicht gespeichert"));
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    void run();
  });
  return form;
}
