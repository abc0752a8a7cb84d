// Photos and PDFs of a message, as the log shows them.
import type { Attachment } from "../shared/contract.js";
import { el } from "./dom.js";
import { icon } from "./icons.js";

const KB = 1024;
const SHOWN_PX = 280;

/** A photo as a picture that opens in full, anything else as a download. */
export function fileView(conversationId: string, file: Attachment): HTMLElement {
  const address = `/api/v1/desk/conversations/${conversationId}/attachments/${file.id}`;
  return file.kind.startsWith("image/") ? photo(address, file) : download(address, file);
}

function photo(address: string, file: Attachment): HTMLElement {
  const name = file.name || "Foto";
  const scale = Math.min(1, SHOWN_PX / Math.max(file.width, file.height, 1));
  const size = file.width && {
    width: Math.max(1, Math.round(file.width * scale)),
    height: Math.max(1, Math.round(file.height * scale)),
  };
  const picture = el("img", { src: address, alt: `Foto: ${name}`, loading: "lazy", decoding: "async", ...size });
  const link = el(
    "a",
    { class: "photo", href: address, target: "_blank", rel: "noopener", title: `${name} groß ansehen` },
    picture,
  );
  picture.addEventListener("error", () => link.replaceWith(el("p", { class: "photo-gone" }, "Das Foto ist nicht mehr da.")));
  return link;
}

const download = (address: string, { name, size }: Attachment): HTMLElement =>
  el(
    "a",
    { class: "file", href: address, download: name || "Dokument.pdf" },
    icon("file"),
    el("span", { class: "file-name" }, name || "Dokument"),
    el("span", { class: "file-size" }, sizeWords(size)),
  );

/** "340 KB", "2,4 MB" */
export function sizeWords(bytes: number): string {
  if (bytes < KB * KB) return `${Math.max(1, Math.round(bytes / KB))} KB`;
  return `${(bytes / KB / KB).toLocaleString("de", { maximumFractionDigits: 1 })} MB`;
}
