// A place on which files can be dropped.
import { attribute } from "./dom.js";

export function dropTarget(element: HTMLElement, onFiles: (files: Iterable<File>) => void): void {
  const over = (wanted: boolean): void => attribute(element, "data-dropping", wanted);
  element.addEventListener("dragover", (event) => {
    if (!event.dataTransfer?.types.includes("Files")) return;
    event.preventDefault();
    over(true);
  });
  element.addEventListener("dragleave", ({ relatedTarget }) => {
    if (!(relatedTarget instanceof Node) || !element.contains(relatedTarget)) over(false);
  });
  element.addEventListener("drop", (event) => {
    over(false);
    if (!event.dataTransfer?.files.length) return;
    event.preventDefault();
    onFiles(event.dataTransfer.files);
  });
}
