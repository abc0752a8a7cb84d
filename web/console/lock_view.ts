// The locked desk: nothing of any customer on screen, and the password opens it again.
import type { Api } from "./api.js";
import { ApiError, errorSentence } from "./api.js";
import { attribute, el, show, write } from "./dom.js";
import { icon } from "./icons.js";
import type { Me } from "./session.js";
import { unlock } from "./session.js";

export interface LockHooks {
  onOpen(me: Me): void;
  logOut(): void;
}

/** `firstName` may be empty where it is not known. */
export function lockView(api: Api, firstName: string, hooks: LockHooks): HTMLElement {
  const password = el("input", {
    id: "lock-password",
    type: "password",
    autocomplete: "current-password",
    required: true,
    "aria-describedby": "lock-problem",
  });
  const available = el("input", { id: "lock-available", type: "checkbox", checked: true });
  const problem = el("p", { class: "problem", id: "lock-problem", role: "alert", hidden: true });
  const button = el("button", { class: "primary", type: "submit" }, "Entsperren");
  const form = el(
    "form",
    { class: "login-card", novalidate: true, "aria-labelledby": "lock-title" },
    el("div", { class: "login-mark" }, icon("lock")),
    el("h1", { id: "lock-title" }, firstName ? `Willkommen zurück, ${firstName}` : "Willkommen zurück"),
    el("p", { class: "muted" }, "Der Arbeitsplatz ist gesperrt. Deine Entwürfe sind noch da."),
    el("div", { class: "field" }, el("label", { for: password.id }, "Passwort"), password),
    el("div", { class: "check" }, available, el("label", { for: available.id }, "Gleich wieder als verfügbar melden")),
    problem,
    button,
    el("button", { type: "button", on: { click: hooks.logOut } }, "Abmelden"),
  );
  const tell = (sentence: string): void => {
    write(problem, sentence);
    show(problem, true);
    attribute(password, "aria-invalid", "true");
    password.select();
    password.focus();
  };
  const submit = async (): Promise<void> => {
    if (!password.value) return tell("Bitte gib dein Passwort ein.");
    button.disabled = true;
    try {
      hooks.onOpen(await unlock(api, password.value, available.checked));
    } catch (error) {
      tell(whyNot(error));
    } finally {
      button.disabled = false;
    }
  };
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    void submit();
  });
  queueMicrotask(() => password.focus());
  return el("main", { class: "login" }, form);
}

function whyNot(error: unknown): string {
  if (!(error instanceof ApiError)) return errorSentence(error);
  if (error.status === 429) return "Zu viele Versuche. Bitte warte einen Moment und versuche es dann noch einmal.";
  if ([401, 403, 422].includes(error.status)) return "Das Passwort stimmt nicht. Bitte versuche es noch einmal.";
  return error.message;
}
