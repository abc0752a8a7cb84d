// A page within "Leitung": a heading of its own, a place in the navigation beside it.
import type { Desk } from "./desk.js";
import type { State } from "./state.js";

export interface LeadSection {
  /** As it stands in the address: "hours" is /desk#leitung/hours; empty: the first. */
  readonly path: string;
  readonly label: string;
  readonly element: HTMLElement;
  /** What waits there, as a number; 0: nothing. */
  news(state: State): number;
  /** Called whenever it comes on screen: the place to load. */
  shown(): void;
  /** Called after every change of what is known, while it is on screen. */
  render(state: State): void;
}

export interface LeadHooks {
  readonly desk: Desk;
  open(id: string): void;
  /** Opens the case and puts the focus where one answers. */
  write(id: string): void;
  say(sentence: string): void;
}

export const nothingNew = (): number => 0;
export const nothingToRender = (): void => undefined;
