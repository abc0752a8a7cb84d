// Starts the console: who is there? Nobody: the login page. Somebody who was away for long: the password first.
import { Announcer } from "./announcer.js";
import { Api, ApiError, errorSentence } from "./api.js";
import type { RunningConsole } from "./console.js";
import { startConsole } from "./console.js";
import { invitationInAddress, invitationView } from "./invitation_view.js";
import { lockView } from "./lock_view.js";
import { loginView } from "./login_view.js";
import type { Me } from "./session.js";
import { lock, logOut, whoAmI } from "./session.js";
import { belongTo } from "./storage.js";
import { applyTheme } from "./theme.js";

const SESSION_OVER = "Deine Sitzung ist abgelaufen. Bitte melde dich neu an.";

const api = new Api();
const announcer = new Announcer(document.body);
let running: RunningConsole | null = null;
let page: HTMLElement | null = null;
let isIn = false;

function show(element: HTMLElement): void {
  page?.remove();
  page = element;
  document.title = "Lotse";
  document.querySelector<HTMLDialogElement>("dialog[open]")?.close();
  document.body.prepend(element);
}

function enter(me: Me): void {
  if (me.locked) return keepLocked(me.firstName);
  belongTo(me.id);
  api.onLocked = () => running && keepLocked(me.firstName);
  isIn = true;
  running = startConsole(api, me, announcer, {
    onOut: (notice) => void leave(notice),
    onLock: () => void lockNow(me),
  });
  show(running.element);
}

/** Back to the door. An empty notice: the agent asked for it, and nothing stays behind. */
async function leave(notice: string): Promise<void> {
  stop();
  isIn = false;
  announcer.clear();
  if (!notice) {
    await logOut(api);
    applyTheme();
    history.replaceState(null, "", location.pathname);
  }
  show(loginView(api, enter, notice));
}

/** The screen is cleared at once, whatever the server says. */
async function lockNow({ firstName }: Me): Promise<void> {
  if (!running) return;
  keepLocked(firstName);
  await lock(api);
}

function keepLocked(firstName: string): void {
  stop();
  isIn = true;
  announcer.clear();
  show(lockView(api, firstName, { onOpen: enter, logOut: () => void leave("") }));
}

function stop(): void {
  running?.stop();
  running = null;
}

/** Whoever comes with an invitation begins with it, whoever was logged in here before. */
async function welcome(token: string): Promise<void> {
  const onRefused = (notice: string): void => show(loginView(api, enter, notice));
  const view = await invitationView(api, token, { onIn: enter, onRefused });
  if (view) show(view);
}

async function start(): Promise<void> {
  applyTheme();
  api.onSignedOut = () => isIn && void leave(SESSION_OVER);
  const token = invitationInAddress();
  if (token) {
    history.replaceState(null, "", location.pathname);
    return welcome(token);
  }
  try {
    enter(await whoAmI(api));
  } catch (error) {
    const nobody = error instanceof ApiError && error.status === 401;
    show(loginView(api, enter, nobody ? "" : errorSentence(error)));
  }
}

void start();
