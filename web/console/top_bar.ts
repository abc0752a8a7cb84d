// The bar on top: where we are, whether the line is alive, presence, and the menu with all the rest.
import type { Presence } from "../shared/desk_contract.js";
import { alertsOn, turnAlerts } from "./alerts.js";
import type { Desk } from "./desk.js";
import { attribute, el, show, write } from "./dom.js";
import { icon } from "./icons.js";
import { PRESENCE_ORDER } from "./session.js";
import type { Link } from "./stream.js";
import type { Theme } from "./theme.js";
import { chooseTheme, chosenTheme, THEMES } from "./theme.js";
import { PRESENCES } from "./words.js";
import type { View } from "./view.js";

export interface TopBarHooks {
  /** The links to the pages. */
  readonly navigation: View;
  help(): void;
  lock(): void;
  logOut(): void;
  /** Ends the listening outside of the bar. */
  readonly signal: AbortSignal;
}

const LINKS: Readonly<Record<Link, string>> = {
  connecting: "Verbinde …",
  live: "Verbunden",
  lost: "Keine Verbindung, neuer Versuch läuft",
};

export function topBar(desk: Desk, hooks: TopBarHooks): View {
  const link = el("button", {
    class: "link-state",
    type: "button",
    title: "Jetzt neu verbinden",
    on: { click: () => desk.reconnect() },
  });
  const presence = el(
    "select",
    { id: "presence", "aria-label": "Anwesenheit" },
    ...PRESENCE_ORDER.map((value) => el("option", { value }, PRESENCES[value])),
  );
  presence.addEventListener("change", () => {
    void desk.work.setPresence(presence.value as Presence).then(() => (presence.value = desk.store.state.me.presence));
  });
  const presenceBox = el(
    "div",
    { class: "presence" },
    el("span", { class: "presence-mark", "aria-hidden": "true" }),
    presence,
  );
  const name = el("span");
  const element = el(
    "header",
    { class: "top-bar" },
    el("span", { class: "brand" }, icon("lotse"), el("span", {}, "Lotse")),
    hooks.navigation.element,
    el("span", { class: "top-space", role: "status" }, link),
    presenceBox,
    menu(name, hooks),
  );
  return {
    element,
    render(whole) {
      const { me, link: state } = whole;
      hooks.navigation.render(whole);
      write(link, LINKS[state]);
      attribute(link, "data-link", state);
      show(link, state !== "live");
      attribute(presenceBox, "data-presence", me.presence);
      if (document.activeElement !== presence) presence.value = me.presence;
      write(name, me.firstName);
    },
  };
}

function menu(name: HTMLElement, hooks: TopBarHooks): HTMLElement {
  const button = el(
    "button",
    { class: "menu-button", type: "button", "aria-expanded": "false", "aria-controls": "menu" },
    icon("person"),
    name,
  );
  const closing = (act: () => void) => (): void => {
    open(false);
    act();
  };
  const panel = el(
    "div",
    { class: "menu", id: "menu", hidden: true },
    themeChoice(),
    alertsChoice(),
    el("hr"),
    el("button", { type: "button", on: { click: closing(hooks.help) } }, icon("help"), "Hilfe und Tastenkürzel"),
    el("button", { type: "button", on: { click: closing(hooks.lock) } }, icon("lock"), "Sperren"),
    el("button", { type: "button", on: { click: closing(hooks.logOut) } }, icon("logout"), "Abmelden"),
  );
  const element = el("div", { class: "menu-frame" }, button, panel);
  const open = (wanted: boolean): void => {
    show(panel, wanted);
    attribute(button, "aria-expanded", String(wanted));
  };
  button.addEventListener("click", () => open(panel.hidden !== false));
  element.addEventListener("keydown", ({ key }) => {
    if (key !== "Escape" || panel.hidden) return;
    open(false);
    button.focus();
  });
  const closeOutside = (target: EventTarget | null): void => {
    if (target instanceof Node && !element.contains(target)) open(false);
  };
  document.addEventListener("click", ({ target }) => closeOutside(target), { signal: hooks.signal });
  element.addEventListener("focusout", ({ relatedTarget }) => closeOutside(relatedTarget));
  return element;
}

function themeChoice(): HTMLElement {
  const select = el("select", { id: "theme" });
  for (const [value, words] of Object.entries(THEMES))
    select.append(el("option", { value, selected: value === chosenTheme() }, words));
  select.addEventListener("change", () => chooseTheme(select.value as Theme));
  return el("div", { class: "menu-row" }, icon("sun"), el("label", { for: "theme" }, "Darstellung"), select);
}

function alertsChoice(): HTMLElement {
  const box = el("input", { id: "alerts", type: "checkbox", checked: alertsOn() });
  box.addEventListener("change", () => void turnAlerts(box.checked));
  return el("div", { class: "menu-row" }, icon("bell"), el("label", { for: "alerts" }, "Ton und Hinweise"), box);
}
