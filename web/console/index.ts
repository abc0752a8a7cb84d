// Starts the console: who is there? Nobody: the login page.
import { Announcer } from "./announcer.js";
import { Api, ApiError, errorSentence } from "./api.js";
import type { RunningConsole } from "./console.js";
import { startConsole } from "./console.js";
import { loginView } from "./login_view.js";
import type { Me } from "./session.js";
import { logOut, whoAmI } from "./session.js";
import { belongTo } from "./storage.js";
import { applyTheme } from "./theme.js";

const api = new Api();
const announcer = new Announcer(document.body);
let running: RunningConsole | null = null;
let page: HTMLElement | null = null;

function show(element: HTMLElement): void {
  page?.remove();
  page = element;
  document.body.prepend(element);
}

function enter(me: Me): void {
  belongTo(me.id);
  running = startConsole(api, me, announcer, (notice) => void leave(notice));
  show(running.element);
}

/** Back to the door. An empty notice: the agent asked for it, and nothing stays behind. */
async function leave(notice: string): Promise<void> {
  running?.stop();
  running = null;
  if (!notice) {
    await logOut(api);
    applyTheme();
    history.replaceState(null, "", location.pathname);
  }
  document.title = "Lotse";
  show(loginView(api, enter, notice));
}

async function start(): Promise<void> {
  applyTheme();
  api.onSignedOut = () => running && void leave("Deine Sitzung ist abgelaufen. Bitte melde dich neu an.");
  try {
    enter(await whoAmI(api));
  } catch (error) {
    const nobody = error instanceof ApiError && error.status === 401;
    show(loginView(api, enter, nobody ? "" : errorSentence(error)));
  }
}

void start();
