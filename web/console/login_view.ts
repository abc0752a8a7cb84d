// The door: e-mail, password, and a clear word when it stays shut.
import type { Api } from "./api.js";
import { ApiError, errorSentence } from "./api.js";
import { attribute, el, show, write } from "./dom.js";
import { icon } from "./icons.js";
import type { Me } from "./session.js";
import { logIn } from "./session.js";

/** The login page; `onIn` is called once with the person who logged in. */
export function loginView(api: Api, onIn: (me: Me) => void, notice = ""): HTMLElement {
  const email = field("email", "email", "username");
  const password = field("password", "password", "current-password");
  const available = el("input", { id: "available", type: "checkbox", checked: true });
  const problem = el("p", { class: "problem", id: "login-problem", role: "alert" }, notice);
  const button = el("button", { class: "primary", type: "submit" }, "Anmelden");
  const form = el(
    "form",
    { class: "login-card", novalidate: true, "aria-labelledby": "login-title" },
    el("div", { class: "login-mark" }, icon("lotse")),
    el("h1", { id: "login-title" }, "Willkommen an Bord"),
    el("p", { class: "muted" }, "Melde dich an, um Gespräche zu übernehmen."),
    labelled("E-Mail", email),
    labelled("Passwort", password),
    el("div", { class: "check" }, available, el("label", { for: "available" }, "Gleich als verfügbar melden")),
    problem,
    button,
  );
  show(problem, Boolean(notice));

  const tell = (sentence: string, at: HTMLInputElement): void => {
    write(problem, sentence);
    show(problem, true);
    for (const input of [email, password]) attribute(input, "aria-invalid", input === at && "true");
    at.focus();
  };

  const submit = async (): Promise<void> => {
    if (!email.value.trim()) return tell("Bitte gib deine E-Mail-Adresse ein.", email);
    if (!password.value) return tell("Bitte gib dein Passwort ein.", password);
    button.disabled = true;
    try {
      onIn(await logIn(api, email.value.trim(), password.value, available.checked));
    } catch (error) {
      tell(whyNot(error), password);
    } finally {
      button.disabled = false;
    }
  };

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    void submit();
  });
  queueMicrotask(() => email.focus());
  return el("main", { class: "login" }, form);
}

function whyNot(error: unknown): string {
  if (!(error instanceof ApiError)) return errorSentence(error);
  if (error.status === 429) return "Zu viele Versuche. Bitte warte einen Moment und versuche es dann noch einmal.";
  if (error.status === 401 || error.status === 422) return "E-Mail oder Passwort stimmt nicht. Bitte prüfe beides.";
  return error.message;
}

const labelled = (label: string, input: HTMLInputElement): HTMLElement =>
  el("div", { class: "field" }, el("label", { for: input.id }, label), input);

const field = (id: string, type: string, autocomplete: string): HTMLInputElement =>
  el("input", { id, type, name: id, autocomplete, required: true, "aria-describedby": "login-problem" });
