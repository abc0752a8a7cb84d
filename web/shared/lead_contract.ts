// What travels between the desk and a lead's browser (/api/v1/desk), parsed where it enters.
import type { OwnItem, Presence } from "./desk_contract.js";
import { nameIn, parseOwnItem } from "./desk_contract.js";
import { fields, list, number, oneOf, text } from "./read.js";
import type { Fields } from "./read.js";

export const PRESENCES_KNOWN = ["offline", "available", "busy", "away"] as const satisfies readonly Presence[];

export interface Named {
  readonly id: string;
  readonly name: string;
}

export interface LiveCase extends OwnItem {
  /** Above 0: urgent. */
  readonly priority: number;
}

export interface LivePerson extends Named {
  readonly firstName: string;
  readonly presence: Presence;
  /** Empty: none. */
  readonly pod: string;
  readonly load: number;
  readonly capacity: number;
  readonly open: number;
  readonly hardInARow: number;
  /** ISO 8601; empty: does not rest. */
  readonly restsUntil: string;
  /** ISO 8601; empty: not at work. */
  readonly workingSince: string;
  readonly breakDue: boolean;
  readonly cases: readonly LiveCase[];
}

/** Waiting in seconds; of the last 24 hours where it says so. */
export interface LiveFigures {
  readonly waiting: number;
  readonly longestWait: number;
  readonly withPeople: number;
  readonly answeredInDay: number;
  readonly meanWaitInDay: number;
}

export interface Live {
  readonly waiting: readonly LiveCase[];
  readonly people: readonly LivePerson[];
  readonly figures: LiveFigures;
}

export interface Pod extends Named {
  readonly people: number;
}

export interface TeamMember extends Named {
  readonly email: string;
  readonly roles: readonly string[];
  readonly pod: Named | null;
  readonly capacity: number;
  readonly languages: readonly string[];
  readonly skills: readonly string[];
  readonly active: boolean;
  readonly presence: Presence;
}

export interface Invitation extends Named {
  readonly email: string;
  readonly roles: readonly string[];
  readonly pod: string;
  readonly invitedBy: string;
  readonly expiresAt: string;
  readonly expired: boolean;
}

export interface Span {
  /** Local time, HH:MM. */
  readonly opens: string;
  /** Local time, HH:MM; 24:00 is midnight. */
  readonly closes: string;
}

export const WEEKDAYS = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"] as const;
export type Weekday = (typeof WEEKDAYS)[number];
export type Week = Readonly<Record<Weekday, readonly Span[]>>;

export interface Hours {
  /** Null: no fixed hours. */
  readonly week: Week | null;
  readonly timezone: string;
  /** Two letters; empty: public holidays do not count. */
  readonly state: string;
  /** YYYY-MM-DD */
  readonly closedDays: readonly string[];
}

export interface Skill {
  readonly name: string;
  readonly concerns: readonly string[];
  readonly reasons: readonly string[];
}

export interface Rules {
  readonly hours: Hours;
  /** Parts that are numbers and switches stay as they come, so that what is not known here is not lost. */
  readonly routing: Fields;
  readonly care: Fields;
  readonly leeway: Fields;
  readonly skills: readonly Skill[];
}

export interface AuditEntry {
  readonly id: string;
  readonly at: string;
  /** Empty: nobody, or somebody who is gone. */
  readonly by: string;
  readonly action: string;
  readonly conversationId: string;
  readonly details: Fields;
}

export interface GoodwillAsked {
  readonly id: string;
  readonly conversationId: string;
  readonly customerName: string;
  readonly amountCents: number;
  readonly reason: string;
  readonly by: string;
  readonly byId: string;
  readonly at: string;
}

export function parseLive(value: unknown): Live {
  const from = fields(value);
  const figures = fields(from.figures);
  return {
    waiting: list(from.waiting, parseLiveCase),
    people: list(from.people, parseLivePerson),
    figures: {
      waiting: number(figures.waiting),
      longestWait: number(figures.longest_wait_seconds),
      withPeople: number(figures.with_people),
      answeredInDay: number(figures.answered_today),
      meanWaitInDay: number(figures.mean_wait_seconds_today),
    },
  };
}

const parseLiveCase = (value: unknown): LiveCase => ({
  ...parseOwnItem(value),
  priority: number(fields(value).priority),
});

function parseLivePerson(value: unknown): LivePerson {
  const from = fields(value);
  return {
    id: text(from.id),
    name: text(from.name),
    firstName: text(from.first_name),
    presence: oneOf(PRESENCES_KNOWN, from.presence),
    pod: text(fields(from.pod).name),
    load: number(from.load),
    capacity: number(from.capacity),
    open: number(from.open),
    hardInARow: number(from.hard_in_a_row),
    restsUntil: text(from.rests_until),
    workingSince: text(from.working_since),
    breakDue: from.break_due === true,
    cases: list(from.cases, parseLiveCase),
  };
}

export function parsePod(value: unknown): Pod {
  const from = fields(value);
  return { id: text(from.id), name: text(from.name), people: number(from.people) };
}

export function parseMember(value: unknown): TeamMember {
  const from = fields(value);
  return {
    id: text(from.id),
    name: text(from.name),
    email: text(from.email),
    roles: list(from.roles, text),
    pod: parseNamed(from.pod),
    capacity: number(from.capacity),
    languages: list(from.languages, text),
    skills: list(from.skills, text),
    active: from.active !== false,
    presence: oneOf(PRESENCES_KNOWN, from.presence),
  };
}

function parseNamed(value: unknown): Named | null {
  const { id, name } = fields(value);
  return text(id) ? { id: text(id), name: text(name) } : null;
}

export function parseInvitation(value: unknown): Invitation {
  const from = fields(value);
  return {
    id: text(from.id),
    name: text(from.name),
    email: text(from.email),
    roles: list(from.roles, text),
    pod: text(fields(from.pod).name),
    invitedBy: text(from.invited_by),
    expiresAt: text(from.expires_at),
    expired: from.expired === true,
  };
}

export function parseRules(value: unknown): Rules {
  const from = fields(value);
  return {
    hours: parseHours(from.hours),
    routing: fields(from.routing),
    care: fields(from.care),
    leeway: fields(from.leeway),
    skills: list(from.skills, parseSkill),
  };
}

function parseHours(value: unknown): Hours {
  const from = fields(value);
  return {
    week: from.week ? parseWeek(from.week) : null,
    timezone: text(from.timezone),
    state: text(from.state),
    closedDays: list(from.closed_days, text),
  };
}

export function parseWeek(value: unknown): Week {
  const from = fields(value);
  const days = WEEKDAYS.map((day) => [day, list(from[day], parseSpan)] as const);
  return Object.fromEntries(days) as unknown as Week;
}

const parseSpan = (value: unknown): Span => ({ opens: text(fields(value).opens), closes: text(fields(value).closes) });

function parseSkill(value: unknown): Skill {
  const from = fields(value);
  return { name: text(from.name), concerns: list(from.concerns, text), reasons: list(from.reasons, text) };
}

export function parseAuditEntry(value: unknown): AuditEntry {
  const from = fields(value);
  return {
    id: text(from.id) || String(number(from.id)),
    at: text(from.at),
    by: text(fields(from.person).name),
    action: text(from.action),
    conversationId: text(from.conversation_id),
    details: fields(from.details),
  };
}

export function parseGoodwillAsked(value: unknown): GoodwillAsked {
  const from = fields(value);
  return {
    id: text(from.id),
    conversationId: text(from.conversation_id),
    customerName: text(from.customer_name),
    amountCents: number(from.amount_cents),
    reason: text(from.reason),
    by: nameIn(from.by),
    byId: text(fields(from.by).id),
    at: text(from.at),
  };
}
