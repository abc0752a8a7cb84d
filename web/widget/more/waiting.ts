// Below the line that says how things stand, while somebody waits: how long it takes as measured, when the team is back,
// and who is in it.
import type { ConversationState, Queue } from "../../shared/contract.js";
import { locale, nextTime } from "../../shared/time.js";
import type { Snapshot } from "../conversation.js";
import { h } from "../dom.js";
import type { Words } from "./words.js";

const MINUTE = 60;
const HOUR = 60 * MINUTE;
/** From here on nobody counts minutes. */
const LONG_SECONDS = 90 * MINUTE;

export class Waiting {
  readonly element: HTMLElement;
  readonly #words: Words;
  readonly #language: string;
  readonly #faces = h("div", { class: "faces", "aria-hidden": "true" });
  readonly #outlook = h("p", { role: "status" });
  readonly #team = h("p", { class: "team" });
  #asked = "";

  constructor(words: Words, language: string) {
    this.#words = words;
    this.#language = language;
    this.element = h("div", { class: "details", hidden: true }, this.#faces, h("div", {}, this.#outlook, this.#team));
  }

  /** The customer goes on with the person who closed the case. */
  askAgain({ entries }: Snapshot): void {
    this.#asked = entries.filter(({ author }) => author.kind === "agent").at(-1)?.author.name ?? "";
  }

  update({ state }: Snapshot): void {
    if (state?.state === "human" || state?.state === "bot") this.#asked = "";
    const asked = state?.state === "offered" ? this.#asked : "";
    const team = asked || !state?.queue ? [] : state.team;
    const outlook = asked ? this.#words("askAgain", asked) : state?.queue ? this.#outlookOf(state, state.queue) : "";
    this.element.hidden = !outlook && team.length === 0;
    write(this.#outlook, outlook);
    write(this.#team, team.length ? this.#words("team", listed(team, this.#language)) : "");
    this.#show(asked ? [asked] : team);
  }

  #show(people: readonly string[]): void {
    const faces = people.map((name) => name.charAt(0));
    if (faces.join("") !== this.#faces.textContent) this.#faces.replaceChildren(...faces.map((face) => h("span", {}, face)));
  }

  #outlookOf({ state }: ConversationState, { wait, available, open, opensAt }: Queue): string {
    if (state === "offered") return "";
    if (!available && !open && opensAt) return this.#words("opens", this.#opening(new Date(opensAt)));
    return available && wait ? this.#range(wait.fromSeconds, wait.toSeconds) : "";
  }

  /** "etwa 3 bis 6 Minuten" */
  #range(from: number, to: number): string {
    if (to < MINUTE) return this.#words("waitBelowMinute");
    const [unit, one, many] = to < LONG_SECONDS ? [MINUTE, "waitMinute", "waitMinutes"] as const : [HOUR, "waitHour", "waitHours"] as const;
    const [least, most] = [Math.max(1, Math.floor(from / unit)), Math.ceil(to / unit)];
    if (most === 1) return this.#words(one);
    return this.#words(many, least < most ? `${this.#words("range", least)} ${most}` : most);
  }

  /** "Montag, 8 Uhr", "morgen, 8:30 Uhr" */
  #opening(at: Date): string {
    const { day, time, weekday } = nextTime(at, new Date(), this.#language);
    return `${weekday ? this.#words("on", day) : day}, ${this.#words("time", time)}`;
  }
}

/** "Mira, Jonas und Katrin" */
const listed = (names: readonly string[], language: string): string =>
  new Intl.ListFormat(locale(language), { style: "long", type: "conjunction" }).format(names);

/** Screen readers hear what is new only. */
function write(element: HTMLElement, words: string): void {
  if (element.textContent !== words) element.textContent = words;
}
