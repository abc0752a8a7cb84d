// All that the second script gives, put together.
import type { Card, Extras, Host } from "../extras.js";
import { speech } from "../speech.js";
import { afterCard } from "./after_card.js";
import { contactCard, erasedCard, questionCard } from "./cards.js";
import { Files } from "./files.js";
import { Outgoing } from "./outgoing.js";
import { save } from "./save.js";
import css from "./styles.css";
import { Waiting } from "./waiting.js";
import { WORDS } from "./words.js";

export function makeExtras({ settings, origin, conversation, tray }: Host): Extras {
  const words = speech(WORDS, settings);
  const outgoing = new Outgoing(conversation);
  const files = new Files(words, settings.language, origin, conversation, outgoing, tray);
  const waiting = new Waiting(words, settings.language);
  const cards: Readonly<Record<Card, () => HTMLElement>> = {
    erased: () => erasedCard(words),
    contact: () => contactCard(words, outgoing),
    after: () => afterCard(words, outgoing, conversation, () => waiting.askAgain(conversation.snapshot())),
  };
  return {
    css,
    details: waiting.element,
    joined: (entries) => files.joined(entries),
    update(snapshot) {
      waiting.update(snapshot);
      files.update(snapshot);
    },
    card: (wanted) => cards[wanted](),
    question: (about, answer) => questionCard(words, about, (agreed) => {
      if (agreed) files.clear();
      return answer(agreed);
    }),
    attachment: (entry) => files.show(entry),
    choose: (chosen) => files.choose(chosen),
    sendChosen: () => files.sendChosen(),
    retry: (key) => files.retry(key),
    discard: (key) => files.discard(key),
    download: async () => save(await outgoing.transcript(), words("file")),
  };
}
