// A part of the screen.
import type { State } from "./state.js";

export interface View {
  readonly element: HTMLElement;
  /** Shows what is known now; does nothing where nothing has changed. */
  render(state: State): void;
}
