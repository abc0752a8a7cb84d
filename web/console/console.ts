// The console once somebody is logged in: puts the views together.
import { alertOn, showInTitle } from "./alerts.js";
import { watchActivity } from "./activity.js";
import type { Announcer } from "./announcer.js";
import type { Api } from "./api.js";
import { archiveView } from "./archive_view.js";
import { callsView } from "./calls_view.js";
import { caseActions } from "./case_actions.js";
import { casesView, stepThroughCases } from "./cases_view.js";
import { columnsView } from "./columns_view.js";
import { customerName } from "./conversation.js";
import { Desk } from "./desk.js";
import { openHelpDialog } from "./help_dialog.js";
import { keepFocus } from "./focus.js";
import type { Shortcut } from "./keys.js";
import { listenForKeys } from "./keys.js";
import { knownView } from "./known_view.js";
import { leadPages } from "./lead_page.js";
import { listPane } from "./list_pane.js";
import { navigation } from "./navigation.js";
import type { Page } from "./pages.js";
import { Panes } from "./panes.js";
import { openLeaveDialog } from "./passing_dialogs.js";
import { roomPage } from "./room_page.js";
import type { Me } from "./session.js";
import { seesAll } from "./session.js";
import { ownOpenCases } from "./state.js";
import { topBar } from "./top_bar.js";

export interface RunningConsole {
  readonly element: HTMLElement;
  stop(): void;
}

export interface ConsoleHooks {
  /** The agent logs out (without a notice), or the session is over. */
  onOut(notice: string): void;
  /** The desk is locked, or the agent wants it to be. */
  onLock(): void;
}

export function startConsole(api: Api, me: Me, announcer: Announcer, { onOut, onLock }: ConsoleHooks): RunningConsole {
  const ended = new AbortController();
  const { signal } = ended;
  const say = (sentence: string): void => announcer.say(sentence);
  const desk = new Desk(api, me, {
    onSignedOut: () => onOut("Deine Sitzung ist abgelaufen. Bitte melde dich neu an."),
    onLocked: onLock,
    say,
    onFrame(frame) {
      alertOn(frame, desk.store.state);
      if (frame.type === "offer") announcer.read(`Neuer Fall für dich. ${frame.because}`);
      if (frame.type !== "event" || frame.event.author.kind !== "customer") return;
      const shown = desk.store.state.columns.includes(frame.conversationId);
      const conversation = shown && desk.store.state.conversations.get(frame.conversationId);
      if (conversation) announcer.read(`${customerName(conversation)}: ${frame.event.text || "schickt eine Datei"}`);
    },
  });

  const leave = (): void => {
    const { state } = desk.store;
    const unsent = state.outgoing.filter(({ status }) => status !== "stored").length;
    openLeaveDialog(unsent, ownOpenCases(state).size, () => onOut(""));
  };
  const actions = caseActions(desk, say, { panes: () => panes, conversation: () => conversation });
  const { open, openBeside } = actions;

  const cases = casesView(desk, { open, openBeside, taken: actions.taken });
  const archive = archiveView(api, open);
  const list = listPane(cases.element, seesAll(me) ? archive : null);
  const conversation = columnsView(desk, { ...actions, say });
  const known = knownView({
    ...actions,
    insert(words) {
      panes.go("conversation");
      conversation.insert(words);
    },
    send: (words) => conversation.send(words),
    close: () => panes.toggleKnown(),
  });
  const calls = callsView(actions);
  // Further pages go here: each brings its own element, its key and its place in the navigation.
  const write: typeof open = (id) => {
    open(id);
    actions.taken();
  };
  const pages: readonly Page[] = [roomPage(desk, { open, say }), ...leadPages({ desk, open, write, say })];

  const shortcuts: readonly Shortcut[] = [
    { key: "j", words: "Nächster Fall in der Liste", act: () => stepThroughCases(list, 1) },
    { key: "k", words: "Voriger Fall in der Liste", act: () => stepThroughCases(list, -1) },
    { key: "t", words: "Nächsten Fall übernehmen", act: actions.takeNext },
    { key: "a", words: "Den angezeigten oder angebotenen Fall übernehmen", act: actions.acceptAny },
    { key: "x", words: "Den angebotenen Fall ablehnen", act: actions.declineAny },
    { key: "r", words: "Antworten", act: () => conversation.write("reply") },
    { key: "n", words: "Notiz schreiben", act: () => conversation.write("note") },
    { key: "w", words: "Flüstern (Leitung)", act: () => conversation.write("whisper") },
    { key: "e", words: "Abschließen", act: actions.atWork(actions.resolve) },
    { key: "u", words: "Übergeben", act: actions.atWork(actions.transfer) },
    { key: "h", words: "Ins Team bringen", act: actions.atWork(actions.bringToRoom) },
    { key: "g", words: "Kulanz gewähren", act: actions.atWork(actions.goodwill) },
    { key: "b", words: "An den Bot zurückgeben", act: actions.atWork(actions.handBack) },
    { key: "v", words: "Fall von jemandem übernehmen", act: actions.atWork(actions.takeOver) },
    { key: "i", words: "Was wir wissen ein- oder ausblenden", act: actions.toggleKnown },
    { key: "d", words: "Den Fall der Liste daneben öffnen", act: () => actions.openFocusedBeside(list) },
    ...[1, 2, 3].map((number) => ({
      key: String(number),
      words: number === 1 ? "Zur Spalte 1 (2, 3)" : "",
      act: () => actions.toColumn(number - 1),
    })),
    { key: "c", words: "Spalte schließen", act: actions.atWork(actions.closeColumn) },
    { key: "f", words: "Zu den Fällen", act: () => panes.turnTo("") },
    ...pages.map(({ key, label, name }) => ({ key, words: `Zur Seite ${label}`, act: () => panes.turnTo(name) })),
    { key: "?", words: "Diese Hilfe", act: () => openHelpDialog(shortcuts) },
  ];
  const help = (): void => openHelpDialog(shortcuts);
  const bar = topBar(desk, { navigation: navigation(pages), help, lock: onLock, logOut: leave, signal });
  const panes = new Panes(desk, { bar: bar.element, list, conversation, known, calls: calls.element, pages });

  listenForKeys(shortcuts, signal);
  panes.listen(signal);
  keepFocus(() => panes.takeFocus(), signal);
  watchActivity(api, me.idleLockSeconds, signal, onLock);
  document.addEventListener("visibilitychange", () => conversation.render(desk.store.state), { signal });
  document.addEventListener("keydown", (event) => actions.stepColumns(event), { signal });
  addEventListener("beforeunload", (event) => desk.outbox.hasUnsent && event.preventDefault(), { signal });

  panes.begin();
  const views = [bar, cases, conversation, known, calls, ...pages];
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
