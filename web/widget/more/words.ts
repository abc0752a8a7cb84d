// Every word that the second script says.
import type { Speech } from "../speech.js";

export const WORDS = {
  waitBelowMinute: "Wartezeit: weniger als eine Minute / Waiting time: less than a minute",
  waitMinute: "Wartezeit: etwa eine Minute / Waiting time: about a minute",
  waitMinutes: "Wartezeit: etwa {} Minuten / Waiting time: about {} minutes",
  waitHour: "Wartezeit: etwa eine Stunde / Waiting time: about an hour",
  waitHours: "Wartezeit: etwa {} Stunden / Waiting time: about {} hours",
  range: "{} bis / {} to",
  team: "[Ihr|Dein] Team: {} / Your team: {}",
  opens: "Unser Team ist ab {} wieder da / Our team will be back {}",
  time: "{} Uhr / {}",
  on: "{} / on {}",
  askAgain: "Wir fragen zuerst {} / We are asking {} first",

  send: "Senden / Send",
  cancel: "Abbrechen / Cancel",
  trouble: "Das hat nicht geklappt. Bitte noch einmal versuchen. / That did not work. Please try again.",

  contact: "Wie erreichen wir [Sie|dich]? / How can we reach you?",
  contactField: "E-Mail oder Telefon / E-mail or phone",
  refused: "Bitte die Angabe prüfen, etwa die Vorwahl. / Please check what you entered, such as the area code.",

  rate: "Wie war unsere Hilfe? / How was our help?",
  stars: "{} von 5 Sternen / {} of 5 stars",
  thanks: "Danke für [Ihre|deine] Bewertung! / Thank you for your rating!",
  comment: "Noch ein Wort dazu? (freiwillig) / Anything to add? (optional)",
  commentThanks: "Danke, das hilft uns. / Thank you, that helps us.",
  notDone: "Das war noch nicht alles / That was not all",

  file: "Gespraech.txt / Conversation.txt",
  anew: "Neu beginnen / Start anew",
  anewQuestion: "Dieses Gespräch verlassen und neu beginnen? / Leave this conversation and start anew?",
  erase: "Löschen / Delete",
  eraseQuestion: "Dieses Gespräch und [Ihre|deine] Angaben darin endgültig löschen? / Delete this conversation and your details in it for good?",
  erased: "[Ihre|Deine] Daten wurden gelöscht. / Your data has been deleted.",

  tooLarge: "„{}“ ist größer als 10 MB. / “{}” is larger than 10 MB.",
  tooManyPixels: "„{}“ hat zu viele Bildpunkte. / “{}” has too many pixels.",
  wrongKind: "„{}“ geht leider nicht, nur Fotos (JPEG, PNG, WebP, GIF) und PDF. / “{}” cannot be sent, only photos (JPEG, PNG, WebP, GIF) and PDFs.",
  damaged: "„{}“ ist leer oder beschädigt. / “{}” is empty or damaged.",
  remove: "{} entfernen / Remove {}",
  picture: "Bild: {} / Picture: {}",
  open: "In neuem Tab öffnen / Open in a new tab",
  save: "{} herunterladen / Download {}",
  notLoaded: "Noch einmal laden / Load again",
  progress: "{} wird gesendet / Sending {}",
};

export type Words = Speech<keyof typeof WORDS>;
