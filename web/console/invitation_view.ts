// The way in for somebody who was invited: a link with a token leads here, a password of one's own opens the desk.
import type { Api } from "./api.js";
import { ApiError, errorSentence } from "./api.js";
import { attribute, el, show, write } from "./dom.js";
import { icon } from "./icons.js";
import type { Me } from "./session.js";
import { acceptInvitation, openInvitation } from "./session.js";

const SHORTEST_PASSWORD = 10;

/** The token in the address, or an empty text. */
export const invitationInAddress = (): string => /^#einladung=([\w-]+)$/.exec(location.hash)?.[1] ?? "";

export interface InvitationHooks {
  onIn(me: Me): void;
  /** The invitation is of no use; why. */
  onRefused(notice: string): void;
}

/** The page of an invitation; nothing is shown until the desk knows it. */
export async function invitationView(api: Api, token: string, hooks: InvitationHooks): Promise<HTMLElement | null> {
  try {
    const { name, email } = await openInvitation(api, token);
    return page(api, token, name, email, hooks);
  } catch (error) {
    hooks.onRefused(whyNot(error));
    return null;
  }
}

function page(api: Api, token: string, name: string, email: string, hooks: InvitationHooks): HTMLElement {
  const password = el("input", {
    id: "new-password",
    type: "password",
    autocomplete: "new-password",
    required: true,
    minlength: SHORTEST_PASSWORD,
    "aria-describedby": "password-hint invitation-problem",
  });
  const problem = el("p", { class: "problem", id: "invitation-problem", role: "alert", hidden: true });
  const button = el("button", { class: "primary", type: "submit" }, "Loslegen");
  const form = el(
    "form",
    { class: "login-card", novalidate: true, "aria-labelledby": "invitation-title" },
    el("div", { class: "login-mark" }, icon("lotse")),
    el("h1", { id: "invitation-title" }, `Willkommen an Bord, ${name.split(" ")[0] ?? name}`),
    el("p", { class: "muted" }, `Du meldest dich künftig mit ${email} an.`),
    el("input", { type: "email", value: email, autocomplete: "username", hidden: true, "aria-label": "E-Mail" }),
    el(
      "div",
      { class: "field" },
      el("label", { for: password.id }, "Wähle ein Passwort"),
      password,
      el("p", { class: "muted", id: "password-hint" }, `Mindestens ${SHORTEST_PASSWORD} Zeichen; ein ganzer Satz ist gut.`),
    ),
    problem,
    button,
  );
  const tell = (sentence: string): void => {
    write(problem, sentence);
    show(problem, true);
    attribute(password, "aria-invalid", "true");
    password.focus();
  };
  const submit = async (): Promise<void> => {
    if (password.value.length < SHORTEST_PASSWORD) return tell(`Das Passwort braucht mindestens ${SHORTEST_PASSWORD} Zeichen.`);
    button.disabled = true;
    try {
      const me = await acceptInvitation(api, token, password.value);
      history.replaceState(null, "", location.pathname);
      hooks.onIn(me);
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
  if (error.status === 404 || error.status === 410 || error.code === "unknown_invitation")
    return "Diese Einladung gilt nicht mehr. Bitte lass dir eine neue schicken.";
  return error.status === 422 ? "Dieses Passwort geht nicht. Bitte wähle ein anderes." : error.message;
}
