// Photos and PDFs that go with the next reply: chosen, pasted or dropped; looked at, and only then sent.
import { errorSentence } from "./api.js";
import type { Desk } from "./desk.js";
import { attribute, el, replace, show, write } from "./dom.js";
import { sizeWords } from "./file_view.js";
import { icon } from "./icons.js";

export const KINDS = "image/jpeg,image/png,image/webp,image/gif,application/pdf";
const LARGEST_BYTES = 10 * 1024 * 1024;
const MOST_FILES = 6;
const THUMBNAIL_PX = 44;

export interface FileTray {
  readonly element: HTMLElement;
  readonly length: number;
  add(files: Iterable<File>): void;
  /** Sends them one after the other; what fails stays, with the reason. */
  send(): Promise<void>;
}

interface Staged {
  readonly file: File;
  readonly element: HTMLElement;
  /** The same for every attempt, so that a file is stored once. */
  readonly messageId: string;
  say(words: string, busy: boolean): void;
}

/** `onChange` is called when files came or went; `say` tells why one cannot be taken. */
export function fileTray(desk: Desk, id: string, onChange: () => void, say: (sentence: string) => void): FileTray {
  let staged: readonly Staged[] = [];
  const list = el("ul", { class: "file-tray", "aria-label": "Dateien zum Senden", hidden: true });
  const keep = (files: readonly Staged[]): void => {
    staged = files;
    replace(list, ...staged.map(({ element }) => element));
    show(list, staged.length > 0);
    onChange();
  };
  const remove = (one: Staged): void => keep(staged.filter((other) => other !== one));
  const sendOne = async (one: Staged): Promise<void> => {
    one.say("wird gesendet …", true);
    try {
      await desk.work.sendFile(id, one.file, one.messageId);
      remove(one);
    } catch (error) {
      one.say(errorSentence(error), false);
    }
  };
  return {
    element: list,
    get length() {
      return staged.length;
    },
    add(files) {
      for (const file of files) {
        const problem = whyNot(file, staged.length);
        if (problem) say(problem);
        else keep([...staged, stage(file, remove)]);
      }
    },
    async send() {
      for (const one of staged) await sendOne(one);
    },
  };
}

function whyNot({ size, type }: File, already: number): string {
  if (already >= MOST_FILES) return `Höchstens ${MOST_FILES} Dateien auf einmal.`;
  if (!KINDS.split(",").includes(type)) return "Diese Art von Datei geht nicht. Möglich sind Fotos (JPEG, PNG, WebP, GIF) und PDF.";
  if (size > LARGEST_BYTES) return "Die Datei ist zu groß: höchstens 10 MB.";
  return size === 0 ? "Die Datei ist leer." : "";
}

function stage(file: File, remove: (one: Staged) => void): Staged {
  const name = file.name || "Foto";
  const state = el("span", { class: "file-size", role: "status" }, sizeWords(file.size));
  const close = el(
    "button",
    { class: "quiet", type: "button", "aria-label": `${name} entfernen`, on: { click: () => remove(one) } },
    icon("close"),
  );
  const preview = el("span", { class: "thumbnail" }, icon("file"));
  const element = el("li", { class: "staged" }, preview, el("span", { class: "file-name" }, name), state, close);
  const one: Staged = {
    file,
    element,
    messageId: crypto.randomUUID(),
    say(words, busy) {
      write(state, words);
      attribute(element, "data-failed", !busy);
      close.disabled = busy;
    },
  };
  if (file.type.startsWith("image/")) void thumbnail(file).then((picture) => picture && replace(preview, picture));
  return one;
}

/** A small picture; null where the browser cannot read it. */
async function thumbnail(file: File): Promise<HTMLCanvasElement | null> {
  const bitmap = await createImageBitmap(file).catch(() => null);
  if (!bitmap) return null;
  const side = THUMBNAIL_PX * devicePixelRatio;
  const scale = Math.max(side / bitmap.width, side / bitmap.height);
  const canvas = el("canvas", { width: side, height: side, "aria-hidden": "true" });
  const [width, height] = [bitmap.width * scale, bitmap.height * scale];
  canvas.getContext("2d")?.drawImage(bitmap, (side - width) / 2, (side - height) / 2, width, height);
  bitmap.close();
  return canvas;
}
