// The page for leads: service as it stands, decisions, and the rules of the house. Trainers find their snippets here.
import { attribute, el, show, write } from "./dom.js";
import { auditSection } from "./lead_audit.js";
import { goodwillSection } from "./lead_goodwill.js";
import { hoursSection } from "./lead_hours.js";
import { liveSection } from "./lead_live.js";
import { rulesSection } from "./lead_rules.js";
import type { LeadHooks, LeadSection } from "./lead_section.js";
import { skillsSection } from "./lead_skills.js";
import { snippetsSection } from "./lead_snippets.js";
import { teamSection } from "./lead_team.js";
import type { Page } from "./pages.js";
import { leadsTo } from "./pages.js";
import type { Me } from "./session.js";
import { mayIntervene } from "./session.js";
import type { State } from "./state.js";
import { count } from "./words.js";

const NAME = "leitung";
const FOR_LEADS = [
  liveSection,
  goodwillSection,
  teamSection,
  hoursSection,
  rulesSection,
  skillsSection,
  snippetsSection,
  auditSection,
];

/** The page that this person may see, or none. */
export function leadPages(hooks: LeadHooks): readonly Page[] {
  const { me } = hooks.desk.store.state;
  const make = mayIntervene(me) ? FOR_LEADS : isTrainer(me) ? [snippetsSection] : [];
  const [first, ...others] = make.map((section) => section(hooks));
  return first ? [leadPage(mayIntervene(me) ? "Leitung" : "Bausteine", first, others)] : [];
}

const isTrainer = ({ roles }: Me): boolean => roles.includes("trainer");

function leadPage(label: string, first: LeadSection, others: readonly LeadSection[]): Page {
  const sections = [first, ...others];
  const title = el("h1", { tabindex: -1 });
  const links = sections.map((section) => ({ section, ...sectionLink(section, section === first) }));
  const items = links.map(({ link }) => el("li", {}, link));
  const navigation = el(
    "nav",
    { class: "lead-navigation", "aria-label": label, hidden: others.length === 0 },
    el("ul", {}, ...items),
  );
  const body = el("div", { class: "lead-body" }, title, ...sections.map((section) => section.element));
  const element = el("main", { class: "page lead", "aria-label": label, hidden: true }, navigation, body);
  let current: LeadSection | null = null;

  const turnTo = (section: LeadSection): void => {
    current = section;
    write(title, section.label);
    attribute(element, "data-section", section.path || "jetzt");
    for (const { section: each, link } of links) {
      show(each.element, each === section);
      attribute(link, "aria-current", each === section && "page");
    }
    body.scrollTo({ top: 0 });
  };
  const enter = (section: LeadSection): void => {
    section.shown();
    navigation.querySelector("[aria-current]")?.scrollIntoView({ inline: "nearest", block: "nearest" });
    title.focus({ preventScroll: true });
  };
  return {
    name: NAME,
    label,
    key: "l",
    element,
    news: (state) => sections.reduce((sum, section) => sum + section.news(state), 0),
    /** Coming back, the section is loaded anew. */
    shown() {
      if (current) enter(current);
    },
    render(state) {
      for (const { section, tell } of links) tell(section.news(state));
      const wanted = sectionOf(state, sections);
      if (!wanted) return;
      const arrives = wanted !== current;
      if (arrives) turnTo(wanted);
      if (arrives && !element.hidden) enter(wanted);
      wanted.render(state);
    },
  };
}

/** The section that the address names; null where another page is on screen. */
function sectionOf({ page }: State, sections: readonly LeadSection[]): LeadSection | null {
  if (!leadsTo(NAME, page)) return null;
  const path = page.split("/")[1] ?? "";
  return sections.find((section) => section.path === path) ?? sections[0] ?? null;
}

function sectionLink(
  { path, label }: LeadSection,
  isFirst: boolean,
): { readonly link: HTMLElement; tell(news: number): void } {
  const number = el("span", { "aria-hidden": "true" });
  const words = el("span", { class: "sr-only" });
  const badge = el("span", { class: "unread" }, number, words);
  const link = el("a", { href: isFirst ? `#${NAME}` : `#${NAME}/${path}` }, label, " ", badge);
  return {
    link,
    tell(news) {
      show(badge, news > 0);
      write(number, news > 0 ? String(news) : "");
      write(words, news > 0 ? `, ${count(news, "wartet", "warten")}` : "");
    },
  };
}
