// Calling a colleague by "@" and the name, in what only the team reads.
import type { Colleague } from "./directory.js";
import type { Found } from "./finder.js";
import { PRESENCES, word } from "./words.js";

/** Colleagues with a name that has a word beginning like this; not oneself. */
export function colleaguesLike(team: readonly Colleague[], myself: string, words: string): readonly Found[] {
  const wanted = words.toLowerCase();
  const fits = ({ name }: Colleague): boolean =>
    name.toLowerCase().split(/\s+/).some((part) => part.startsWith(wanted));
  return team
    .filter((colleague) => colleague.id !== myself && fits(colleague))
    .map(({ name, pod, presence }) => ({
      title: name,
      detail: [pod && `Team ${pod}`, presence && word(PRESENCES, presence)].filter(Boolean).join(" · "),
      text: `@${name} `,
    }));
}

/** Ids of those whose names stand in the words behind an "@". */
export const mentionedIn = (words: string, team: readonly Colleague[]): readonly string[] =>
  team.filter(({ name }) => words.includes(`@${name}`)).map(({ id }) => id);
