// Who is at the desk: log in, log out, presence.
import type { Presence } from "../shared/desk_contract.js";
import { fields, list, number, oneOf, text } from "../shared/read.js";
import type { Api } from "./api.js";
import { forgetEverything } from "./storage.js";

export const PRESENCE_ORDER = ["available", "busy", "away", "offline"] as const satisfies readonly Presence[];

const IDLE_LOCK_SECONDS = 900;

export interface Me {
  readonly id: string;
  readonly name: string;
  readonly firstName: string;
  readonly email: string;
  readonly roles: readonly string[];
  readonly pod: string;
  readonly presence: Presence;
  /** How many cases at once. */
  readonly capacity: number;
  /** The password is asked for before anything else. */
  readonly locked: boolean;
  /** After so long without activity the desk is locked; 0: never. */
  readonly idleLockSeconds: number;
}

/** Whether this person may read every conversation. */
export const seesAll = (me: Me): boolean => me.roles.some((role) => ["lead", "trainer", "admin"].includes(role));

/** Whether cases may be given to this person. */
export const takesCases = (me: Me): boolean => me.roles.some((role) => ["agent", "lead"].includes(role));

/** Whether this person may pass on or close the cases of others. */
export const mayIntervene = (me: Me): boolean => me.roles.some((role) => ["lead", "admin"].includes(role));

/** Throws `ApiError` 401 when nobody is logged in. */
export async function whoAmI(api: Api): Promise<Me> {
  const answer = fields(await api.get("/me"));
  api.csrfToken = text(answer.csrf_token);
  return parseMe(answer);
}

/** Throws `ApiError`: 401 for a wrong name or password, 429 after too many attempts. */
export async function logIn(api: Api, email: string, password: string, available: boolean): Promise<Me> {
  const answer = fields(await api.post("/session", { email, password }));
  api.csrfToken = text(answer.csrf_token);
  if (available) await api.put("/me/presence", { presence: "available" });
  return whoAmI(api);
}

/** Locks the desk; also when the server cannot be reached, it is locked here. */
export const lock = async (api: Api): Promise<void> => {
  await api.post("/session/lock").catch(() => undefined);
};

/** Throws `ApiError`: 403 for a wrong password, 429 after too many attempts. */
export async function unlock(api: Api, password: string, available: boolean): Promise<Me> {
  await api.post("/session/unlock", { password });
  if (available) await api.put("/me/presence", { presence: "available" });
  return whoAmI(api);
}

/** Whom an invitation is for. Throws `ApiError`: 404 where it holds no longer. */
export async function openInvitation(api: Api, token: string): Promise<Pick<Me, "name" | "email">> {
  const answer = fields(await api.post("/invitations/open", { token }));
  return { name: text(answer.name), email: text(answer.email) };
}

/** Takes the invitation up with a password and logs in. Throws `ApiError`. */
export async function acceptInvitation(api: Api, token: string, password: string): Promise<Me> {
  await api.post("/invitations/accept", { token, password });
  return whoAmI(api);
}

/** Ends the session and leaves nothing in the browser, also when the server cannot be reached. */
export async function logOut(api: Api): Promise<void> {
  forgetEverything();
  await api.delete("/session").catch(() => undefined);
}

function parseMe(answer: Readonly<Record<string, unknown>>): Me {
  const person = fields(answer.person);
  const name = text(person.name);
  return {
    id: String(person.id),
    name,
    firstName: text(person.first_name) || name,
    email: text(person.email),
    roles: list(person.roles, text),
    pod: text(fields(person.pod).name),
    presence: oneOf(PRESENCE_ORDER, answer.presence),
    capacity: number(answer.capacity),
    locked: answer.locked === true,
    idleLockSeconds: typeof answer.idle_lock_seconds === "number" ? answer.idle_lock_seconds : IDLE_LOCK_SECONDS,
  };
}
