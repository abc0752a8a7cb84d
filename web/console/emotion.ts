// Emotion to look at: a shape and words. Never colour alone.
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
