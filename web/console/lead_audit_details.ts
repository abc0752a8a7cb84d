// The details of an entry of the audit, as sentences.
import type { Fields } from "../shared/read.js";
import { fields, list, number, text } from "../shared/read.js";
import { euros } from "./goodwill.js";
import { PARTS, rolesInWords } from "./lead_words.js";
import { word } from "./words.js";

const FIELDS: Readonly<Record<string, string>> = {
  name: "Name",
  pod: "Team",
  roles: "Rollen",
  capacity: "Last",
  languages: "Sprachen",
  skills: "Fähigkeiten",
  active: "Zugang",
};

/** What is known of it, one sentence each; ids are left out. */
export function detailSentences(details: Fields): readonly string[] {
  const { amount_cents: cents, email, keyword, part, name, was, now, changed, roles } = details;
  return [
    typeof cents === "number" && euros(number(cents)),
    text(email) && [text(email), rolesInWords(list(roles, text))].filter(Boolean).join(", "),
    text(keyword) && `/${text(keyword)}`,
    text(part) && `${word(PARTS, text(part))}: ${changesOf(fields(was), fields(now))}`,
    !text(part) && typeof was === "string" && typeof now === "string" && `${was} → ${now}`,
    !text(part) && typeof was === "string" && now === undefined && was,
    text(name),
    ...Object.entries(fields(changed)).map(([field, change]) => changeSentence(field, fields(change))),
  ].filter((sentence) => typeof sentence === "string" && sentence !== "") as readonly string[];
}

const changeSentence = (field: string, { was, now }: Fields): string => `${word(FIELDS, field)}: ${shown(was)} → ${shown(now)}`;

/** The fields of a rule that differ; of lists only that they do. */
function changesOf(was: Fields, now: Fields): string {
  const names = [...new Set([...Object.keys(was), ...Object.keys(now)])];
  const other = names.filter((name) => JSON.stringify(was[name]) !== JSON.stringify(now[name]));
  if (other.length === 0) return "unverändert";
  return other.map((name) => `${name.replaceAll("_", " ")} ${shown(was[name])} → ${shown(now[name])}`).join(", ");
}

function shown(value: unknown): string {
  if (value === true) return "ja";
  if (value === false) return "nein";
  if (Array.isArray(value)) return value.map(shown).join(", ") || "–";
  if (typeof value === "object" && value !== null) return text(fields(value).name) || "…";
  return value === null || value === undefined || value === "" ? "–" : String(value);
}
