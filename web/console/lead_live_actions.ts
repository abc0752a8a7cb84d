// What a lead can do with any case of the live view: look, whisper, take it, give it to somebody.
import { parseConversation } from "./conversation.js";
import type { Conversation } from "./conversation.js";
import { lines, openDialog } from "./dialog.js";
import { el } from "./dom.js";
import type { ShownCase } from "./lead_live.js";
import { refusalSentence } from "./lead_refusals.js";
import type { LeadHooks } from "./lead_section.js";
import { openTransferDialog } from "./passing_dialogs.js";
import { openTakeOverDialog } from "./room_dialogs.js";
import { takesCases } from "./session.js";

const LONGEST_WHISPER = 2_000;

export interface LiveActions {
  open(item: ShownCase): void;
  /** Null: this lead takes no cases. */
  readonly accept: ((item: ShownCase) => void) | null;
  readonly takeOver: ((item: ShownCase) => void) | null;
  whisper(item: ShownCase, to: string): void;
  pass(item: ShownCase): void;
  isMine(item: ShownCase): boolean;
}

/** `changed` is called when something was done. */
export function liveActions({ desk, open, write, say }: LeadHooks, changed: () => void): LiveActions {
  const { me } = desk.store.state;
  /** The dialogs need to know the case as it stands now. */
  const withCase = async (id: string, act: (conversation: Conversation) => void): Promise<void> => {
    try {
      const conversation = parseConversation(await desk.api.get(`/conversations/${id}`));
      desk.keep(conversation);
      act(conversation);
    } catch (error) {
      say(refusalSentence(error));
      changed();
    }
  };
  const accept = ({ conversationId: id }: ShownCase): void =>
    void desk.work.accept(id).then((done) => (done ? write(id) : changed()));
  const takeOver = ({ conversationId: id }: ShownCase): void =>
    void withCase(id, (conversation) =>
      openTakeOverDialog(desk, conversation, () => void withCase(id, () => write(id))),
    );
  const mayTake = takesCases(me);
  return {
    open: ({ conversationId }) => open(conversationId),
    accept: mayTake ? accept : null,
    takeOver: mayTake ? takeOver : null,
    whisper: (item, to) =>
      openWhisperDialog(item, to, (words) => desk.work.note(item.conversationId, words, [], true), say),
    pass({ conversationId }) {
      const passed = (): void => {
        say("Übergeben.");
        changed();
      };
      void withCase(conversationId, (conversation) => void openTransferDialog(desk, conversation, passed, say));
    },
    isMine: ({ conversationId }) => desk.store.state.mine.some((mine) => mine.conversationId === conversationId),
  };
}

function openWhisperDialog(
  { customerName }: ShownCase,
  to: string,
  whisper: (words: string) => Promise<boolean>,
  say: (sentence: string) => void,
): void {
  const words = lines("Was möchtest du sagen?", {
    longest: LONGEST_WHISPER,
    required: true,
    placeholder: "Zum Beispiel: Du darfst hier großzügig sein.",
  });
  openDialog({
    title: `${to} etwas zuflüstern`,
    action: "Flüstern",
    body: [
      el(
        "p",
        { class: "muted" },
        `Zum Fall von ${customerName || "jemandem ohne Namen"}. Wer schreibt, sieht das nie.`,
      ),
      words.element,
    ],
    act: () => whisper(words.area.value.trim()),
    done: () => say(`${to} kann es jetzt lesen.`),
  });
}
