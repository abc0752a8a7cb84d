// Every word that the widget says by itself: German / English. Where Sie and du differ, the German says [Sie-form|du-form];
// {} is filled in.
import type { Settings } from "./settings.js";

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

  contact: "Wie erreichen wir [Sie|dich]? / How can we reach you?",
  contactField: "E-Mail oder Telefon / E-mail or phone",
  refused: "Bitte die Angabe prüfen, etwa die Vorwahl. / Please check what you entered, such as the area code.",

  rate: "Wie war unsere Hilfe? / How was our help?",
  stars: "{} von 5 Sternen / {} of 5 stars",
  rateComment: "Noch ein Wort dazu? (freiwillig) / Anything to add? (optional)",
  rateThanks: "Danke für [Ihre|deine] Bewertung! / Thank you for your rating!",

  download: "Verlauf herunterladen / Download conversation",
  file: "Gespraech.txt / Conversation.txt",
  anew: "Neu beginnen / Start anew",
  anewQuestion: "Dieses Gespräch verlassen und neu beginnen? / Leave this conversation and start anew?",
  erase: "Meine Daten löschen / Delete my data",
  eraseQuestion: "Dieses Gespräch und [Ihre|deine] Angaben darin endgültig löschen? / Delete this conversation and your details in it for good?",
  eraseNow: "Löschen / Delete",
  cancel: "Abbrechen / Cancel",
  erased: "[Ihre|Deine] Daten wurden gelöscht. / Your data has been deleted.",
};

/** `words("left", 12)` is "Noch 12 Zeichen". */
export type Words = (name: keyof typeof WORDS, given?: string | number) => string;

export function wordsFor({ language, informal }: Settings): Words {
  return (name, given = "") => {
    const [german = "", english = ""] = WORDS[name].split(" / ");
    const words = language === "en" ? english : german.replace(/\[(.*?)\|(.*?)\]/g, informal ? "$2" : "$1");
    return words.replace("{}", () => String(given));
  };
}
