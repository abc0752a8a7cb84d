// Emotion to look at: a shape and words for one moment, a curve for the course. Never colour alone.
import type { Emotion } from "../shared/desk_contract.js";
import { attribute, el, write } from "./dom.js";
import { drawing, svg } from "./icons.js";
import { emotionWords } from "./words.js";

const SHAPES: Readonly<Record<string, string>> = {
  calm: "M8 3.5a4.5 4.5 0 1 0 0 9 4.5 4.5 0 0 0 0-9",
  pleased: "M2.5 6a5.5 6 0 0 0 11 0",
  worried: "M2 8q1.5-4 3-0t3 0 3 0 3 0",
  frustrated: "M8 2.5 13.5 8 8 13.5 2.5 8z",
  angry: "M8 2.5 14 13H2z",
  distressed: "M8 2c3 4 4.2 5.600 4.2 7.700a4.2 4.2 0 0 1-8.400 0C3.800 7.600 5 6 8 2",
};

/** How far a feeling pulls away from calm, upwards for unease. */
const PULL: Readonly<Record<string, number>> = {
  pleased: -0.5,
  worried: 0.6,
  frustrated: 0.8,
  angry: 1,
  distressed: 1,
};

export interface EmotionBadge {
  readonly element: HTMLElement;
  update(emotion: Pick<Emotion, "label" | "intensity">): void;
}

export function emotionBadge(): EmotionBadge {
  const path = svg("path", { d: SHAPES["calm"] ?? "" });
  const words = el("span");
  const element = el("span", { class: "emotion" }, drawing("0 0 16 16", "emotion-shape", path), words);
  return {
    element,
    update({ label, intensity }) {
      attribute(element, "data-emotion", label || "calm");
      attribute(element, "data-level", level(label, intensity));
      attribute(path, "d", SHAPES[label] ?? SHAPES["calm"] ?? "");
      write(words, emotionWords(label, intensity));
    },
  };
}

const level = (label: string, intensity: number): number =>
  label === "calm" || !label ? 0 : intensity >= 0.75 ? 3 : intensity < 0.4 ? 1 : 2;

const WIDTH = 240;
const HEIGHT = 56;
const EDGE = 8;

/** The course as a curve with one dot a message. */
export function emotionCurve(course: readonly Emotion[]): HTMLElement {
  const points = course.map((emotion, index) => ({ emotion, x: across(index, course.length), y: height(emotion) }));
  const line = points.map(({ x, y }, index) => `${index ? "L" : "M"}${x} ${y}`).join("");
  const first = points[0]?.x ?? EDGE;
  const last = points.at(-1)?.x ?? EDGE;
  const picture = drawing(
    `0 0 ${WIDTH} ${HEIGHT}`,
    "curve",
    svg("path", { class: "curve-calm", d: `M0 ${calmHeight}H${WIDTH}` }),
    svg("path", { class: "curve-area", d: `${line}L${last} ${calmHeight}L${first} ${calmHeight}Z` }),
    svg("path", { class: "curve-line", d: line }),
    ...points.map(({ emotion, x, y }) => dot(emotion, x, y)),
  );
  const words = course.map(({ label, intensity }) => emotionWords(label, intensity)).join(", ");
  return el("div", { role: "img", "aria-label": `Verlauf der Stimmung: ${words}` }, picture);
}

function dot(emotion: Emotion, x: number, y: number): SVGElement {
  const circle = svg("circle", { class: "curve-dot", cx: x, cy: y, r: 3.5, "data-emotion": emotion.label });
  const title = svg("title", {});
  title.textContent = emotionWords(emotion.label, emotion.intensity);
  circle.append(title);
  return circle;
}

const across = (index: number, length: number): number =>
  length < 2 ? WIDTH / 2 : Math.round(EDGE + (index * (WIDTH - 2 * EDGE)) / (length - 1));

const height = ({ label, intensity }: Emotion): number =>
  Math.round(calmHeight - (PULL[label] ?? 0) * intensity * (calmHeight - EDGE));

const calmHeight = HEIGHT - 16;
