// The pages of the console as links in the bar: which one is on screen, and what is new on the others.
import { attribute, el, show, write } from "./dom.js";
import type { Page } from "./pages.js";
import { leadsTo } from "./pages.js";
import type { State } from "./state.js";
import type { View } from "./view.js";
import { count } from "./words.js";

const CASES = { name: "", label: "Fälle", key: "f" };

export function navigation(pages: readonly Page[]): View {
  const links = [CASES, ...pages].map((page) => ({ page, ...pageLink(page) }));
  const items = links.map(({ link }) => el("li", {}, link));
  const element = el("nav", { class: "navigation", "aria-label": "Bereiche" }, el("ul", {}, ...items));
  return {
    element,
    render(state) {
      for (const { page, link, tell } of links) {
        const current = page.name ? leadsTo(page.name, state.page) : state.page === "";
        attribute(link, "aria-current", current && "page");
        tell("news" in page ? page.news(state) : newsInCases(state));
      }
      attribute(links[0]?.link ?? element, "href", `#${state.open}`);
    },
  };
}

function pageLink({ name, label, key }: Pick<Page, "name" | "label" | "key">): {
  readonly link: HTMLElement;
  tell(news: number): void;
} {
  const number = el("span", { "aria-hidden": "true" });
  const words = el("span", { class: "sr-only" });
  const badge = el("span", { class: "unread" }, number, words);
  const link = el("a", { href: `#${name}`, "aria-keyshortcuts": key }, label, " ", badge);
  return {
    link,
    tell(news) {
      show(badge, news > 0);
      write(number, news > 0 ? String(news) : "");
      write(words, news > 0 ? `, ${count(news, "Neuigkeit", "Neuigkeiten")}` : "");
    },
  };
}

/** Only worth a number where one is elsewhere. */
const newsInCases = ({ mine, page }: State): number =>
  page === "" ? 0 : mine.reduce((sum, { unread }) => sum + unread, 0);
