// How a feeling went through the conversation: a small line, and message by message the words that gave it away.
import type { Emotion } from "../shared/desk_contract.js";
import { attribute, el, replace, show } from "./dom.js";
import { emotionBadge } from "./emotion.js";
import { drawing, icon, svg } from "./icons.js";
import { highlighted } from "./rich_text.js";
import { emotionWords } from "./words.js";

export interface Moment {
  readonly text: string;
  readonly emotion: Emotion;
}

const WIDTH = 280;
const HEIGHT = 64;
const EDGE = 8;
const CALM = HEIGHT - 18;
const LONGEST_QUOTE = 160;

/** How far a feeling pulls away from calm, upwards for unease. */
const PULL: Readonly<Record<string, number>> = {
  pleased: -0.5,
  worried: 0.6,
  frustrated: 0.8,
  angry: 1,
  distressed: 1,
};

/** The line is a picture with words of its own; the two arrows and the mouse choose the message below it. */
export function courseChart(course: readonly Moment[]): HTMLElement {
  const points = course.map(({ emotion }, index) => ({ emotion, x: across(index, course.length), y: height(emotion) }));
  const dots = points.map(({ emotion, x, y }) =>
    svg("circle", { class: "curve-dot", cx: x, cy: y, r: 4, "data-emotion": emotion.label }),
  );
  const line = points.map(({ x, y }, index) => `${index ? "L" : "M"}${x} ${y}`).join("");
  const area = `${line}L${points.at(-1)?.x ?? EDGE} ${CALM}L${points[0]?.x ?? EDGE} ${CALM}Z`;
  const picture = drawing(
    `0 0 ${WIDTH} ${HEIGHT}`,
    "curve",
    svg("path", { class: "curve-calm", d: `M0 ${CALM}H${WIDTH}` }),
    svg("path", { class: "curve-area", d: area }),
    svg("path", { class: "curve-line", d: line }),
    ...dots,
  );
  const words = course.map(({ emotion }) => emotionWords(emotion.label, emotion.intensity)).join(", ");
  const frame = el("div", { class: "curve-frame", role: "img", "aria-label": `Verlauf der Stimmung: ${words}` }, picture);
  const quote = momentQuote();
  const choose = (wanted: number): void => {
    const at = Math.min(Math.max(wanted, 0), course.length - 1);
    chosen = at;
    dots.forEach((dot, index) => attribute(dot, "data-chosen", index === at));
    quote.update(course[at], at, course.length);
    attribute(earlier, "aria-disabled", at === 0 && "true"); // not disabled: it would lose the focus
    attribute(later, "aria-disabled", at === course.length - 1 && "true");
  };
  const earlier = arrow("back", "Vorige Nachricht", () => choose(chosen - 1));
  const later = arrow("next", "Nächste Nachricht", () => choose(chosen + 1));
  let chosen = strongest(course);
  frame.addEventListener("pointermove", ({ clientX }) => {
    const { left, width } = frame.getBoundingClientRect();
    const at = ((clientX - left) / width) * WIDTH;
    choose(nearest(points.map(({ x }) => x), at));
  });
  choose(chosen);
  const arrows = el("div", { class: "curve-arrows" }, earlier, later);
  show(arrows, course.length > 1);
  return el("div", { class: "course" }, course.length > 1 && frame, el("div", { class: "course-moment" }, quote.element, arrows));
}

/** What was said at one point, with the words that gave the feeling away. */
function momentQuote(): {
  readonly element: HTMLElement;
  update(moment: Moment | undefined, index: number, length: number): void;
} {
  const badge = emotionBadge();
  const place = el("span", { class: "muted" });
  const words = el("q");
  const element = el(
    "div",
    { class: "course-quote", "aria-live": "polite", "aria-atomic": "true" },
    el("p", { class: "course-head" }, badge.element, place),
    el("p", {}, words),
  );
  return {
    element,
    update(moment, index, length) {
      if (!moment) return;
      badge.update(moment.emotion);
      replace(place, length > 1 ? `Nachricht ${index + 1} von ${length}` : "");
      replace(words, highlighted(shortened(moment.text), moment.emotion.telling));
    },
  };
}

const shortened = (text: string): string => (text.length > LONGEST_QUOTE ? `${text.slice(0, LONGEST_QUOTE - 1)}…` : text);

const arrow = (name: "back" | "next", label: string, act: () => void): HTMLButtonElement =>
  el("button", { class: "quiet", type: "button", "aria-label": label, title: label, on: { click: act } }, icon(name));

/** The message at which the feeling was strongest, the last of them. */
function strongest(course: readonly Moment[]): number {
  const pull = ({ emotion }: Moment): number => (PULL[emotion.label] ?? 0) * emotion.intensity;
  return course.reduce((best, moment, index) => (pull(moment) >= pull(course[best] ?? moment) ? index : best), 0);
}

const nearest = (places: readonly number[], at: number): number =>
  places.reduce((best, place, index) => (Math.abs(place - at) < Math.abs((places[best] ?? 0) - at) ? index : best), 0);

const across = (index: number, length: number): number =>
  length < 2 ? WIDTH / 2 : Math.round(EDGE + (index * (WIDTH - 2 * EDGE)) / (length - 1));

const height = ({ label, intensity }: Emotion): number =>
  Math.round(CALM - (PULL[label] ?? 0) * intensity * (CALM - EDGE));
