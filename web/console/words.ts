// German words for the codes of the contract. A code that we do not know is shown as it stands.
import type { Phase } from "../shared/contract.js";
import type { Disposition, Presence, Reason } from "../shared/desk_contract.js";

type Words<Code extends string> = Readonly<Record<Code, string>>;

export const PRESENCES: Words<Presence> = {
  available: "Verfügbar",
  busy: "Beschäftigt",
  away: "Kurz weg",
  offline: "Nicht im Dienst",
};

export const REASONS: Words<Reason> = {
  request_human: "Möchte einen Menschen",
  emotion: "Starke Gefühle",
  complex: "Komplexer Fall",
  repeated_misunderstanding: "Bot kam nicht weiter",
  legal: "Rechtliches",
  safety: "Sicherheit, Verletzung",
  vulnerable: "Schwierige Lebenslage",
  fraud: "Betrugsverdacht",
};

export const EMOTIONS: Words<string> = {
  calm: "ruhig",
  pleased: "zufrieden",
  worried: "besorgt",
  frustrated: "frustriert",
  angry: "verärgert",
  distressed: "verzweifelt",
};

export const PHASES: Words<Phase> = {
  bot: "Beim Bot",
  queued: "Wartet",
  offered: "Angeboten",
  human: "In Bearbeitung",
  wrap_up: "Nacharbeit",
  closed: "Abgeschlossen",
};

/** How a change of state reads in the conversation's log. */
export const PHASE_CHANGES: Words<Phase> = {
  bot: "Der Bot übernimmt",
  queued: "Wartet auf einen Menschen",
  offered: "Wird angeboten",
  human: "Ein Mensch übernimmt",
  wrap_up: "Nacharbeit",
  closed: "Abgeschlossen",
};

export const DISPOSITIONS: Words<Disposition> = {
  solved: "Gelöst",
  solved_with_goodwill: "Gelöst, mit Kulanz",
  passed_on: "An andere Stelle weitergegeben",
  customer_left: "Es kam keine Antwort mehr",
  duplicate: "Doppelt",
  spam: "Spam",
};

export const GOODWILL_STATES: Words<string> = {
  granted: "gewährt",
  requested: "wartet auf Freigabe",
  approved: "genehmigt",
  refused: "abgelehnt",
};

export const ORDER_STATES: Words<string> = {
  placed: "eingegangen",
  received: "eingegangen",
  processing: "in Bearbeitung",
  packed: "gepackt",
  shipped: "unterwegs",
  in_transit: "unterwegs",
  delayed: "verspätet",
  delivered: "zugestellt",
  returned: "zurückgeschickt",
  refunded: "erstattet",
  cancelled: "storniert",
};

export const SLOTS: Words<string> = {
  order_number: "Bestellnummer",
  proof: "Nachweis",
  postcode: "Postleitzahl",
  email: "E-Mail",
  item: "Artikel",
  description: "Beschreibung",
  wish: "Wunsch",
  return_reason: "Rückgabegrund",
  searched: "Schon gesucht",
  address: "Neue Adresse",
  confirmation: "Bestätigt",
  phone: "Telefon",
  callback_time: "Rückrufzeit",
  contact: "Kontakt",
};

export const LANGUAGES: Words<string> = { de: "Deutsch", en: "Englisch" };

const has = <Code extends string>(words: Words<Code>, code: string): code is Code => Object.hasOwn(words, code);

export const word = <Code extends string>(words: Words<Code>, code: string): string =>
  has(words, code) ? words[code] : code.replaceAll("_", " ");

/** "etwas frustriert", "frustriert", "sehr frustriert"; calm has no degrees. */
export function emotionWords(label: string, intensity: number): string {
  const name = word(EMOTIONS, label || "calm");
  if (label === "calm" || label === "") return name;
  if (intensity >= 0.75) return `sehr ${name}`;
  return intensity < 0.4 ? `etwas ${name}` : name;
}

/** "8 s", "4 min", "1 Std. 12 min", "2 Tage" */
export function duration(milliseconds: number): string {
  const seconds = Math.max(0, Math.floor(milliseconds / 1000));
  if (seconds < 60) return `${seconds} s`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return `${minutes} min`;
  const hours = Math.floor(minutes / 60);
  if (hours < 24) return minutes % 60 ? `${hours} Std. ${minutes % 60} min` : `${hours} Std.`;
  const days = Math.floor(hours / 24);
  return days === 1 ? "1 Tag" : `${days} Tage`;
}

export const percent = (share: number): string => `${Math.round(share * 100)} %`;

/** "2 Nachrichten", "1 Nachricht" */
export const count = (number: number, one: string, many: string): string => `${number} ${number === 1 ? one : many}`;

/** A concern's id as last resort where no label is known: "faq/return_period" → "return period". */
export const idAsWords = (id: string): string => id.replace(/^faq\//, "").replaceAll("_", " ");
