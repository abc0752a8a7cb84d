// What the hours mean at this moment, as customers are told it.
import { fields, list, text } from "../shared/read.js";

const ADDRESS = "/api/v1/hours";
const MOST_DAYS_TOLD = 3;

/** "Gerade geöffnet, bis Montag, 30. November um 18:00 Uhr."; in the time zone of the hours. Empty where nobody knows. */
export async function hoursSentence(): Promise<string> {
  const answer: unknown = await fetch(ADDRESS)
    .then((response) => (response.ok ? response.json() : null))
    .catch(() => null);
  return answer === null ? "" : [openSentence(answer), closedSentence(answer)].filter(Boolean).join(" ");
}

function openSentence(answer: unknown): string {
  const { open, opens_at: opens, closes_at: closes, timezone } = fields(answer);
  const when = (iso: unknown): string => moment(text(iso), text(timezone));
  if (open === true) return text(closes) ? `Gerade geöffnet, bis ${when(closes)}.` : "Gerade geöffnet.";
  return text(opens) ? `Gerade geschlossen. Wieder da: ${when(opens)}.` : "Gerade geschlossen.";
}

function closedSentence(answer: unknown): string {
  const days = list(fields(answer).holidays_ahead, (day) => closedDay(text(fields(day).date), text(fields(day).name)));
  return days.length > 0 ? `Nächste freie Tage: ${days.slice(0, MOST_DAYS_TOLD).join(", ")}.` : "";
}

function moment(iso: string, timeZone: string): string {
  const at = new Date(iso);
  const day = at.toLocaleDateString("de", { weekday: "long", day: "numeric", month: "long", timeZone });
  return `${day} um ${at.toLocaleTimeString("de", { hour: "2-digit", minute: "2-digit", timeZone })} Uhr`;
}

const closedDay = (date: string, name: string): string => [name, shortDate(date)].filter(Boolean).join(" am ");

/** A day without a time, as it stands in the rules: "2026-12-24" is "24. Dezember 2026" everywhere. */
export const shortDate = (date: string): string =>
  new Date(`${date}T12:00:00`).toLocaleDateString("de", { day: "numeric", month: "long", year: "numeric" });
