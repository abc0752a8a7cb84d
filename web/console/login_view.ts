// The door: e-mail, password, and a clear word when it stays shut.
import type { Api } from "./api.js";
import { doorBox, doorCheck, doorField, doorForm, doorInput } from "./door_form.js";
import type { Me } from "./session.js";
import { logIn } from "./session.js";

/** The login page; `onIn` is called once with the person who logged in. */
export function loginView(api: Api, onIn: (me: Me) => void, notice = ""): HTMLElement {
  const email = doorInput("email", "email", "username");
  const password = doorInput("password", "password", "current-password");
  const available = doorBox("available");
  return doorForm({
    mark: "lotse",
    title: "Willkommen an Bord",
    intro: "Melde dich an, um Gespräche zu übernehmen.",
    rows: [
      doorField("E-Mail", email),
      doorField("Passwort", password),
      doorCheck("Gleich als verfügbar melden", available),
    ],
    action: "Anmelden",
    notice,
    inputs: [email, password],
    check: () => {
      if (!email.value.trim()) return { sentence: "Bitte gib deine E-Mail-Adresse ein.", at: email };
      return password.value ? null : { sentence: "Bitte gib dein Passwort ein.", at: password };
    },
    open: async () => onIn(await logIn(api, email.value.trim(), password.value, available.checked)),
    refusal: ({ status }) =>
      [401, 422].includes(status) ? "E-Mail oder Passwort stimmt nicht. Bitte prüfe beides." : "",
  });
}
