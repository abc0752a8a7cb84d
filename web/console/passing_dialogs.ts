// Passing a case on: to a pod or a colleague, back to the bot, or by leaving.
import type { Conversation } from "./conversation.js";
import { errorSentence } from "./api.js";
import type { Desk } from "./desk.js";
import { choice, lines, openDialog } from "./dialog.js";
import { el } from "./dom.js";
import type { Team } from "./directory.js";
import { count, PRESENCES, word } from "./words.js";
import type { Target } from "./work.js";

/** `onPassed` is called once the case is no longer one's own. `say` tells why nobody can be chosen. */
export async function openTransferDialog(
  desk: Desk,
  conversation: Conversation,
  onPassed: () => void,
  say: (sentence: string) => void,
): Promise<void> {
  let team: Team;
  try {
    team = await desk.team();
  } catch (error) {
    return say(errorSentence(error));
  }
  const target = choice("An wen?", targets(team, desk.store.state.me.id));
  const reason = lines("Warum?", { longest: 500, required: true, placeholder: "Was die nächste Person wissen sollte" });
  openDialog({
    title: "Fall übergeben",
    action: "Übergeben",
    body: [
      el("p", { class: "muted" }, "Die bisherige Wartezeit bleibt erhalten. Der Grund steht als Notiz im Verlauf."),
      target.element,
      reason.element,
    ],
    act: () => desk.work.transfer(conversation.id, targetOf(target.select.value), reason.area.value.trim()),
    done: onPassed,
  });
}

const targets = ({ pods, people }: Team, myself: string): [string, string][] => [
  ...pods.map(({ id, name }): [string, string] => [`pod:${id}`, `Team ${name}`]),
  ...people
    .filter(({ id, takesCases }) => takesCases && id !== myself)
    .map(({ id, name, pod, presence }): [string, string] => [
      `person:${id}`,
      [name, pod, presence && word(PRESENCES, presence)].filter(Boolean).join(" · "),
    ]),
];

function targetOf(value: string): Target {
  const id = value.slice(value.indexOf(":") + 1);
  return value.startsWith("pod:") ? { pod: id } : { person: id };
}

/** Before somebody leaves: what would be lost or left behind. `onLeave` is called at once where there is nothing. */
export function openLeaveDialog(unsent: number, openCases: number, onLeave: () => void): void {
  if (unsent + openCases === 0) return onLeave();
  openDialog({
    title: "Wirklich abmelden?",
    action: "Abmelden",
    body: [
      unsent > 0 &&
        el(
          "p",
          {},
          `${count(unsent, "Antwort ist", "Antworten sind")} noch nicht gesendet und ${unsent === 1 ? "ginge" : "gingen"} verloren.`,
        ),
      openCases > 0 &&
        el(
          "p",
          {},
          `Du hast noch ${count(openCases, "offenen Fall", "offene Fälle")}. Wer wartet, kommt nach kurzer Zeit zurück in die Warteschlange.`,
        ),
    ],
    done: onLeave,
  });
}

export function openHandBackDialog(desk: Desk, conversation: Conversation, onPassed: () => void): void {
  const say = lines("Ein letzter Satz von dir (freiwillig)", {
    longest: 2_000,
    placeholder: "Mein digitaler Kollege hilft dir hier weiter.",
  });
  const { labels } = desk.store.state;
  const next = choice("Womit soll er weitermachen?", [["", "Er fragt nach"], ...labels]);
  openDialog({
    title: "An den Bot zurückgeben",
    action: "Zurückgeben",
    body: [
      el("p", { class: "muted" }, "Der Bot beantwortet ab jetzt wieder alle Nachrichten in diesem Gespräch."),
      next.element,
      say.element,
    ],
    act: () => desk.work.handBack(conversation.id, say.area.value.trim(), next.select.value),
    done: onPassed,
  });
}
