// What can be done with a case, from wherever it is asked for: buttons, keys, the list, the corner of calls.
import type { ColumnsView } from "./columns_view.js";
import type { Conversation, Handoff } from "./conversation.js";
import type { Desk } from "./desk.js";
import { openGoodwillDialog } from "./goodwill_dialog.js";
import type { Panes } from "./panes.js";
import { openHandBackDialog, openTransferDialog } from "./passing_dialogs.js";
import { openCorrectionDialog, openResolveDialog } from "./resolve_dialog.js";
import { openRoomDialog, openTakeOverDialog } from "./room_dialogs.js";
import type { State } from "./state.js";
import { isMine, maySettle, mayTakeOver, mayTransfer, offersToMe, openConversation } from "./state.js";
import type { CaseActions } from "./tools.js";

/** Known only once everything is put together. */
export interface Screen {
  panes(): Panes;
  conversation(): ColumnsView;
}

type Act = (id: string) => void;

export interface AllActions extends CaseActions {
  open: Act;
  openBeside: Act;
  /** Does it with the conversation at work. */
  atWork(act: Act): () => void;
  takeNext(): void;
  acceptAny(): void;
  declineAny(): void;
  /** The focus goes to the reply of the case just taken. */
  taken(): void;
  correct(handoff: Handoff): void;
  grant(): void;
  decide(requestId: string, approve: boolean): void;
  dismiss(key: string): void;
  openFocusedBeside(list: HTMLElement): void;
  toColumn(index: number): void;
  stepColumns(event: KeyboardEvent): void;
}

export function caseActions(desk: Desk, say: (sentence: string) => void, screen: Screen): AllActions {
  const { store, work } = desk;
  const where =
    (allowed: (state: State, conversation: Conversation) => boolean, act: (conversation: Conversation) => void): Act =>
    (id) => {
      const conversation = store.state.conversations.get(id);
      if (conversation && allowed(store.state, conversation)) act(conversation);
    };
  const isOwn = (state: State, { id, state: phase }: Conversation): boolean => phase === "human" && isMine(state, id);
  const atWork = (act: Act) => (): void => {
    if (store.state.open && !store.state.page) act(store.state.open);
  };
  const taken = (): void => {
    screen.panes().go("conversation");
    queueMicrotask(() => screen.conversation().write("reply"));
  };
  const left = (): void => screen.panes().backToList();
  const accept: Act = (id) => void work.accept(id).then((done) => done && taken());
  const decline: Act = (id) => void work.decline(id);
  const closeColumn: Act = (id) => {
    desk.closeColumn(id);
    queueMicrotask(() => screen.conversation().focus());
  };
  const toColumn = (index: number): void => {
    const id = store.state.columns[index];
    if (id === undefined) return;
    screen.panes().open(id);
    queueMicrotask(() => screen.conversation().focus());
  };
  const goodwill = where(isOwn, (conversation) => openGoodwillDialog(desk, conversation, say));

  return {
    accept,
    decline,
    taken,
    atWork,
    closeColumn,
    toColumn,
    goodwill,
    open: (id) => screen.panes().open(id),
    openBeside: (id) => screen.panes().openBeside(id),
    chosen: (id) => desk.open(id),
    takeNext: () => void work.takeNext().then((done) => done && taken()),
    acceptAny() {
      const id = waitingAtWork(store.state) || offersToMe(store.state)[0]?.conversationId;
      if (id) accept(id);
    },
    declineAny() {
      const offers = offersToMe(store.state).map(({ conversationId }) => conversationId);
      const id = offers.find((offered) => offered === store.state.open) ?? offers[0];
      if (id) decline(id);
    },
    transfer: where(mayTransfer, (conversation) => void openTransferDialog(desk, conversation, left, say)),
    bringToRoom: where(isOwn, (conversation) => openRoomDialog(desk, conversation, () => say("Dein Team ist gefragt."))),
    takeOver: where(mayTakeOver, (conversation) => openTakeOverDialog(desk, conversation, taken)),
    handBack: where(isOwn, (conversation) => openHandBackDialog(desk, conversation, left)),
    resolve: where(maySettle, (conversation) =>
      openResolveDialog(desk, conversation, () => {
        say("Abgeschlossen. Gut gemacht.");
        screen.conversation().focus();
      }),
    ),
    correct(handoff) {
      const conversation = openConversation(store.state);
      if (conversation) openCorrectionDialog(desk, conversation, handoff);
    },
    grant: atWork(goodwill),
    decide: (requestId, approve) =>
      void work.decideGoodwill(requestId, approve).then((done) => done && say(approve ? "Genehmigt." : "Abgelehnt.")),
    dismiss: (key) =>
      store.change({
        calls: store.state.calls.filter((call) => call.key !== key),
        dismissed: new Set(store.state.dismissed).add(key),
      }),
    back: left,
    toggleKnown: () => screen.panes().toggleKnown(),
    openFocusedBeside(list) {
      const row = document.activeElement?.closest<HTMLElement>("[data-id]");
      const id = row && list.contains(row) ? row.dataset["id"] : undefined;
      if (id) screen.panes().openBeside(id);
    },
    stepColumns(event) {
      const step = event.altKey && !event.ctrlKey ? STEPS[event.code] : undefined;
      const { columns, open, page } = store.state;
      if (!step || page || columns.length < 2 || document.querySelector("dialog[open]")) return;
      event.preventDefault();
      toColumn((columns.indexOf(open) + step + columns.length) % columns.length);
      queueMicrotask(() => screen.conversation().write("reply"));
    },
  };
}

/** Alt with comma and full stop: to the column on the left and on the right, also while writing. */
const STEPS: Readonly<Partial<Record<string, 1 | -1>>> = { Comma: -1, Period: 1 };

function waitingAtWork(state: State): string {
  const conversation = state.page ? undefined : openConversation(state);
  const waits = conversation?.state === "queued" || conversation?.state === "offered";
  return waits ? conversation.id : "";
}
