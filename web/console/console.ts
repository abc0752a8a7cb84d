// The console once somebody is logged in: puts the views together and says what each action does.
import { alertOn, showInTitle } from "./alerts.js";
import type { Announcer } from "./announcer.js";
import type { Api } from "./api.js";
import { archiveView } from "./archive_view.js";
import { casesView, stepThroughCases } from "./cases_view.js";
import type { Conversation } from "./conversation.js";
import { customerName } from "./conversation.js";
import { conversationView } from "./conversation_view.js";
import { Desk } from "./desk.js";
import { openHelpDialog } from "./help_dialog.js";
import type { Shortcut } from "./keys.js";
import { listenForKeys } from "./keys.js";
import { knownView } from "./known_view.js";
import { listPane } from "./list_pane.js";
import { Panes } from "./panes.js";
import { openHandBackDialog, openLeaveDialog, openTransferDialog } from "./passing_dialogs.js";
import { openCorrectionDialog, openResolveDialog } from "./resolve_dialog.js";
import type { Me } from "./session.js";
import { seesAll } from "./session.js";
import { isMine, maySettle, openConversation } from "./state.js";
import { topBar } from "./top_bar.js";

export interface RunningConsole {
  readonly element: HTMLElement;
  stop(): void;
}

/** `onOut` is called when the agent logs out (without a notice) or the session is over. */
export function startConsole(api: Api, me: Me, announcer: Announcer, onOut: (notice: string) => void): RunningConsole {
  const ended = new AbortController();
  const { signal } = ended;
  const say = (sentence: string): void => announcer.say(sentence);
  const desk = new Desk(api, me, {
    onSignedOut: () => onOut("Deine Sitzung ist abgelaufen. Bitte melde dich neu an."),
    say,
    onFrame(frame) {
      alertOn(frame, desk.store.state);
      const conversation = openConversation(desk.store.state);
      if (frame.type !== "event" || frame.conversationId !== conversation?.id) return;
      if (frame.event.author.kind === "customer") announcer.read(`${customerName(conversation)}: ${frame.event.text}`);
    },
  });

  const withOpen = (act: (conversation: Conversation) => void) => (): void => {
    const conversation = openConversation(desk.store.state);
    if (conversation) act(conversation);
  };
  const withOwn = (act: (conversation: Conversation) => void): (() => void) =>
    withOpen((open) => open.state === "human" && isMine(desk.store.state, open.id) && act(open));
  const withManageable = (act: (conversation: Conversation) => void): (() => void) =>
    withOpen((open) => maySettle(desk.store.state, open) && act(open));

  const taken = (): void => {
    panes.go("conversation");
    queueMicrotask(() => conversation.write("reply"));
  };
  const resolved = (): void => {
    say("Abgeschlossen. Gut gemacht.");
    conversation.focus();
  };
  const leave = (): void => {
    const { outgoing, mine } = desk.store.state;
    const cases = mine.filter(({ state }) => state === "human").length;
    openLeaveDialog(outgoing.filter(({ status }) => status !== "stored").length, cases, () => onOut(""));
  };
  const actions = {
    accept: withOpen(({ id }) => void desk.work.accept(id).then((done) => done && taken())),
    decline: withOpen(({ id }) => void desk.work.decline(id)),
    transfer: withManageable((open) => void openTransferDialog(desk, open, () => panes.backToList(), say)),
    handBack: withOwn((open) => openHandBackDialog(desk, open, () => panes.backToList())),
    resolve: withManageable((open) => openResolveDialog(desk, open, resolved)),
    back: () => panes.backToList(),
    toggleKnown: () => panes.toggleKnown(),
  };

  const cases = casesView(desk, { open: (id) => panes.open(id), taken });
  const archive = archiveView(api, (id) => panes.open(id));
  const list = listPane(cases.element, seesAll(me) ? archive : null);
  const conversation = conversationView(desk, actions);
  const known = knownView({
    insert(words) {
      panes.go("conversation");
      conversation.insert(words);
    },
    correct: (handoff) => withOpen((open) => openCorrectionDialog(desk, open, handoff))(),
    close: () => panes.toggleKnown(),
  });

  const shortcuts: readonly Shortcut[] = [
    { key: "j", words: "Nächster Fall in der Liste", act: () => stepThroughCases(list, 1) },
    { key: "k", words: "Voriger Fall in der Liste", act: () => stepThroughCases(list, -1) },
    {
      key: "t",
      words: "Nächsten Fall übernehmen",
      act: () => void desk.work.takeNext().then((done) => done && taken()),
    },
    { key: "a", words: "Den angezeigten Fall übernehmen", act: actions.accept },
    { key: "r", words: "Antworten", act: () => conversation.write("reply") },
    { key: "n", words: "Notiz schreiben", act: () => conversation.write("note") },
    { key: "e", words: "Abschließen", act: actions.resolve },
    { key: "u", words: "Übergeben", act: actions.transfer },
    { key: "b", words: "An den Bot zurückgeben", act: actions.handBack },
    { key: "i", words: "Was wir wissen ein- oder ausblenden", act: actions.toggleKnown },
    { key: "?", words: "Diese Hilfe", act: () => openHelpDialog(shortcuts) },
  ];
  const bar = topBar(desk, { help: () => openHelpDialog(shortcuts), logOut: leave, signal });
  const panes = new Panes(desk, { bar: bar.element, list, conversation, known });

  listenForKeys(shortcuts, signal);
  panes.listen(signal);
  document.addEventListener("visibilitychange", () => conversation.render(desk.store.state), { signal });
  addEventListener("beforeunload", (event) => desk.outbox.hasUnsent && event.preventDefault(), { signal });

  panes.openFromAddress();
  const views = [bar, cases, conversation, known];
  desk.store.subscribe((state) => {
    for (const view of views) view.render(state);
    archive.mark(state.open);
    showInTitle(state);
    panes.keepInStep();
  });
  desk.start();
  return {
    element: panes.element,
    stop() {
      ended.abort();
      desk.stop();
    },
  };
}
