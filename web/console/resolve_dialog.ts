// How a case ended, what it was about in truth, and what the bot had misread: the trainers learn from it.
import type { Disposition } from "../shared/desk_contract.js";
import type { Conversation, Handoff } from "./conversation.js";
import { lastHandoff } from "./conversation.js";
import type { Desk } from "./desk.js";
import { choice, lines, openDialog, radios } from "./dialog.js";
import type { Child } from "./dom.js";
import { el } from "./dom.js";
import type { Labels } from "./directory.js";
import { labelOf } from "./directory.js";
import type { Correction } from "./work.js";
import { DISPOSITIONS, EMOTIONS, REASONS, word } from "./words.js";

const LONGEST_SUMMARY = 1_000;

export function openResolveDialog(desk: Desk, conversation: Conversation, onResolved: () => void): void {
  const handoff = lastHandoff(conversation);
  const ending = radios("Wie ist der Fall ausgegangen?", Object.entries(DISPOSITIONS));
  const concern = concernChoice(desk.store.state.labels, conversation, handoff);
  const reading = readingChoices(handoff);
  const summary = lines("Zusammenfassung für das nächste Mal", {
    longest: LONGEST_SUMMARY,
    placeholder: "Was war, was wurde getan, was ist versprochen",
    words: conversation.summary || (desk.store.state.contexts.get(conversation.id)?.draft ?? ""),
  });
  void draftLater(desk, conversation, summary.area);
  openDialog({
    title: "Fall abschließen",
    action: "Abschließen",
    body: [
      ending.element,
      concern.element,
      summary.element,
      handoff && el("details", {}, el("summary", {}, "Einschätzung des Bots berichtigen"), ...reading.elements),
    ],
    async act() {
      const correction = reading.correction();
      if (handoff && !(await corrected(desk, conversation, handoff, correction))) return false;
      const words = summary.area.value.trim();
      return desk.work.resolve(conversation.id, ending.value() as Disposition, concern.select.value, words);
    },
    done: onResolved,
  });
}

/** The draft follows the conversation: it is asked for anew, and put in unless somebody has begun to write. */
async function draftLater(desk: Desk, { id, summary }: Conversation, area: HTMLTextAreaElement): Promise<void> {
  const before = area.value;
  await desk.surroundings.readContext(id);
  const draft = desk.store.state.contexts.get(id)?.draft;
  if (draft && !summary && area.value === before) area.value = draft;
}

/** The same questions while the case is still open. */
export function openCorrectionDialog(desk: Desk, conversation: Conversation, handoff: Handoff): void {
  const concern = concernChoice(desk.store.state.labels, conversation, handoff);
  const reading = readingChoices(handoff);
  const before = concern.select.value;
  openDialog({
    title: "Einschätzung berichtigen",
    action: "Berichtigen",
    body: [
      el("p", { class: "muted" }, "Was der Bot anders gelesen hat, lernt er aus deiner Berichtigung."),
      ...reading.elements,
      concern.element,
    ],
    act: () => {
      const { value } = concern.select;
      return corrected(desk, conversation, handoff, {
        ...reading.correction(),
        ...(value !== before && { concern: value }),
      });
    },
  });
}

async function corrected(desk: Desk, { id }: Conversation, handoff: Handoff, correction: Correction): Promise<boolean> {
  return Object.keys(correction).length === 0 || desk.work.correct(id, handoff.id, correction);
}

function concernChoice(
  labels: Labels,
  conversation: Conversation,
  handoff: Handoff | undefined,
): ReturnType<typeof choice> {
  const likely = [...(handoff?.concerns ?? []), ...conversation.concerns];
  const first = likely.map((concern) => [concern.id, labelOf(labels, concern)] as const);
  const options = new Map<string, string>([...first, ...labels]);
  if (first.length === 0) options.set("", "Noch offen");
  return choice("Worum ging es?", options, first[0]?.[0] ?? "");
}

function readingChoices(handoff: Handoff | undefined): {
  readonly elements: readonly Child[];
  correction(): Correction;
} {
  const felt = handoff?.emotion.label ?? "calm";
  const reason = choice("Grund der Übergabe", withKnown(REASONS, handoff?.reason ?? ""), handoff?.reason);
  const emotion = choice("Stimmung", withKnown(EMOTIONS, felt), felt);
  return {
    elements: [reason.element, emotion.element],
    correction: () => ({
      ...(reason.select.value !== (handoff?.reason ?? "") && { reason: reason.select.value }),
      ...(emotion.select.value !== felt && { emotion: emotion.select.value }),
    }),
  };
}

const withKnown = (words: Readonly<Record<string, string>>, code: string): [string, string][] =>
  code && !Object.hasOwn(words, code) ? [[code, word(words, code)], ...Object.entries(words)] : Object.entries(words);
