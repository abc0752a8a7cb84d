// The drawings that are needed at first sight.
import { h } from "./dom.js";
import { drawing } from "./drawing.js";

const DRAWINGS = {
  chat: "M20 11.5a7.5 7.5 0 0 1-7.5 7.5H5l1.4-3A7.5 7.5 0 1 1 20 11.5Z",
  close: "M6 6l12 12M18 6L6 18",
  down: "M6 9.5l6 6 6-6",
  more: "M5.5 12h.01M12 12h.01M18.5 12h.01",
  person: "M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8ZM4.5 20c.6-3.6 3.5-5.5 7.5-5.5s6.9 1.9 7.5 5.5",
  send: "M12 19V5.5M6 11l6-6 6 6",
  spark: "M12 3.5c.7 5 3.5 7.8 8.5 8.5-5 .7-7.8 3.5-8.5 8.5-.7-5-3.5-7.8-8.5-8.5 5-.7 7.8-3.5 8.5-8.5Z",
  clip: "M19.5 11.5l-7.6 7.6a4.9 4.9 0 0 1-7-7l8-8a3.3 3.3 0 0 1 4.7 4.7l-7.9 7.9a1.6 1.6 0 0 1-2.3-2.3l7-7",
  sent: "M6 12.5l4 4 8-9",
  delivered: "M2.5 12.5l4 4 8-9M11.5 15.5l1 1 8-9",
  clock: "M12 20a8 8 0 1 0 0-16 8 8 0 0 0 0 16ZM12 8v4.3l2.7 1.7",
} as const;

export type Drawing = keyof typeof DRAWINGS;

export const icon = (name: Drawing): SVGElement => drawing(DRAWINGS[name]);

/** A button that shows a drawing; its label is spoken, and shown where the pointer rests. */
export const iconButton = (kind: string, label: string, name: Drawing, onclick?: () => unknown): HTMLButtonElement =>
  h("button", { class: kind, "aria-label": label, title: label, onclick }, icon(name));
