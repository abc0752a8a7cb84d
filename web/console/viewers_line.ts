// Who else has this conversation on screen, and who of them is writing.
import type { Viewer } from "../shared/desk_contract.js";
import { el, show, write } from "./dom.js";
import { icon } from "./icons.js";

export function viewersLine(): {
  readonly element: HTMLElement;
  update(viewers: readonly Viewer[], myself: string): void;
} {
  const words = el("span");
  const element = el("p", { class: "viewers", role: "status" }, icon("eye"), words);
  return {
    element,
    update(viewers, myself) {
      const others = viewers.filter(({ id }) => id !== myself);
      show(element, others.length > 0);
      write(words, viewersWords(others));
    },
  };
}

/** "Jonas schreibt hier gerade", "Jonas und Katrin sehen zu" */
function viewersWords(viewers: readonly Viewer[]): string {
  const typing = viewers.filter((viewer) => viewer.typing);
  const looking = viewers.filter((viewer) => !viewer.typing);
  const parts = [
    typing.length > 0 && `${names(typing)} ${typing.length > 1 ? "schreiben" : "schreibt"} hier gerade`,
    looking.length > 0 && `${names(looking)} ${looking.length > 1 ? "sehen" : "sieht"} mit`,
  ];
  return parts.filter(Boolean).join(" · ");
}

const names = (viewers: readonly Viewer[]): string =>
  new Intl.ListFormat("de").format(viewers.map(({ firstName }) => firstName));
