// A phone's keyboard covers part of the page without changing its size: the full-screen panel follows what is visible.
import { contained } from "./contained.js";

export function followVisibleArea(panel: HTMLElement): void {
  const area = window.visualViewport;
  if (!area) return;
  const follow = contained(() => {
    panel.style.setProperty("--visible-top", `${area.offsetTop}px`);
    panel.style.setProperty("--visible-height", `${area.height}px`);
  });
  area.addEventListener("resize", follow);
  area.addEventListener("scroll", follow);
  follow();
}
