// Where the agent writes: a reply to the customer, a note for colleagues or a whisper, each with its own draft.
import type { Desk } from "./desk.js";
import { attribute, el, show, write } from "./dom.js";
import type { Mode } from "./drafts.js";
import { keepDraft, readDraft } from "./drafts.js";
import { fileTray, KINDS } from "./file_tray.js";
import type { Found } from "./finder.js";
import { finder } from "./finder.js";
import { icon } from "./icons.js";
import { mentionedIn, colleaguesLike } from "./mentions.js";
import { filledSnippet, openGap, snippetsLike } from "./snippets.js";

const LONGEST_TEXT = 2_000;
const COUNT_FROM = 1_700;
const TYPING_EVERY_MS = 3_000;

const PLACES: Readonly<Record<Mode, { readonly label: string; readonly placeholder: string; readonly send: string }>> = {
  reply: { label: "Antwort", placeholder: "Antwort schreiben, mit / ein Textbaustein", send: "Senden" },
  note: {
    label: "Notiz, nur für das Team sichtbar",
    placeholder: "Notiz, nur für das Team sichtbar, mit @ jemanden rufen",
    send: "Notieren",
  },
  whisper: {
    label: "Flüstern, nur für das Team sichtbar",
    placeholder: "Ein Rat an die Person, die den Fall hat; die Kundschaft sieht nichts davon",
    send: "Flüstern",
  },
};

export interface Rights {
  readonly reply: boolean;
  readonly whisper: boolean;
}

export interface Composer {
  readonly element: HTMLElement;
  /** Without the right to reply only notes can be written. */
  update(rights: Rights): void;
  /** Puts the cursor into the text; does nothing where that may not be written. */
  write(mode: Mode): void;
  /** Shows the draft anew, after it has been changed from outside. */
  reload(): void;
  /** Adds words at the cursor of the reply. */
  insert(words: string): void;
  /** Sends words as they are; the draft stays. */
  send(words: string): void;
  /** Takes files along with the next reply. */
  attach(files: Iterable<File>): void;
}

let composers = 0;

/** `say` tells the agent why something cannot be sent. */
export function composer(desk: Desk, id: string, say: (sentence: string) => void): Composer {
  let mode: Mode = "reply";
  let rights: Rights = { reply: true, whisper: false };
  let typedAt = 0;

  const hintId = `composer-hint-${(composers += 1)}`;
  const text = el("textarea", { rows: 1, "aria-describedby": hintId, "aria-autocomplete": "list" });
  const left = el("span", { class: "left tabular", role: "status" });
  const sendWords = el("span", {}, "Senden");
  const send = el("button", { class: "primary", type: "submit" }, icon("send"), sendWords);
  const modes = {
    reply: modeButton("Antwort", "reply", "r", () => choose("reply", true)),
    note: modeButton("Notiz", "note", "n", () => choose("note", true)),
    whisper: modeButton("Flüstern", "whisper", "w", () => choose("whisper", true)),
  };
  const chooser = el("input", { type: "file", accept: KINDS, multiple: true, hidden: true, "aria-label": "Datei wählen" });
  const clip = el(
    "button",
    { class: "quiet clip", type: "button", title: "Foto oder PDF anhängen", on: { click: () => chooser.click() } },
    icon("clip"),
    el("span", { class: "sr-only" }, "Foto oder PDF anhängen"),
  );
  const tray = fileTray(desk, id, () => fit(), say);
  const finding = finder(text, (from, words) => {
    changed();
    const gap = openGap(words);
    if (gap) text.setSelectionRange(from + gap.from, from + gap.to);
  });
  const form = el(
    "form",
    { class: "composer", "aria-label": "Schreiben" },
    el("div", { class: "modes", role: "group", "aria-label": "Art der Nachricht" }, ...Object.values(modes)),
    tray.element,
    el("div", { class: "composer-text" }, finding.element, text),
    el(
      "div",
      { class: "composer-foot" },
      clip,
      chooser,
      el("span", { class: "hint", id: hintId }, "Enter sendet, Umschalt + Enter beginnt eine neue Zeile"),
      left,
      send,
    ),
  );

  const searches = {
    "/": (words: string): readonly Found[] => {
      const { state } = desk.store;
      const conversation = state.conversations.get(id);
      if (mode !== "reply" || !conversation) return [];
      return snippetsLike(state.snippets, words).map((snippet) => {
        const filled = filledSnippet(snippet, conversation, state);
        return { title: `/${snippet.keyword}  ${snippet.title}`, detail: filled, text: filled };
      });
    },
    "@": (words: string): readonly Found[] =>
      mode === "reply" ? [] : colleaguesLike(desk.store.state.team, desk.store.state.me.id, words),
  };

  const may = (wanted: Mode): boolean =>
    wanted === "note" || (wanted === "reply" ? rights.reply : rights.whisper);

  const choose = (wanted: Mode, focus: boolean): void => {
    mode = may(wanted) ? wanted : "note";
    text.value = readDraft(id, mode);
    attribute(form, "data-mode", mode);
    for (const [name, button] of Object.entries(modes)) attribute(button, "aria-pressed", String(name === mode));
    attribute(text, "placeholder", PLACES[mode].placeholder);
    attribute(text, "aria-label", PLACES[mode].label);
    write(sendWords, PLACES[mode].send);
    for (const part of [clip, tray.element]) show(part, mode === "reply" && (part === clip || tray.length > 0));
    finding.close();
    fit();
    if (focus) text.focus();
  };

  const fit = (): void => {
    text.style.height = "auto";
    text.style.height = `${text.scrollHeight}px`;
    write(left, text.value.length >= COUNT_FROM ? String(LONGEST_TEXT - text.value.length) : "");
    const hasFiles = mode === "reply" && tray.length > 0;
    send.disabled = (!text.value.trim() && !hasFiles) || text.value.length > LONGEST_TEXT;
  };

  const changed = (): void => {
    keepDraft(id, mode, text.value);
    fit();
    finding.look(searches);
    desk.viewing.typing(id);
    if (mode !== "reply" || Date.now() - typedAt < TYPING_EVERY_MS) return;
    typedAt = Date.now();
    desk.work.typing(id);
  };

  const submit = async (): Promise<void> => {
    const words = text.value.trim();
    if (send.disabled || (mode === "reply" && !isComplete(words))) return;
    const as = mode;
    text.focus();
    setDraft(as, "");
    typedAt = 0;
    if (as === "reply") {
      if (words) desk.work.reply(id, words);
      await tray.send();
    } else if (!(await desk.work.note(id, words, mentionedIn(words, desk.store.state.team), as === "whisper")))
      setDraft(as, words);
  };

  /** A sentence with an open gap is not for customers: the gap is marked instead. */
  const isComplete = (words: string): boolean => {
    if (!openGap(words)) return true;
    const open = openGap(text.value);
    if (open) text.setSelectionRange(open.from, open.to);
    text.focus();
    say(`Da ist noch eine Lücke offen: ${openGap(words)?.gap ?? ""}`);
    return false;
  };

  const setDraft = (as: Mode, words: string): void => {
    keepDraft(id, as, words);
    if (as !== mode) return;
    text.value = words;
    fit();
  };

  text.addEventListener("input", changed);
  text.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.shiftKey || event.isComposing || event.defaultPrevented) return;
    if (isTouchKeyboard() && !event.ctrlKey && !event.metaKey) return;
    event.preventDefault();
    void submit();
  });
  text.addEventListener("paste", (event) => {
    const files = event.clipboardData?.files;
    if (mode !== "reply" || !files?.length) return;
    event.preventDefault();
    tray.add(files);
  });
  chooser.addEventListener("change", () => {
    tray.add(chooser.files ?? []);
    chooser.value = "";
    text.focus();
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    void submit();
  });

  let begun = false;
  return {
    element: form,
    update(next) {
      if (begun && next.reply === rights.reply && next.whisper === rights.whisper) return;
      const begunNote = begun && mode !== "reply" && text.value !== "";
      begun = true;
      rights = next;
      show(modes.reply, next.reply);
      show(modes.whisper, next.whisper);
      choose(begunNote ? mode : "reply", false);
      show(form, next.reply || text.value !== "");
    },
    write(wanted) {
      show(form, may(wanted) || !form.hidden);
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
    send(words) {
      if (rights.reply) desk.work.reply(id, words);
    },
    attach(files) {
      if (!rights.reply) return;
      choose("reply", true);
      tray.add(files);
      choose("reply", true);
    },
  };
}

/** On phones Enter begins a new line, as everywhere else there; the button sends. */
const isTouchKeyboard = (): boolean => matchMedia("(pointer: coarse)").matches;

const modeButton = (label: string, name: Mode, key: string, choose: () => void): HTMLButtonElement =>
  el("button", { type: "button", "aria-keyshortcuts": key, on: { click: choose } }, icon(name), label);
