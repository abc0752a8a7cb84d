// The pages of the console besides the cases. Each has its name in the address, a place in the navigation, and an
// element of its own; a further page is one more entry in console.ts.
import type { State } from "./state.js";
import type { View } from "./view.js";

export interface Page extends View {
  /** As it stands in the address: "raum" is /desk#raum. What follows a slash, as in #leitung/regeln, is the page's own. */
  readonly name: string;
  /** The word in the navigation. */
  readonly label: string;
  /** The key that leads there. */
  readonly key: string;
  /** What is new there, as a number; 0: nothing. */
  news(state: State): number;
  /** Called whenever the page comes on screen: the place to load and to take the focus. */
  shown(): void;
}

export interface Address {
  /** With what follows a slash; empty: the cases. */
  readonly page: string;
  /** Empty: no conversation. */
  readonly id: string;
}

const HASH = /^#([\w/-]+)$/;

/** Whether this address, or what the state keeps of it, leads to the page. */
export const leadsTo = (name: string, page: string): boolean => page.split("/")[0] === name;

/** Where the address leads, given the pages that there are. */
export function addressNow(pages: readonly Page[]): Address {
  const word = HASH.exec(location.hash)?.[1] ?? "";
  return pages.some(({ name }) => leadsTo(name, word)) ? { page: word, id: "" } : { page: "", id: word };
}

export const hashOf = ({ page, open }: State): string => (page || open ? `#${page || open}` : "");
