// What draws the agent's eye: the number in the tab's title, and, if wished, a soft sound and a notification.
import type { DeskFrame } from "../shared/desk_contract.js";
import { callIn, callSentence } from "./calls.js";
import type { State } from "./state.js";
import { isMine, offersToMe } from "./state.js";
import { browser } from "./storage.js";

const SHELF = "alerts";
const TITLE = "Lotse";
const TONES_HZ = [660, 880];
const TONE_SECONDS = 0.14;
const LOUDNESS = 0.06;

/** On, unless somebody turned them off. */
export const alertsOn = (): boolean => browser.read(SHELF) !== "off";

/** Turning them on asks the browser for leave to show notifications; without it there is the sound. */
export async function turnAlerts(on: boolean): Promise<void> {
  browser.write(SHELF, on ? "" : "off");
  if (on && "Notification" in window && Notification.permission === "default") await Notification.requestPermission();
  if (on) sound();
}

export function showInTitle(state: State): void {
  const { mine, queue, calls, room } = state;
  const news = mine.reduce((sum, { unread }) => sum + unread, 0) + calls.length + room.unread;
  const offered = offersToMe(state).length > 0 ? "Neuer Fall für dich · " : "";
  const mark = offered || (news > 0 ? `(${news}) ` : queue.length > 0 ? "• " : "");
  if (document.title !== mark + TITLE) document.title = mark + TITLE;
}

/** Tells the agent of what the frame brings, if it is new and not in view anyway. */
export function alertOn(frame: DeskFrame, before: State): void {
  if (!alertsOn()) return;
  const sentence = newsIn(frame, before);
  if (!sentence) return;
  sound();
  const allowed = "Notification" in window && Notification.permission === "granted";
  if (allowed && document.hidden) new Notification(TITLE, { body: sentence, tag: "lotse" });
}

function newsIn(frame: DeskFrame, state: State): string {
  if (frame.type === "offer") return "Ein neuer Fall für dich";
  if (frame.type === "mention" || frame.type === "whisper" || frame.type === "goodwill_decided")
    return callSentence(callIn(frame));
  if (frame.type === "goodwill") return `${frame.request.by || "Jemand"} bittet um Kulanz`;
  if (frame.type === "room") {
    const { by } = frame.message;
    return by.id === state.me.id || (state.page === "raum" && !document.hidden) ? "" : "Neues im Team-Raum";
  }
  if (frame.type === "event") {
    const { event, conversationId: id } = frame;
    const fromCustomer = event.type === "message" && event.author.kind === "customer";
    const inView = state.columns.includes(id) && state.page === "" && !document.hidden;
    return fromCustomer && !inView && isMine(state, id) ? "Neue Nachricht in deinem Fall" : "";
  }
  if (frame.type !== "queue" || !state.ready || state.me.presence !== "available") return "";
  if (frame.total <= state.waiting) return "";
  const known = new Set([...state.queue, ...state.mine].map(({ conversationId }) => conversationId));
  return frame.items.some(({ conversationId, offeredTo }) => !offeredTo && !known.has(conversationId))
    ? "Ein neuer Fall wartet"
    : "";
}

function sound(): void {
  const audio = new AudioContext();
  const volume = audio.createGain();
  volume.gain.value = LOUDNESS;
  volume.connect(audio.destination);
  TONES_HZ.forEach((pitch, index) => {
    const tone = audio.createOscillator();
    tone.frequency.value = pitch;
    tone.connect(volume);
    tone.start(audio.currentTime + index * TONE_SECONDS);
    tone.stop(audio.currentTime + (index + 1) * TONE_SECONDS);
    if (index === TONES_HZ.length - 1) tone.addEventListener("ended", () => void audio.close());
  });
}
