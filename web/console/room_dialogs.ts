// Asking the team about a case, and taking a case from a colleague.
import type { Conversation } from "./conversation.js";
import { customerName } from "./conversation.js";
import type { Desk } from "./desk.js";
import { lines, openDialog } from "./dialog.js";
import { el } from "./dom.js";

const LONGEST = 500;

export function openRoomDialog(desk: Desk, conversation: Conversation, onBrought: () => void): void {
  const question = lines("Was möchtest du wissen?", {
    longest: LONGEST,
    required: true,
    placeholder: "Kann mal jemand draufschauen?",
  });
  openDialog({
    title: "Ins Team bringen",
    action: "Ins Team bringen",
    body: [
      el("p", { class: "muted" }, "Dein Team sieht den Fall im Team-Raum, kann raten oder ihn übernehmen. Du behältst ihn."),
      question.element,
    ],
    act: () => desk.work.bringToRoom(conversation.id, question.area.value.trim()),
    done: onBrought,
  });
}

export function openTakeOverDialog(desk: Desk, conversation: Conversation, onTaken: () => void): void {
  const reason = lines("Warum?", {
    longest: LONGEST,
    required: true,
    placeholder: `Was ${conversation.owner?.name || "die Kollegin oder der Kollege"} wissen sollte`,
  });
  openDialog({
    title: `Fall von ${customerName(conversation)} übernehmen`,
    action: "Übernehmen",
    body: [
      el(
        "p",
        { class: "muted" },
        `${conversation.owner?.name || "Jemand"} gibt den Fall damit an dich ab. Wer schreibt, erfährt deinen Vornamen.`,
      ),
      reason.element,
    ],
    act: () => desk.work.takeOver(conversation.id, reason.area.value.trim()),
    done: onTaken,
  });
}
