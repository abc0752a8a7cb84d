// Ready-made sentences with gaps, found by keyword or title.
import { fields, list, text } from "../shared/read.js";
import type { Api } from "./api.js";
import type { Conversation } from "./conversation.js";
import { lastHandoff } from "./conversation.js";
import type { State } from "./state.js";
import { labelOf } from "./directory.js";

export interface Snippet {
  readonly id: string;
  readonly keyword: string;
  readonly title: string;
  readonly german: string;
  readonly english: string;
  /** The German as it was written, with `[Sie|du]`; for editing. */
  readonly source: string;
}

const GAP = /\{(kunde|ich|bestellung|anliegen)\}/g;

/** Throws `ApiError`. */
export async function fetchSnippets(api: Api): Promise<readonly Snippet[]> {
  return list(fields(await api.get("/snippets")).items, parseSnippet);
}

function parseSnippet(value: unknown): Snippet {
  const from = fields(value);
  return {
    id: text(from.id),
    keyword: text(from.keyword),
    title: text(from.title),
    german: text(from.german),
    english: text(from.english),
    source: text(from.source) || text(from.german),
  };
}

/** Those whose keyword begins with the words come first, then those that contain them anywhere. */
export function snippetsLike(snippets: readonly Snippet[], words: string): readonly Snippet[] {
  const wanted = words.toLowerCase();
  const rank = ({ keyword, title, german }: Snippet): number => {
    if (keyword.toLowerCase().startsWith(wanted)) return 0;
    if (`${keyword} ${title}`.toLowerCase().includes(wanted)) return 1;
    return german.toLowerCase().includes(wanted) ? 2 : 3;
  };
  return snippets
    .map((snippet) => [rank(snippet), snippet] as const)
    .filter(([at]) => at < 3)
    .sort(([one], [other]) => one - other)
    .map(([, snippet]) => snippet);
}

/** The sentence in the customer's language, with what is known in its gaps; an unknown gap stays. */
export function filledSnippet(snippet: Snippet, conversation: Conversation, state: State): string {
  const known: Readonly<Record<string, string>> = {
    kunde: conversation.customer.name,
    ich: state.me.firstName,
    bestellung: orderNumber(conversation, state),
    anliegen: concernOf(conversation, state),
  };
  const words = conversation.language === "en" && snippet.english ? snippet.english : snippet.german;
  return words.replace(GAP, (gap, name: string) => known[name] || gap);
}

/** The first gap that nobody has filled, or null. */
export function openGap(words: string): { readonly from: number; readonly to: number; readonly gap: string } | null {
  const match = words.matchAll(GAP).next().value;
  return match ? { from: match.index, to: match.index + match[0].length, gap: match[0] } : null;
}

function orderNumber(conversation: Conversation, { contexts }: State): string {
  const told = lastHandoff(conversation)?.filled.find(([slot]) => slot === "order_number")?.[1];
  return told || contexts.get(conversation.id)?.orders[0]?.number || "";
}

function concernOf(conversation: Conversation, { labels }: State): string {
  const concern = lastHandoff(conversation)?.concerns[0] ?? conversation.concerns[0];
  return concern ? labelOf(labels, concern) : "";
}
