// The way in for somebody who was invited: a link with a token leads here, a password of one's own opens the desk.
import type { Api, ApiError } from "./api.js";
import { el } from "./dom.js";
import { doorField, doorForm, doorInput, whyShut } from "./door_form.js";
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
    hooks.onRefused(whyShut(error, refusal));
    return null;
  }
}

function page(api: Api, token: string, name: string, email: string, { onIn }: InvitationHooks): HTMLElement {
  const password = doorInput("new-password", "password", "new-password");
  password.minLength = SHORTEST_PASSWORD;
  const hint = `Mindestens ${SHORTEST_PASSWORD} Zeichen; ein ganzer Satz ist gut.`;
  const tooShort = `Das Passwort braucht mindestens ${SHORTEST_PASSWORD} Zeichen.`;
  return doorForm({
    mark: "lotse",
    title: `Willkommen an Bord, ${name.split(" ")[0] ?? name}`,
    intro: `Du meldest dich künftig mit ${email} an.`,
    rows: [
      el("input", { type: "email", value: email, autocomplete: "username", hidden: true, "aria-label": "E-Mail" }),
      doorField("Wähle ein Passwort", password, hint),
    ],
    action: "Loslegen",
    inputs: [password],
    check: () => (password.value.length < SHORTEST_PASSWORD ? { sentence: tooShort, at: password } : null),
    open: async () => {
      const me = await acceptInvitation(api, token, password.value);
      history.replaceState(null, "", location.pathname);
      onIn(me);
    },
    refusal,
  });
}

function refusal({ status, code }: ApiError): string {
  if (status === 404 || status === 410 || code === "unknown_invitation")
    return "Diese Einladung gilt nicht mehr. Bitte lass dir eine neue schicken.";
  return status === 422 ? "Dieses Passwort geht nicht. Bitte wähle ein anderes." : "";
}
