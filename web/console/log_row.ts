// One line of the log as an element.
import { clockTime } from "../shared/time.js";
import type { Entry } from "../shared/desk_contract.js";
import type { Conversation } from "./conversation.js";
import { customerName } from "./conversation.js";
import type { Row } from "./dom.js";
import { attribute, el, replace, show, write } from "./dom.js";
import { emotionBadge } from "./emotion.js";
import { fileView } from "./file_view.js";
import { icon } from "./icons.js";
import type { Line, Receipt } from "./log.js";
import type { Outgoing } from "./outbox.js";
import { formatted, highlighted } from "./rich_text.js";
import { percent, PHASE_CHANGES, word } from "./words.js";

export interface LogRowHooks {
  again(clientMessageId: string): void;
  /** Takes the words of a refused reply back into the draft. */
  takeBack(outgoing: Outgoing): void;
}

type LineOf<Kind extends Line["kind"]> = Extract<Line, { kind: Kind }>;

const RECEIPTS: Readonly<Record<Receipt, string>> = { stored: "Gesendet", seen: "Gelesen" };

export function logRow(line: Line, conversation: Conversation | undefined, hooks: LogRowHooks): Row<Line> {
  switch (line.kind) {
    case "day":
      return still(el("li", { class: "day" }, el("span", {}, line.name)));
    case "turn":
      return still(turn(line.entry));
    case "message":
      return messageRow(line, conversation);
    case "outgoing":
      return outgoingRow(line, hooks);
  }
}

const still = (element: HTMLElement): Row<Line> => ({ element, update: () => undefined });

function turn(entry: Entry): HTMLElement {
  const words = entry.text || turnWords(entry);
  return el(
    "li",
    { class: "turn", "data-state": entry.state || undefined },
    el("span", {}, formatted(words), " ", time(entry.at)),
  );
}

const turnWords = ({ state, author }: Entry): string =>
  state === "human" && author.name ? `${author.name} übernimmt` : word(PHASE_CHANGES, state);

function messageRow(first: LineOf<"message">, conversation: Conversation | undefined): Row<Line> {
  const kind = kindOf(first.entry);
  const customer = conversation ? customerName(conversation) : "";
  const body = el("div", { class: "bubble" });
  const reading = readingLine();
  const receipt = el("span", { class: "receipt" });
  const who = el(
    "span",
    { class: "who" },
    kind === "bot" && icon("bot"),
    kind === "note" && icon("note"),
    kind === "whisper" && icon("whisper"),
    nameOf(first.entry, customer),
  );
  const head = el("div", { class: "said-head" }, who, time(first.entry.at));
  const element = el(
    "li",
    { class: "said", "data-kind": kind, "data-sequence": first.entry.sequence },
    head,
    body,
    reading.element,
    receipt,
  );
  let shown: Entry | null = null;
  const update = (line: Line): void => {
    if (line.kind !== "message") return;
    attribute(element, "data-grouped", line.grouped);
    write(receipt, line.receipt ? RECEIPTS[line.receipt] : "");
    attribute(receipt, "data-receipt", line.receipt || undefined);
    reading.update(line);
    if (line.entry !== shown) fill(body, line.entry, conversation?.id ?? "");
    shown = line.entry;
  };
  update(first);
  return { element, update };
}

const kindOf = ({ type, author, asks }: Entry): string =>
  type !== "note" ? author.kind : asks === "whisper" ? "whisper" : "note";

function fill(body: HTMLElement, { author, text, understood, buttons, attachment }: Entry, conversationId: string): void {
  const words = author.kind === "customer" ? highlighted(text, understood?.emotion.telling ?? []) : formatted(text);
  const offered = buttons.map(({ title }) => el("li", {}, title));
  replace(
    body,
    attachment && fileView(conversationId, attachment),
    words,
    offered.length > 0 && el("ul", { class: "offered", "aria-label": "Angebotene Antworten" }, ...offered),
  );
}

/** What the bot read in a customer's message, discreetly. */
function readingLine(): { readonly element: HTMLElement; update(line: LineOf<"message">): void } {
  const concern = el("span");
  const emotion = emotionBadge();
  const element = el(
    "div",
    { class: "reading", title: "So hat der Bot die Nachricht verstanden" },
    concern,
    emotion.element,
  );
  return {
    element,
    update({ entry: { understood }, concern: label }) {
      show(element, understood !== null);
      if (!understood) return;
      write(concern, label ? `${label} · ${percent(understood.confidence)}` : "");
      emotion.update(understood.emotion);
      show(emotion.element, Boolean(understood.emotion.label) && understood.emotion.label !== "calm");
    },
  };
}

function outgoingRow(first: LineOf<"outgoing">, hooks: LogRowHooks): Row<Line> {
  const { clientMessageId } = first.outgoing;
  const status = el("span", { class: "receipt" });
  const again = el(
    "button",
    { class: "link", type: "button", on: { click: () => hooks.again(clientMessageId) } },
    "Erneut senden",
  );
  const back = el(
    "button",
    { class: "link", type: "button", on: { click: () => hooks.takeBack(first.outgoing) } },
    "In den Entwurf",
  );
  const choices = el("span", { class: "choices" }, again, back);
  const element = el(
    "li",
    { class: "said", "data-kind": "agent" },
    el("div", { class: "said-head" }, el("span", { class: "who" }, "Du"), time(first.outgoing.at)),
    el("div", { class: "bubble" }, formatted(first.outgoing.text)),
    status,
    choices,
  );
  const update = (line: Line): void => {
    if (line.kind !== "outgoing") return;
    const refused = line.outgoing.status === "refused";
    attribute(element, "data-outgoing", line.outgoing.status);
    write(status, statusWords(line.outgoing));
    show(choices, refused);
  };
  update(first);
  return { element, update };
}

function statusWords({ status, problem }: Outgoing): string {
  if (status === "refused") return `Nicht gesendet: ${problem}`;
  if (status === "waiting") return "Wartet auf die Verbindung";
  return status === "sending" ? "Wird gesendet …" : RECEIPTS.stored;
}

const nameOf = ({ author, type, asks }: Entry, customer: string): string => {
  if (type === "note" && asks === "whisper") return `${author.name || "Die Leitung"} flüstert`;
  if (type === "note") return `Notiz von ${author.name || "System"}`;
  if (author.kind === "customer") return customer;
  return author.kind === "bot" ? "Bot" : author.name || "Team";
};

const time = (at: string): HTMLElement => el("time", { datetime: at }, clockTime(new Date(at), "de"));
