// Service as it stands now: who waits, and who has what in hand. Never a ranking: people stand by team and name.
import type { Live, LiveCase, LivePerson } from "../shared/lead_contract.js";
import { parseLive } from "../shared/lead_contract.js";
import { el, KeyedList, show, write } from "./dom.js";
import { refusalSentence } from "./lead_refusals.js";
import { liveActions } from "./lead_live_actions.js";
import { waitingRow } from "./lead_live_case.js";
import { personCard } from "./lead_live_person.js";
import type { LeadHooks, LeadSection } from "./lead_section.js";
import { nothingNew } from "./lead_section.js";
import type { State } from "./state.js";
import { everySecond } from "./ticker.js";
import { duration } from "./words.js";

const OFTEN_MS = 2_000;
const SELDOM_MS = 15_000;
const NO_TEAM = "Ohne Team";

/** A case with the moment, by this computer's clock in ms, since when somebody waits there. */
export type ShownCase = LiveCase & { readonly waitsFrom: number };

interface PodOfPeople {
  readonly name: string;
  readonly people: readonly LivePerson[];
}

export function liveSection(hooks: LeadHooks): LeadSection {
  const figures = figureStrip();
  const problem = el("p", { class: "problem", role: "alert", hidden: true });
  const nobody = el("p", { class: "empty" }, "Niemand wartet. Ein guter Moment zum Durchatmen.");
  const waitingList = el("ol", { class: "live-waiting" });
  const podList = el("div", { class: "live-pods" });
  const element = el(
    "div",
    { class: "live" },
    problem,
    figures.element,
    el("section", { "aria-label": "Wer wartet" }, el("h2", {}, "Wer wartet"), nobody, waitingList),
    el("section", { "aria-label": "Wer was in der Hand hat" }, el("h2", {}, "Wer was in der Hand hat"), podList),
  );

  const act = liveActions(hooks, () => void load());
  const waiting = new KeyedList<ShownCase>(
    waitingList,
    ({ conversationId }) => conversationId,
    (item) => waitingRow(item, act, nameOf),
  );
  const pods = new KeyedList<PodOfPeople>(
    podList,
    ({ name }) => name,
    (pod) => podGroup(pod, (person) => personCard(person, act)),
  );
  let live: Live | null = null;
  let loadedAt = 0;
  let wanted = false;
  let queue: unknown;

  const nameOf = (id: string): string => live?.people.find((person) => person.id === id)?.firstName ?? "";
  const load = async (): Promise<void> => {
    [loadedAt, wanted] = [Date.now(), false];
    try {
      live = parseLive(await hooks.desk.api.get("/live"));
      problem.hidden = true;
      tell(live);
    } catch (error) {
      write(problem, refusalSentence(error));
      problem.hidden = false;
    }
  };
  const tell = (now: Live): void => {
    figures.tell(now);
    show(nobody, now.waiting.length === 0);
    waiting.update(longestFirst(now.waiting).map(timed));
    pods.update(byPod(now.people));
  };
  const stop = everySecond((now) => {
    if (!element.isConnected) return stop();
    const looking = element.checkVisibility() && document.visibilityState === "visible";
    if (looking && now - loadedAt >= (wanted ? OFTEN_MS : SELDOM_MS)) void load();
  });
  return {
    path: "",
    label: "Jetzt",
    element,
    news: nothingNew,
    shown: () => void load(),
    render(state: State) {
      if (state.queue === queue) return;
      queue = state.queue;
      wanted = true;
    },
  };
}

/** Urgent ones on top, then whoever waits longest. */
const longestFirst = (cases: readonly LiveCase[]): readonly LiveCase[] =>
  [...cases].sort((one, other) => other.priority - one.priority || other.waitingSeconds - one.waitingSeconds);

const timed = (item: LiveCase): ShownCase => ({ ...item, waitsFrom: Date.now() - item.waitingSeconds * 1000 });

function byPod(people: readonly LivePerson[]): readonly PodOfPeople[] {
  const names = [...new Set(people.map(({ pod }) => pod))].sort(
    (one, other) => Number(!one) - Number(!other) || one.localeCompare(other, "de"),
  );
  return names.map((name) => ({
    name,
    people: people.filter(({ pod }) => pod === name).sort((one, other) => one.name.localeCompare(other.name, "de")),
  }));
}

function podGroup(
  first: PodOfPeople,
  card: (person: LivePerson) => { element: HTMLElement; update(person: LivePerson): void },
): {
  element: HTMLElement;
  update(pod: PodOfPeople): void;
} {
  const cards = el("ul", { class: "live-people" });
  const name = first.name ? `Team ${first.name}` : NO_TEAM;
  const element = el("section", { class: "live-pod", "aria-label": name }, el("h3", {}, name), cards);
  const rows = new KeyedList<LivePerson>(cards, ({ id }) => id, card);
  const update = ({ people }: PodOfPeople): void => rows.update(people);
  update(first);
  return { element, update };
}

function figureStrip(): { readonly element: HTMLElement; tell(live: Live): void } {
  const figure = (label: string): { readonly element: HTMLElement; readonly value: HTMLElement } => {
    const value = el("dd", { class: "tabular" }, "–");
    return { element: el("div", {}, el("dt", {}, label), value), value };
  };
  const waiting = figure("Es warten");
  const longest = figure("Am längsten seit");
  const withPeople = figure("Im Gespräch");
  const answered = figure("Angenommen, 24 Std.");
  const mean = figure("Mittlere Wartezeit, 24 Std.");
  const all = [waiting, longest, withPeople, answered, mean].map(({ element }) => element);
  return {
    element: el("dl", { class: "figures" }, ...all),
    tell({ figures }) {
      write(waiting.value, String(figures.waiting));
      write(longest.value, figures.waiting ? duration(figures.longestWait * 1000) : "–");
      write(withPeople.value, String(figures.withPeople));
      write(answered.value, String(figures.answeredInDay));
      write(mean.value, figures.answeredInDay ? duration(figures.meanWaitInDay * 1000) : "–");
    },
  };
}
