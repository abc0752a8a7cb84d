// The details of an entry of the audit, as sentences.
import type { Fields } from "../shared/read.js";
import { fields, list, number, text } from "../shared/read.js";
import { euros } from "./goodwill.js";
import { PARTS, rolesInWords } from "./lead_words.js";
import { duration, word } from "./words.js";

const FIELDS: Readonly<Record<string, string>> = {
  name: "Name",
  pod: "Team",
  roles: "Rollen",
  capacity: "Last",
  languages: "Sprachen",
  skills: "Fähigkeiten",
  active: "Zugang",
};

const RULES: Readonly<Record<string, string>> = {
  week: "Woche",
  timezone: "Zeitzone",
  state: "Feiertage von",
  closed_days: "freie Tage",
  automatic: "Fälle anbieten",
  known_wait_seconds: "Vorrang für Bekannte",
  pod_wait_seconds: "Vorrang für das Team",
  skill_wait_seconds: "Vorrang für Fähige",
  offer_seconds: "Angebot gilt",
  hard_weight: "fordernder Fall zählt",
  hard_in_a_row: "fordernde nacheinander",
  recovery_seconds: "Durchatmen",
  break_after_seconds: "Pause nach",
  per_case_cents: "je Fall",
  per_month_cents: "je Monat",
};

/** What is known of it, one sentence each; ids are left out. */
export function detailSentences(details: Fields): readonly string[] {
  const { amount_cents: cents, email, keyword, part, name, was, now, changed, roles } = details;
  return [
    typeof cents === "number" && euros(number(cents)),
    text(email) && [text(email), rolesInWords(list(roles, text))].filter(Boolean).join(", "),
    text(keyword) && `/${text(keyword)}`,
    text(part) &&
      (Array.isArray(now)
        ? word(PARTS, text(part))
        : `${word(PARTS, text(part))}: ${changesOf(fields(was), fields(now))}`),
    !text(part) && typeof was === "string" && typeof now === "string" && `${was} → ${now}`,
    !text(part) && typeof was === "string" && now === undefined && was,
    text(name),
    ...Object.entries(fields(changed)).map(([field, change]) => changeSentence(field, fields(change))),
  ].filter((sentence) => typeof sentence === "string" && sentence !== "") as readonly string[];
}

const changeSentence = (field: string, { was, now }: Fields): string =>
  `${word(FIELDS, field)}: ${shown(was)} → ${shown(now)}`;

/** The fields of a rule that differ. */
function changesOf(was: Fields, now: Fields): string {
  const names = [...new Set([...Object.keys(was), ...Object.keys(now)])];
  const other = names.filter((name) => JSON.stringify(was[name]) !== JSON.stringify(now[name]));
  return other.map((name) => ruleSentence(name, was[name], now[name])).join(", ");
}

function ruleSentence(name: string, was: unknown, now: unknown): string {
  if (isDeep(was) || isDeep(now)) return `${word(RULES, name)} geändert`;
  const unit = (value: unknown): string => {
    if (typeof value !== "number") return shown(value);
    if (name.endsWith("_cents")) return euros(value);
    return name.endsWith("_seconds") ? duration(value * 1000) : String(value);
  };
  return `${word(RULES, name)} ${unit(was)} → ${unit(now)}`;
}

/** Too much to be told in a line. */
const isDeep = (value: unknown): boolean =>
  typeof value === "object" && value !== null && Object.values(value).some((inner) => typeof inner === "object");

function shown(value: unknown): string {
  if (value === true) return "ja";
  if (value === false) return "nein";
  if (Array.isArray(value)) return value.map(shown).join(", ") || "–";
  if (typeof value === "object" && value !== null) return text(fields(value).name) || "…";
  return value === null || value === undefined || value === "" ? "–" : String(value);
}
