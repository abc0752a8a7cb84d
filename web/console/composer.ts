// Where the agent writes: a reply to the customer or a note for colleagues, each with its own draft.
import type { Desk } from "./desk.js";
import { attribute, el, show, write } from "./dom.js";
import type { Mode } from "./drafts.js";
import { keepDraft, readDraft } from "./drafts.js";
import { icon } from "./icons.js";

const LONGEST_TEXT = 2_000;
const COUNT_FROM = 1_700;
const TYPING_EVERY_MS = 3_000;

export interface Composer {
  readonly element: HTMLElement;
  /** Shows the drafts of this conversation; without the right to reply only notes can be written. */
  update(conversationId: string, mayReply: boolean): void;
  /** Puts the cursor into the text; does nothing for replies where none may be written. */
  write(mode: Mode): void;
  /** Shows the draft anew, after it has been changed from outside. */
  reload(): void;
  /** Adds words at the cursor of the reply. */
  insert(words: string): void;
}

export function composer(desk: Desk): Composer {
  let id = "";
  let mode: Mode = "reply";
  let mayReply = true;
  let typedAt = 0;

  const text = el("textarea", { rows: 1, "aria-describedby": "composer-hint" });
  const left = el("span", { class: "left tabular", role: "status" });
  const sendWords = el("span", {}, "Senden");
  const send = el("button", { class: "primary", type: "submit" }, icon("send"), sendWords);
  const modes = {
    reply: modeButton("Antwort", "reply", "r", () => choose("reply", true)),
    note: modeButton("Notiz", "note", "n", () => choose("note", true)),
  };
  const hint = el(
    "span",
    { class: "hint", id: "composer-hint" },
    "Enter sendet, Umschalt + Enter beginnt eine neue Zeile",
  );
  const form = el(
    "form",
    { class: "composer", "aria-label": "Schreiben" },
    el("div", { class: "modes", role: "group", "aria-label": "Art der Nachricht" }, modes.reply, modes.note),
    text,
    el("div", { class: "composer-foot" }, hint, left, send),
  );

  const choose = (wanted: Mode, focus: boolean): void => {
    mode = wanted === "reply" && !mayReply ? "note" : wanted;
    text.value = readDraft(id, mode);
    attribute(form, "data-mode", mode);
    for (const [name, button] of Object.entries(modes)) attribute(button, "aria-pressed", String(name === mode));
    attribute(text, "placeholder", mode === "note" ? "Notiz, nur für das Team sichtbar" : "Antwort schreiben");
    attribute(text, "aria-label", mode === "note" ? "Notiz, nur für das Team sichtbar" : "Antwort");
    write(sendWords, mode === "note" ? "Notiz speichern" : "Senden");
    fit();
    if (focus) text.focus();
  };

  const fit = (): void => {
    text.style.height = "auto";
    text.style.height = `${text.scrollHeight}px`;
    write(left, text.value.length >= COUNT_FROM ? String(LONGEST_TEXT - text.value.length) : "");
    send.disabled = !text.value.trim() || text.value.length > LONGEST_TEXT;
  };

  const changed = (): void => {
    keepDraft(id, mode, text.value);
    fit();
    if (mode !== "reply" || Date.now() - typedAt < TYPING_EVERY_MS) return;
    typedAt = Date.now();
    desk.work.typing(id);
  };

  const submit = async (): Promise<void> => {
    if (send.disabled) return;
    const words = text.value.trim();
    const [to, as] = [id, mode];
    setDraft(to, as, "");
    typedAt = 0;
    if (as === "reply") desk.work.reply(to, words);
    else if (!(await desk.work.note(to, words))) setDraft(to, as, words);
  };

  const setDraft = (of: string, as: Mode, words: string): void => {
    keepDraft(of, as, words);
    if (of !== id || as !== mode) return;
    text.value = words;
    fit();
  };

  text.addEventListener("input", changed);
  text.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    if (isTouchKeyboard() && !event.ctrlKey && !event.metaKey) return;
    event.preventDefault();
    void submit();
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    void submit();
  });

  return {
    element: form,
    update(conversationId, may) {
      if (conversationId === id && may === mayReply) return;
      const begunNote = conversationId === id && mode === "note" && text.value !== "";
      [id, mayReply] = [conversationId, may];
      show(modes.reply, may);
      choose(begunNote ? "note" : "reply", false);
      show(form, may || text.value !== "");
    },
    write(wanted) {
      show(form, id !== "" && (mayReply || wanted === "note" || !form.hidden));
      if (!form.hidden) choose(wanted, true);
    },
    reload: () => choose("reply", true),
    insert(words) {
      choose("reply", true);
      const gap =
        text.value && text.selectionStart > 0 && !/\s$/.test(text.value.slice(0, text.selectionStart)) ? "\n" : "";
      text.setRangeText(gap + words, text.selectionStart, text.selectionEnd, "end");
      changed();
    },
  };
}

/** On phones Enter begins a new line, as everywhere else there; the button sends. */
const isTouchKeyboard = (): boolean => matchMedia("(pointer: coarse)").matches;

const modeButton = (label: string, name: "reply" | "note", key: string, choose: () => void): HTMLButtonElement =>
  el("button", { type: "button", "aria-keyshortcuts": key, on: { click: choose } }, icon(name), label);
