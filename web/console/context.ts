// What is known beside the conversation itself: earlier conversations, orders, similar cases. Parsed where it enters.
import { nameIn } from "../shared/desk_contract.js";
import { fields, list, number, text } from "../shared/read.js";

export interface Earlier {
  readonly id: string;
  readonly at: string;
  readonly concern: string;
  readonly disposition: string;
  readonly summary: string;
  readonly agent: string;
  /** 0: not rated. */
  readonly score: number;
  /** False: that it was the same customer is only what the website says. */
  readonly verified: boolean;
}

export interface Order {
  readonly number: string;
  readonly status: string;
  readonly placedOn: string;
  readonly total: string;
  readonly items: readonly string[];
}

export interface Similar {
  readonly concern: string;
  readonly count: number;
  readonly endings: readonly (readonly [disposition: string, count: number])[];
  readonly examples: readonly { readonly summary: string; readonly disposition: string; readonly goodwillCents: number }[];
}

export interface Context {
  readonly earlier: readonly Earlier[];
  readonly orders: readonly Order[];
  /** Whether the shop could be asked. */
  readonly ordersAvailable: boolean;
  readonly similar: Similar | null;
  /** A draft of the summary for closing the case. */
  readonly draft: string;
}

export function parseContext(value: unknown): Context {
  const from = fields(value);
  return {
    earlier: list(from.earlier, parseEarlier),
    orders: list(from.orders, parseOrder),
    ordersAvailable: from.orders_available !== false,
    similar: from.similar ? parseSimilar(from.similar) : null,
    draft: text(from.draft),
  };
}

function parseEarlier(value: unknown): Earlier {
  const from = fields(value);
  return {
    id: text(from.id),
    at: text(from.at),
    concern: text(from.concern_label) || text(from.concern),
    disposition: text(from.disposition),
    summary: text(from.summary),
    agent: nameIn(from.agent),
    score: number(from.rating) || number(fields(from.rating).score),
    verified: from.verified === true,
  };
}

function parseOrder(value: unknown): Order {
  const from = fields(value);
  return {
    number: text(from.number),
    status: text(from.status),
    placedOn: text(from.placed_on),
    total: totalOf(from.total),
    items: list(from.items, itemOf).filter(Boolean),
  };
}

/** "89,95 €": money comes as words, or as a number of euros. */
const totalOf = (value: unknown): string =>
  typeof value === "number" ? value.toLocaleString("de", { style: "currency", currency: "EUR" }) : text(value);

function itemOf(value: unknown): string {
  const from = fields(value);
  const name = text(value) || text(from.name) || text(from.title);
  const quantity = number(from.quantity);
  return quantity > 1 ? `${quantity} × ${name}` : name;
}

function parseSimilar(value: unknown): Similar {
  const from = fields(value);
  const endings = Object.entries(fields(from.dispositions)).map(([name, times]) => [name, number(times)] as const);
  return {
    concern: text(from.concern_label),
    count: number(from.count),
    endings: endings.filter(([, times]) => times > 0).sort(([, one], [, other]) => other - one),
    examples: list(from.examples, (example) => ({
      summary: text(fields(example).summary),
      disposition: text(fields(example).disposition),
      goodwillCents: number(fields(example).goodwill_cents),
    })),
  };
}
