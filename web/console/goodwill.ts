// Goodwill in a case: what was granted or asked for, and how much leeway is left. Money is counted in cents.
import { nameIn } from "../shared/desk_contract.js";
import { fields, list, number, text } from "../shared/read.js";

export interface GoodwillItem {
  readonly id: string;
  readonly amountCents: number;
  readonly reason: string;
  /** granted, requested, approved or refused. */
  readonly state: string;
  readonly by: string;
  readonly decidedBy: string;
  readonly at: string;
}

export interface Goodwill {
  readonly items: readonly GoodwillItem[];
  readonly caseLeftCents: number;
  readonly monthLeftCents: number;
}

export function parseGoodwill(value: unknown): Goodwill {
  const from = fields(value);
  return {
    items: list(from.items, parseItem),
    caseLeftCents: number(from.case_left_cents),
    monthLeftCents: number(from.month_left_cents),
  };
}

function parseItem(value: unknown): GoodwillItem {
  const from = fields(value);
  return {
    id: text(from.id),
    amountCents: number(from.amount_cents),
    reason: text(from.reason),
    state: text(from.state),
    by: nameIn(from.by),
    decidedBy: nameIn(from.decided_by),
    at: text(from.at),
  };
}

/** What may be granted without asking. */
export const leewayCents = ({ caseLeftCents, monthLeftCents }: Goodwill): number =>
  Math.max(0, Math.min(caseLeftCents, monthLeftCents));

/** "12,50 €" */
export const euros = (cents: number): string =>
  (cents / 100).toLocaleString("de", { style: "currency", currency: "EUR" });

/** "12,50", "12.5 €" or "12" in cents; 0 where it is no amount. */
export function centsIn(words: string): number {
  const match = /^\s*(\d{1,5})(?:[.,](\d{1,2}))?\s*€?\s*$/.exec(words);
  return match ? Number(match[1]) * 100 + Number((match[2] ?? "").padEnd(2, "0")) : 0;
}
