// What can be done with a case, as buttons in its head.
import type { Conversation } from "./conversation.js";
import { el, show } from "./dom.js";
import type { IconName } from "./icons.js";
import { icon } from "./icons.js";
import type { State } from "./state.js";
import { isMine, maySettle, mayTransfer } from "./state.js";

export interface CaseActions {
  accept(id: string): void;
  decline(id: string): void;
  takeOver(id: string): void;
  transfer(id: string): void;
  bringToRoom(id: string): void;
  goodwill(id: string): void;
  handBack(id: string): void;
  resolve(id: string): void;
  back(): void;
  toggleKnown(): void;
  /** Takes the conversation off the screen. */
  closeColumn(id: string): void;
  /** The conversation is the one at work now. */
  chosen(id: string): void;
}

export interface Toolbar {
  readonly back: HTMLElement;
  readonly element: HTMLElement;
  update(state: State, conversation: Conversation | undefined): void;
}

export function toolbar(id: string, act: CaseActions): Toolbar {
  const back = tool("back", "Zurück zur Liste", "", act.back, "tool narrow-only");
  const room = tool("team", "Ins Team bringen", "h", () => act.bringToRoom(id));
  const goodwill = tool("gift", "Kulanz", "g", () => act.goodwill(id));
  const transfer = tool("transfer", "Übergeben", "u", () => act.transfer(id));
  const handBack = tool("bot", "An den Bot", "b", () => act.handBack(id));
  const resolve = tool("resolve", "Abschließen", "e", () => act.resolve(id), "tool primary");
  const known = tool("info", "Was wir wissen", "i", act.toggleKnown, "tool known-toggle");
  const close = tool("close", "Spalte schließen", "c", () => act.closeColumn(id), "tool column-close");
  const buttons = [room, goodwill, transfer, handBack, resolve, known, close];
  return {
    back,
    element: el("div", { class: "tools", role: "group", "aria-label": "Fall" }, ...buttons),
    update(state, conversation) {
      const mine = isMine(state, id) && conversation?.state === "human";
      show(room, mine && state.room.ready);
      show(goodwill, mine && conversation.goodwill !== null);
      show(handBack, mine);
      show(transfer, conversation !== undefined && mayTransfer(state, conversation));
      show(resolve, conversation !== undefined && maySettle(state, conversation));
      show(close, state.columns.length > 1);
    },
  };
}

const tool = (name: IconName, label: string, key: string, act: () => void, cssClass = "tool"): HTMLButtonElement =>
  el(
    "button",
    {
      class: cssClass,
      type: "button",
      title: key ? `${label} (${key})` : label,
      "aria-keyshortcuts": key || undefined,
      on: { click: act },
    },
    icon(name),
    el("span", {}, label),
  );
