// A question in front of everything else. The browser's own dialog keeps the focus inside and gives it back.
import type { Child } from "./dom.js";
import { el } from "./dom.js";
import { icon } from "./icons.js";

const FIRST_FIELD = ".dialog-body :is(input:checked, input[type='text'], select, textarea)";

export interface DialogParts {
  readonly title: string;
  readonly body: readonly Child[];
  /** The word on the button that does it; empty: there is only something to read. */
  readonly action: string;
  /** Whether it is done and the dialog may close. */
  act?(): Promise<boolean>;
  /** Called once it is done and the dialog is gone: the place to move the focus. */
  done?(): void;
}

export function openDialog({ title, body, action, act, done }: DialogParts): HTMLDialogElement {
  const close = (): void => dialog.close();
  const go = el("button", { class: "primary", type: "submit" }, action);
  const foot = el(
    "div",
    { class: "dialog-foot" },
    el("button", { type: "button", on: { click: close } }, action ? "Abbrechen" : "Schließen"),
    action && go,
  );
  const form = el(
    "form",
    { method: "dialog", "aria-labelledby": "dialog-title" },
    el(
      "div",
      { class: "dialog-head" },
      el("h2", { id: "dialog-title" }, title),
      el("button", { class: "quiet", type: "button", "aria-label": "Schließen", on: { click: close } }, icon("close")),
    ),
    el("div", { class: "dialog-body" }, ...body),
    foot,
  );
  const dialog = el("dialog", { "aria-labelledby": "dialog-title" }, form);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    void run();
  });
  const run = async (): Promise<void> => {
    if (go.ariaBusy === "true") return;
    go.ariaBusy = "true"; // not disabled: it would lose the focus
    const finished = await (act?.() ?? Promise.resolve(true));
    go.ariaBusy = null;
    if (!finished) return;
    dialog.close();
    done?.();
  };
  dialog.addEventListener("close", () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
  dialog.querySelector<HTMLElement>(FIRST_FIELD)?.focus();
  return dialog;
}

let fields = 0;

/** A select with its label; options as value and words. */
export function choice(
  label: string,
  options: Iterable<readonly [value: string, words: string]>,
  chosen = "",
): {
  readonly element: HTMLElement;
  readonly select: HTMLSelectElement;
} {
  const id = `choice-${(fields += 1)}`;
  const select = el("select", { id });
  for (const [value, words] of options) select.append(el("option", { value, selected: value === chosen }, words));
  return { element: el("div", { class: "field" }, el("label", { for: id }, label), select), select };
}

/** A sum of money with its label; `refuse` says what is wrong with it, and that it is not done. */
export function amount(
  label: string,
  { placeholder }: { readonly placeholder: string },
): {
  readonly element: HTMLElement;
  readonly input: HTMLInputElement;
  refuse(sentence: string): false;
} {
  const id = `amount-${(fields += 1)}`;
  const input = el("input", { id, type: "text", inputmode: "decimal", autocomplete: "off", placeholder });
  const problem = el("p", { class: "problem", id: `${id}-problem`, role: "alert", hidden: true });
  input.setAttribute("aria-describedby", problem.id);
  return {
    element: el("div", { class: "field" }, el("label", { for: id }, label), input, problem),
    input,
    refuse(sentence) {
      problem.textContent = sentence;
      problem.hidden = false;
      input.setAttribute("aria-invalid", "true");
      input.focus();
      return false;
    },
  };
}

/** Some lines of text with their label. */
export function lines(
  label: string,
  {
    longest,
    words = "",
    ...properties
  }: {
    readonly longest: number;
    readonly placeholder: string;
    readonly required?: boolean;
    readonly words?: string;
  },
): {
  readonly element: HTMLElement;
  readonly area: HTMLTextAreaElement;
} {
  const id = `lines-${(fields += 1)}`;
  const area = el("textarea", {
    id,
    rows: 3,
    maxlength: longest,
    ...properties,
  });
  area.value = words;
  return { element: el("div", { class: "field" }, el("label", { for: id }, label), area), area };
}

/** One of several, all visible at once; the first is chosen unless told otherwise. */
export function radios(
  legend: string,
  options: readonly (readonly [value: string, words: string])[],
  chosen = options[0]?.[0] ?? "",
): {
  readonly element: HTMLElement;
  value(): string;
} {
  const name = `radios-${(fields += 1)}`;
  const inputs = options.map(([value]) => el("input", { type: "radio", name, value, checked: value === chosen }));
  const labels = options.map(([, words], index) => el("label", {}, inputs[index], el("span", {}, words)));
  return {
    element: el("fieldset", { class: "radios" }, el("legend", {}, legend), ...labels),
    value: () => inputs.find(({ checked }) => checked)?.value ?? "",
  };
}
