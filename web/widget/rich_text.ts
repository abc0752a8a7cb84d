// The little markup that answers may carry, as nodes: paragraphs, lists, **bold**, [links](https://…) and bare
// addresses. Everything else is text, whatever it looks like.
import { h } from "./dom.js";

const SAFE_PROTOCOLS = ["https:", "http:", "mailto:"];
const ITEM = /^\s*(?:[-*•]|(\d+)[.)])\s+/;
const INLINE = /\*\*(.+?)\*\*|\[([^\]]+)\]\(([^\s)]+)\)|(https?:\/\/[^\s<>"]*[^\s<>".,;:!?)])|([\w.+-]+@[\w-]+(?:\.[\w-]+)+)/g;

export function richText(source: string): DocumentFragment {
  const fragment = new DocumentFragment();
  for (const lines of blocks(source)) fragment.append(isList(lines) ? listOf(lines) : paragraphOf(lines));
  return fragment;
}

/** Lines that belong together: a blank line, and a change between items and prose, begin something new. */
function blocks(source: string): string[][] {
  const found: string[][] = [];
  let current: string[] = [];
  for (const line of source.split("\n")) {
    const starts = current.length > 0 && isList(current) !== ITEM.test(line);
    if (!line.trim() || starts) current = [];
    if (!line.trim()) continue;
    if (current.length === 0) found.push(current);
    current.push(line);
  }
  return found;
}

const isList = (lines: readonly string[]): boolean => ITEM.test(lines[0] ?? "");

const listOf = (lines: readonly string[]): HTMLElement => {
  const number = ITEM.exec(lines[0] ?? "")?.[1];
  const items = lines.map((line) => h("li", {}, inline(line.replace(ITEM, ""))));
  return number ? h("ol", { start: number }, ...items) : h("ul", {}, ...items);
};

/** The style shows line breaks inside a paragraph. */
const paragraphOf = (lines: readonly string[]): HTMLElement => h("p", {}, inline(lines.join("\n")));

function inline(source: string): DocumentFragment {
  const fragment = new DocumentFragment();
  let end = 0;
  for (const match of source.matchAll(INLINE)) {
    const [whole, bold, label, target, address, email] = match;
    fragment.append(source.slice(end, match.index));
    if (bold) fragment.append(h("strong", {}, inline(bold)));
    else if (label && target) fragment.append(link(label, target) ?? whole);
    else if (address) fragment.append(link(address, address) ?? whole);
    else if (email) fragment.append(link(email, `mailto:${email}`) ?? whole);
    end = match.index + whole.length;
  }
  fragment.append(source.slice(end));
  return fragment;
}

function link(label: string, target: string): HTMLElement | null {
  const url = parsed(target);
  if (!url || !SAFE_PROTOCOLS.includes(url.protocol)) return null;
  const elsewhere = url.protocol.startsWith("http") && { target: "_blank", rel: "noopener noreferrer" };
  return h("a", { href: url.href, ...elsewhere }, label);
}

function parsed(target: string): URL | null {
  try {
    return new URL(target);
  } catch {
    return null;
  }
}
