// The kinds of fields on the lead's pages.
import { el } from "./dom.js";
import { centsIn } from "./goodwill.js";
import type { FormField, Frame } from "./lead_form.js";
import { framed, grouped } from "./lead_form.js";

export type Filled<Value> = FormField & {
  value(): Value;
  set(value: Value): void;
};

const MISSING = "Bitte füll dieses Feld aus.";

export interface TextFrame extends Frame {
  readonly longest: number;
  readonly optional?: boolean;
  readonly type?: string;
  readonly placeholder?: string;
  /** Lines to begin with; none: a single line. */
  readonly rows?: number;
}

export function textField(
  frame: TextFrame,
  value = "",
): Filled<string> & { readonly control: HTMLInputElement | HTMLTextAreaElement } {
  const { longest, optional, type = "text", placeholder, rows } = frame;
  const common = { maxlength: longest, autocomplete: "off", placeholder, "aria-required": !optional && "true" };
  const control = rows ? el("textarea", { rows, ...common }) : el("input", { type, ...common });
  control.value = value;
  const words = (): string => control.value.trim();
  const field = framed(control, frame, () => (optional || words() ? "" : MISSING));
  return { ...field, control, value: words, set: (next) => (control.value = next) };
}

export interface NumberFrame extends Frame {
  /** As the desk counts. */
  readonly least: number;
  readonly most: number;
  readonly unit: string;
  /** How many of the desk's are one of those on screen: 60 for minutes. */
  readonly factor?: number;
}

export function numberField(frame: NumberFrame, value = 0): Filled<number> {
  const { least, most, unit, factor = 1 } = frame;
  const [from, to] = [Math.ceil(least / factor), Math.floor(most / factor)];
  const control = el("input", { type: "number", inputmode: "numeric", min: from, max: to, step: "any" });
  const asDesk = (): number => Math.round(control.valueAsNumber * factor);
  const check = (): string => {
    const whole = factor > 1 || Number.isInteger(control.valueAsNumber);
    return whole && asDesk() >= least && asDesk() <= most ? "" : `Bitte gib eine Zahl von ${from} bis ${to} ein.`;
  };
  const set = (next: number): void => void (control.value = String(Number((next / factor).toFixed(2))));
  set(value);
  return { ...framed(control, frame, check, unit), value: asDesk, set };
}

const NO_EUROS = /^\s*0+(?:[.,]0{1,2})?\s*€?\s*$/;

/** Euros on screen, cents for the desk. */
export function moneyField(frame: Frame, cents = 0): Filled<number> {
  const control = el("input", { type: "text", inputmode: "decimal", autocomplete: "off" });
  const value = (): number => centsIn(control.value);
  const check = (): string =>
    value() > 0 || NO_EUROS.test(control.value) ? "" : "Bitte gib einen Betrag ein, zum Beispiel 20,00.";
  const set = (next: number): void => void (control.value = (next / 100).toFixed(2).replace(".", ","));
  set(cents);
  return { ...framed(control, frame, check, "€"), value, set };
}

export type Options = Iterable<readonly [value: string, words: string]>;

export function selectField(frame: Frame, options: Options, chosen = ""): Filled<string> {
  const control = el("select");
  for (const [value, words] of options) control.append(el("option", { value, selected: value === chosen }, words));
  return {
    ...framed(control, frame, () => ""),
    value: () => control.value,
    set: (next) => (control.value = next),
  };
}

/** One box to tick. */
export function switchField(frame: Frame, on: boolean): Filled<boolean> & { readonly control: HTMLInputElement } {
  const control = el("input", { type: "checkbox", checked: on });
  const field = framed(control, frame, () => "");
  field.element.classList.add("switch");
  return { ...field, control, value: () => control.checked, set: (next) => (control.checked = next) };
}

/** Boxes to tick, several at once. */
export function checksField(
  frame: Frame & { readonly needed?: boolean },
  options: Options,
  chosen: readonly string[],
): Filled<readonly string[]> {
  const boxes = [...options].map(([value, words]) => ({
    words,
    box: el("input", { type: "checkbox", value, checked: chosen.includes(value) }),
  }));
  const value = (): readonly string[] => boxes.filter(({ box }) => box.checked).map(({ box }) => box.value);
  const labels = boxes.map(({ box, words }) => el("label", { class: "check" }, box, el("span", {}, words)));
  const field = grouped(
    frame,
    [el("div", { class: "checks" }, ...labels)],
    () => (frame.needed && value().length === 0 ? "Bitte wähle mindestens eines aus." : ""),
    () => boxes[0]?.box.focus(),
  );
  return {
    ...field,
    value,
    set(next) {
      for (const { box } of boxes) box.checked = next.includes(box.value);
    },
  };
}
