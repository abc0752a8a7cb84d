// Whom a case may go to, and what a case may be about.
import type { Concern } from "../shared/desk_contract.js";
import { parseConcern } from "../shared/desk_contract.js";
import { fields, list, text } from "../shared/read.js";
import type { Api } from "./api.js";
import { idAsWords } from "./words.js";

export interface Named {
  readonly id: string;
  readonly name: string;
}

export interface Colleague extends Named {
  readonly pod: string;
  readonly presence: string;
  readonly takesCases: boolean;
}

export interface Team {
  readonly pods: readonly Named[];
  readonly people: readonly Colleague[];
}

/** Labels of concerns by id. */
export type Labels = ReadonlyMap<string, string>;

export const labelOf = (labels: Labels, { id, label }: Concern): string => labels.get(id) ?? (label || idAsWords(id));

/** All colleagues and teams. Throws `ApiError`. */
export async function fetchTeam(api: Api): Promise<Team> {
  const answer = fields(await api.get("/team"));
  return { pods: list(answer.pods, parseNamed), people: list(answer.people, parseColleague) };
}

/** All concerns, in the order in which people look for them. Throws `ApiError`. */
export async function fetchLabels(api: Api): Promise<Labels> {
  const concerns = list(fields(await api.get("/concerns")).concerns, parseConcern);
  const sorted = [...concerns].sort((one, other) => one.label.localeCompare(other.label, "de"));
  return new Map(sorted.map(({ id, label }) => [id, label]));
}

const parseNamed = (value: unknown): Named => ({ id: idOf(fields(value).id), name: text(fields(value).name) });

function parseColleague(value: unknown): Colleague {
  const from = fields(value);
  const pod = fields(from.pod);
  return { ...parseNamed(value), pod: text(pod.name) || text(from.pod), presence: text(from.presence), takesCases: from.takes_cases !== false };
}

const idOf = (value: unknown): string => (typeof value === "number" ? String(value) : text(value));
