// Drawings are strokes in a square of 24.
import { setAttribute } from "./dom.js";

/** `strokes` is the `d` of a path. */
export function drawing(strokes: string): SVGElement {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  setAttribute(svg, "viewBox", "0 0 24 24");
  setAttribute(svg, "aria-hidden", "true");
  const path = document.createElementNS(svg.namespaceURI, "path") as SVGPathElement;
  setAttribute(path, "d", strokes);
  svg.append(path);
  return svg;
}
