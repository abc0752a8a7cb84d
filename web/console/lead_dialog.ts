// A dialog with fields that the desk checks: it stays open, and says at the field what is wrong.
import { openDialog } from "./dialog.js";
import type { Child } from "./dom.js";
import type { FormField } from "./lead_form.js";
import { carryOut, problemLine } from "./lead_form.js";

export interface FormDialogParts {
  readonly title: string;
  readonly action: string;
  readonly intro?: Child;
  readonly fields: readonly FormField[];
  /** What stands below the fields. */
  readonly after?: readonly Child[];
  /** Throws `ApiError`. */
  act(): Promise<unknown>;
  done(): void;
}

export function openFormDialog({
  title,
  action,
  intro,
  fields,
  after = [],
  act,
  done,
}: FormDialogParts): HTMLDialogElement {
  const problem = problemLine();
  const dialog = openDialog({
    title,
    action,
    body: [intro, ...fields.map(({ element }) => element), ...after, problem.element],
    act: () => carryOut(fields, problem, act),
    done,
  });
  dialog.querySelector("form")?.setAttribute("novalidate", "");
  fields[0]?.focus();
  return dialog;
}
