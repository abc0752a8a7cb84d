// German words for what leads decide about.
import type { TeamMember } from "../shared/lead_contract.js";
import type { Weekday } from "../shared/lead_contract.js";
import { LANGUAGES, word } from "./words.js";

export const ROLES: Readonly<Record<string, string>> = {
  agent: "Beratung",
  trainer: "Training",
  lead: "Leitung",
  admin: "Verwaltung",
};

export const ROLE_HINTS: Readonly<Record<string, string>> = {
  agent: "Beratung: übernimmt Fälle",
  trainer: "Training: pflegt Wissen und Bausteine",
  lead: "Leitung: sieht alles, hilft überall",
  admin: "Verwaltung: darf alles über das Team entscheiden",
};

export const DAYS: Readonly<Record<Weekday, string>> = {
  monday: "Montag",
  tuesday: "Dienstag",
  wednesday: "Mittwoch",
  thursday: "Donnerstag",
  friday: "Freitag",
  saturday: "Samstag",
  sunday: "Sonntag",
};

export const STATES: Readonly<Record<string, string>> = {
  BW: "Baden-Württemberg",
  BY: "Bayern",
  BE: "Berlin",
  BB: "Brandenburg",
  HB: "Bremen",
  HH: "Hamburg",
  HE: "Hessen",
  MV: "Mecklenburg-Vorpommern",
  NI: "Niedersachsen",
  NW: "Nordrhein-Westfalen",
  RP: "Rheinland-Pfalz",
  SL: "Saarland",
  SN: "Sachsen",
  ST: "Sachsen-Anhalt",
  SH: "Schleswig-Holstein",
  TH: "Thüringen",
};

/** What people did, as it reads after a name. */
export const ACTIONS: Readonly<Record<string, string>> = {
  opened: "hat einen Fall angesehen",
  claimed: "hat einen Fall übernommen",
  took_over: "hat einen Fall von jemandem übernommen",
  transferred: "hat einen Fall weitergegeben",
  handed_back: "hat einen Fall an den Bot zurückgegeben",
  resolved: "hat einen Fall abgeschlossen",
  abandoned: "war zu lange weg: Fall zurück in die Warteschlange",
  came_back: "Fall kam zurück",
  brought_to_room: "hat einen Fall ins Team gebracht",
  noted: "hat eine Notiz geschrieben",
  whispered: "hat geflüstert",
  sent_file: "hat eine Datei geschickt",
  spoke_in_room: "hat im Team-Raum geschrieben",
  granted_goodwill: "hat Kulanz gewährt",
  requested_goodwill: "hat um Kulanz gebeten",
  approved_goodwill: "hat Kulanz genehmigt",
  refused_goodwill: "hat Kulanz abgelehnt",
  erased: "Daten auf Wunsch gelöscht",
  logged_in: "hat sich angemeldet",
  logged_out: "hat sich abgemeldet",
  locked: "Arbeitsplatz gesperrt",
  unlocked: "hat den Arbeitsplatz entsperrt",
  invited: "hat jemanden eingeladen",
  withdrew_invitation: "hat eine Einladung zurückgezogen",
  accepted_invitation: "ist dazugekommen",
  changed_person: "hat eine Person geändert",
  added_pod: "hat ein Team angelegt",
  renamed_pod: "hat ein Team umbenannt",
  removed_pod: "hat ein Team aufgelöst",
  changed_rules: "hat Regeln geändert",
  added_snippet: "hat einen Baustein geschrieben",
  changed_snippet: "hat einen Baustein geändert",
  removed_snippet: "hat einen Baustein gelöscht",
};

export const PARTS: Readonly<Record<string, string>> = {
  hours: "Öffnungszeiten",
  routing: "Verteilung",
  care: "Fürsorge",
  leeway: "Kulanz",
  skills: "Fähigkeiten",
};

export const rolesInWords = (roles: readonly string[]): string =>
  ["lead", "admin", "agent", "trainer"]
    .filter((role) => roles.includes(role))
    .map((role) => word(ROLES, role))
    .join(", ");

/** "Leitung · Deutsch, Englisch · bis 4 · Recht" */
export const memberInWords = ({ roles, languages, capacity, skills }: TeamMember): string =>
  [
    rolesInWords(roles),
    languages.map((language) => word(LANGUAGES, language)).join(", "),
    roles.some((role) => role === "agent" || role === "lead") && `Last bis ${capacity}`,
    skills.join(", "),
  ]
    .filter(Boolean)
    .join(" · ");
