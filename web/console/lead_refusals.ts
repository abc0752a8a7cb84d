// What the desk refuses, in words for the lead, and at which field of a form.
import type { Fields } from "../shared/read.js";
import { fields, list, number, text } from "../shared/read.js";
import { ApiError, errorSentence } from "./api.js";
import { count } from "./words.js";

type Refusal = string | ((details: Fields) => string);

const REFUSALS: Readonly<Record<string, Refusal>> = {
  invalid_body: "Bitte sieh dir die markierten Felder noch einmal an.",
  name_taken: "So heißt schon ein anderes Team.",
  pod_in_use: podInUse,
  unknown_pod: "Dieses Team gibt es nicht mehr.",
  unknown_person: "Diese Person gibt es nicht mehr.",
  unknown_skill: (details) => `Diese Fähigkeit gibt es nicht mehr: ${list(details.unknown, text).join(", ")}.`,
  admins_only: "Darüber entscheidet nur, wer selbst verwaltet.",
  not_yourself: "Den eigenen Zugang kannst du dir nicht nehmen.",
  last_admin: "Das ist die letzte Person, die verwaltet. Gib diese Rolle erst jemand anderem.",
  email_taken: "Jemand mit dieser E-Mail-Adresse ist schon dabei.",
  invalid_email: "Das ist keine E-Mail-Adresse.",
  unknown_invitation: "Diese Einladung gibt es nicht mehr, oder sie wurde schon angenommen.",
  overlapping_hours: "An einem Tag überschneiden sich Zeiten.",
  skill_named_twice: "Eine Fähigkeit mit diesem Namen gibt es schon.",
  unknown_concern: "Eines der Anliegen gibt es nicht mehr.",
  unknown_reason: "Einen der Anlässe gibt es nicht mehr.",
  unknown_snippet: "Diesen Baustein gibt es nicht mehr.",
  keyword_taken: "Ein anderer Baustein hat dieses Kürzel.",
  invalid_query: "So lässt sich nicht suchen.",
  own_request: "Darum hast du selbst gebeten. Bitte lass jemand anderes entscheiden.",
};

/** Codes that are about one field. */
const FIELDS: Readonly<Record<string, string>> = {
  name_taken: "name",
  skill_named_twice: "name",
  email_taken: "email",
  invalid_email: "email",
  keyword_taken: "keyword",
  last_admin: "roles",
  unknown_pod: "pod",
  unknown_skill: "skills",
  overlapping_hours: "week",
};

export interface FieldRefusal {
  /** As the desk calls it, with where it stands: "hours.week.monday.0". */
  readonly field: string;
  readonly sentence: string;
}

export function refusalSentence(error: unknown): string {
  const refusal = error instanceof ApiError ? REFUSALS[error.code] : undefined;
  if (!(error instanceof ApiError) || refusal === undefined) return errorSentence(error);
  return typeof refusal === "string" ? refusal : refusal(error.details);
}

/** The fields that the desk has found wrong. */
export function fieldRefusals(error: unknown): readonly FieldRefusal[] {
  if (!(error instanceof ApiError)) return [];
  const field = FIELDS[error.code];
  if (field) return [{ field, sentence: refusalSentence(error) }];
  return list(error.details.fields, (one) => ({
    field: text(fields(one).field),
    sentence: problemSentence(text(fields(one).problem)),
  }));
}

const PROBLEMS: readonly (readonly [RegExp, (match: string) => string])[] = [
  [/greater than or equal to (\S+)/, (least) => `Mindestens ${least}.`],
  [/less than or equal to (\S+)/, (most) => `Höchstens ${most}.`],
  [/at least (\d+) character/, () => "Bitte füll dieses Feld aus."],
  [/at most (\d+) character/, (most) => `Höchstens ${most} Zeichen.`],
  [/at least (\d+) item/, () => "Bitte wähle mindestens eines aus."],
  [/nobody can fill \{(.*?)\}/, (gap) => `Die Lücke {${gap}} kennt hier niemand.`],
  [/(letter) in it/, () => "Ohne Buchstaben geht es nicht."],
  [/(opens must be before closes)/, () => "Das Ende muss nach dem Anfang liegen."],
  [/(time zone)/, () => "Diese Zeitzone gibt es nicht."],
  [/(pattern)/, () => "Diese Schreibweise geht hier nicht."],
  [/valid (date|integer)/, (kind) => (kind === "date" ? "Das ist kein Datum." : "Bitte gib eine ganze Zahl ein.")],
];

function problemSentence(problem: string): string {
  for (const [pattern, sentence] of PROBLEMS) {
    const match = pattern.exec(problem)?.[1];
    if (match !== undefined) return sentence(match);
  }
  return "Das geht hier nicht.";
}

function podInUse(details: Fields): string {
  const uses = [
    [number(details.people), "Person", "Personen"],
    [number(details.cases), "offener Fall", "offene Fälle"],
    [number(details.invitations), "Einladung", "Einladungen"],
  ] as const;
  const told = uses.filter(([many]) => many > 0).map(([many, one, more]) => count(many, one, more));
  return `Zu diesem Team gehören noch: ${told.join(", ")}.`;
}
