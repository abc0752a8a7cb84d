// Light or dark: as the system has it, unless the agent prefers otherwise.
import { attribute } from "./dom.js";
import { browser } from "./storage.js";

const SHELF = "theme";

export const THEMES = { "": "Wie das System", light: "Hell", dark: "Dunkel" } as const;
export type Theme = keyof typeof THEMES;

export const chosenTheme = (): Theme => {
  const kept = browser.read(SHELF);
  return kept === "light" || kept === "dark" ? kept : "";
};

export function chooseTheme(theme: Theme): void {
  browser.write(SHELF, theme);
  applyTheme();
}

export const applyTheme = (): void => attribute(document.documentElement, "data-theme", chosenTheme() || undefined);
