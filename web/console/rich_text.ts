// Text for the log. What our side says may carry **bold** and [links](https://…); what customers say is text,
// in which only the words that gave a feeling away are marked.
import { el } from "./dom.js";

const MARKUP = /\*\*(.+?)\*\*|\[([^\]]+)\]\((https:\/\/[^\s)]+)\)|(https:\/\/[^\s<>")]+[^\s<>").,;:!?])/g;

export function formatted(text: string): DocumentFragment {
  const nodes = document.createDocumentFragment();
  let end = 0;
  for (const match of text.matchAll(MARKUP)) {
    nodes.append(text.slice(end, match.index), markedUp(match));
    end = match.index + match[0].length;
  }
  nodes.append(text.slice(end));
  return nodes;
}

function markedUp([whole, bold, label, target, address]: RegExpMatchArray): Node {
  if (bold) return el("strong", {}, bold);
  return el("a", { href: target ?? address ?? "", target: "_blank", rel: "noopener noreferrer" }, label ?? whole ?? "");
}

/** The text with every occurrence of the telling words marked. */
export function highlighted(text: string, telling: readonly string[]): DocumentFragment {
  const nodes = document.createDocumentFragment();
  let end = 0;
  for (const [from, to] of spans(text, telling)) {
    nodes.append(text.slice(end, from), el("mark", {}, text.slice(from, to)));
    end = to;
  }
  nodes.append(text.slice(end));
  return nodes;
}

/** Where the words stand, in order and without overlap. */
function spans(text: string, words: readonly string[]): [from: number, to: number][] {
  const lower = text.toLowerCase();
  const found = words
    .filter((word) => word.trim())
    .flatMap((word) => occurrences(lower, word.toLowerCase()))
    .sort(([one, oneEnd], [other, otherEnd]) => one - other || otherEnd - oneEnd);
  const kept: [number, number][] = [];
  for (const span of found) if (span[0] >= (kept.at(-1)?.[1] ?? 0)) kept.push(span);
  return kept;
}

function occurrences(text: string, word: string): [number, number][] {
  const found: [number, number][] = [];
  for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + word.length))
    found.push([at, at + word.length]);
  return found;
}
