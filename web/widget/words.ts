// Every word that the widget says by itself at first sight; the second script has its own in more/words.ts.
import type { Settings } from "./settings.js";
import { speech } from "./speech.js";
import type { Speech } from "./speech.js";

const WORDS = {
  title: "Hilfe und Kontakt / Help and contact",
  open: "Chat öffnen / Open chat",
  close: "Chat schließen / Close chat",
  more: "Menü / Menu",
  unread: "Neue Nachrichten: {} / New messages: {}",
  log: "Gesprächsverlauf / Conversation",
  bot: "Digitaler Assistent / Digital assistant",
  customer: "[Sie|Du] / You",
  agent: "Kundenservice / Customer service",
  typing: "{} schreibt … / {} is typing …",
  newest: "Ans Ende / To the end",
  choices: "Vorschläge / Suggestions",

  person: "Mit einem Menschen sprechen / Talk to a person",
  position: "[Sie sind|Du bist] Nr. {} in der Warteschlange / You are no. {} in the queue",
  inQueue: "[Sie warten|Du wartest] auf einen Menschen / You are waiting for a person",
  offered: "Gleich ist jemand für [Sie|dich] da / Someone will be with you in a moment",
  nobody: "Gerade ist niemand da – wir melden uns / Nobody is here right now – we will get back to you",
  joined: "{} ist jetzt für [Sie|dich] da / {} is here for you now",

  write: "[Ihre|Deine] Nachricht … / Your message …",
  send: "Senden / Send",
  attach: "Foto oder PDF anhängen / Attach a photo or PDF",
  left: "Noch {} Zeichen / {} characters left",
  over: "{} Zeichen zu viel / {} characters too many",
  sending: "Wird gesendet / Sending",
  waiting: "Wird gesendet, sobald die Verbindung steht / Will be sent once you are connected",
  sent: "Gesendet / Sent",
  delivered: "Zugestellt / Delivered",
  failed: "Nicht gesendet / Not sent",
  retry: "Erneut senden / Send again",
  discard: "Verwerfen / Discard",
  lost: "Keine Verbindung. [Ihre|Deine] Nachrichten gehen nicht verloren. / No connection. Your messages will not be lost.",
  trouble: "Das hat nicht geklappt. Bitte noch einmal versuchen. / That did not work. Please try again.",

  download: "Verlauf herunterladen / Download conversation",
  anew: "Neu beginnen / Start anew",
  erase: "Meine Daten löschen / Delete my data",
};

export type Words = Speech<keyof typeof WORDS>;

export const wordsFor = (settings: Settings): Words => speech(WORDS, settings);
