// The locked desk: nothing of any customer on screen, and the password opens it again.
import type { Api } from "./api.js";
import { el } from "./dom.js";
import { doorBox, doorCheck, doorField, doorForm, doorInput } from "./door_form.js";
import type { Me } from "./session.js";
import { unlock } from "./session.js";

export interface LockHooks {
  onOpen(me: Me): void;
  logOut(): void;
}

/** `firstName` may be empty where it is not known. */
export function lockView(api: Api, firstName: string, hooks: LockHooks): HTMLElement {
  const password = doorInput("lock-password", "password", "current-password");
  const available = doorBox("lock-available");
  return doorForm({
    mark: "lock",
    title: firstName ? `Willkommen zurück, ${firstName}` : "Willkommen zurück",
    intro: "Der Arbeitsplatz ist gesperrt. Deine Entwürfe sind noch da.",
    rows: [doorField("Passwort", password), doorCheck("Gleich wieder als verfügbar melden", available)],
    action: "Entsperren",
    below: el("button", { type: "button", on: { click: hooks.logOut } }, "Abmelden"),
    inputs: [password],
    check: () => (password.value ? null : { sentence: "Bitte gib dein Passwort ein.", at: password }),
    open: async () => hooks.onOpen(await unlock(api, password.value, available.checked)),
    refusal: ({ status }) =>
      [401, 403, 422].includes(status) ? "Das Passwort stimmt nicht. Bitte versuche es noch einmal." : "",
  });
}
