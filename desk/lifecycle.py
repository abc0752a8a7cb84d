"""A conversation's life: one state, one owner, one counter. Pure: nothing here knows of a database or a network.

bot ──hand_over──► queued ──offer──► offered ──accept──► human ──resolve──► wrap_up ──close──► closed
 ▲                  ▲  └────────────accept───────────────▲ │ │                 │                 │
 │                  └──requeue──────────┘                │ │ │                 └────reopen───────┤
 │                  └──requeue (transfer, agent gone)──────┘ └─ hand_back, reopen ──► bot ◄──────┤
 │                  └──return (it was not all)───────────────────────────────────────────────────┘
"""

from dataclasses import dataclass, replace
from datetime import datetime
from enum import Enum, StrEnum


class State(StrEnum):
    """Where a conversation stands."""

    BOT = "bot"  # the assistant answers
    QUEUED = "queued"  # waits for a person
    OFFERED = "offered"  # waits for the answer of one person
    HUMAN = "human"  # a person answers
    WRAP_UP = "wrap_up"  # resolved; the person may still add a note, the customer may rate
    CLOSED = "closed"  # over, until the customer writes again


class Move(Enum):
    """What can happen to a conversation: from which states, to which."""

    HAND_OVER = {State.BOT}, State.QUEUED
    OFFER = {State.QUEUED, State.OFFERED, State.HUMAN}, State.OFFERED
    ACCEPT = {State.QUEUED, State.OFFERED}, State.HUMAN
    TAKE_OVER = {State.QUEUED, State.OFFERED, State.HUMAN}, State.HUMAN
    REQUEUE = {State.QUEUED, State.OFFERED, State.HUMAN}, State.QUEUED
    HAND_BACK = {State.HUMAN}, State.BOT
    RESOLVE = {State.HUMAN}, State.WRAP_UP
    CLOSE = {State.WRAP_UP}, State.CLOSED
    REOPEN = {State.WRAP_UP, State.CLOSED}, State.BOT
    RETURN = {State.WRAP_UP, State.CLOSED}, State.QUEUED
    ERASE = set(State), State.CLOSED


WAITING = frozenset({State.QUEUED, State.OFFERED})
WITH_A_PERSON = frozenset({State.HUMAN, State.WRAP_UP})
OVER = frozenset({State.WRAP_UP, State.CLOSED})


class MoveError(Exception):
    """A move was asked for that a conversation in this state cannot make."""

    def __init__(self, move: Move, state: State) -> None:
        asked = move.name.lower()
        super().__init__(f"A conversation in state {state} cannot make the move {asked}.")
        self.move, self.state = asked, state


@dataclass(frozen=True, kw_only=True)
class Conversation:
    """One customer's thread, as it stands. Sequences count its events from 1; 0 means none yet."""

    id: str
    token_hash: str
    customer_id: str
    language: str
    created_at: datetime
    changed_at: datetime
    state: State = State.BOT
    owner_epoch: int = 1
    episode: int = 1
    owner_id: str | None = None
    offered_to: str | None = None
    pod_id: str | None = None
    wanted_id: str | None = None  # the person who knows this customer
    skill: str | None = None
    hard: bool = False
    priority: int = 0  # higher is served first
    waiting_since: datetime | None = None
    page: str | None = None
    last_sequence: int = 0
    delivered_sequence: int = 0
    seen_by_agent: int = 0
    seen_by_customer: int = 0
    disposition: str | None = None
    concern: str | None = None
    summary: str | None = None
    erased_at: datetime | None = None

    @property
    def owner(self) -> str:
        """Whose turn it is: "bot", "queue", "nobody", or the id of a person."""
        return _owner(self.state, self.owner_id)


def hand_over(conversation: Conversation, now: datetime) -> Conversation:
    """The assistant passes on; the customer begins to wait."""
    return _move(conversation, Move.HAND_OVER, now, waiting_since=now, disposition=None, concern=None)


def offer(conversation: Conversation, person_id: str, now: datetime) -> Conversation:
    """Ask one person to take the case; the waiting time goes on."""
    waiting_since = conversation.waiting_since or now
    return _move(conversation, Move.OFFER, now, owner_id=None, offered_to=person_id, waiting_since=waiting_since)


def accept(conversation: Conversation, person_id: str, now: datetime) -> Conversation:
    """A person takes the case."""
    return _move(conversation, Move.ACCEPT, now, owner_id=person_id, offered_to=None)


def take_over(conversation: Conversation, person_id: str, now: datetime) -> Conversation:
    """A person takes the case from the queue or from a colleague."""
    return _move(conversation, Move.TAKE_OVER, now, owner_id=person_id, offered_to=None)


def requeue(conversation: Conversation, now: datetime, pod_id: str | None = None) -> Conversation:
    """Back to the queue (declined, transferred, or the agent is gone), with the first moment of waiting kept."""
    pod_id = pod_id or conversation.pod_id
    waiting_since = conversation.waiting_since or now
    return _move(
        conversation, Move.REQUEUE, now, owner_id=None, offered_to=None, pod_id=pod_id, waiting_since=waiting_since
    )


def hand_back(conversation: Conversation, now: datetime) -> Conversation:
    """A person gives the case back to the assistant, which begins a new episode."""
    return _to_bot(conversation, Move.HAND_BACK, now)


def resolve(conversation: Conversation, disposition: str, concern: str | None, now: datetime) -> Conversation:
    """The case is solved, or at least over."""
    return _move(conversation, Move.RESOLVE, now, disposition=disposition, concern=concern, waiting_since=None)


def close(conversation: Conversation, now: datetime) -> Conversation:
    """The last note is written."""
    return _move(conversation, Move.CLOSE, now, owner_id=None)


def reopen(conversation: Conversation, now: datetime) -> Conversation:
    """The customer writes again after the end: a new episode, answered by the assistant."""
    return _to_bot(conversation, Move.REOPEN, now)


def come_back(conversation: Conversation, wanted_id: str | None, now: datetime) -> Conversation:
    """The customer says that it was not all: a new episode, which waits for the person who knows the case."""
    return _move(
        conversation,
        Move.RETURN,
        now,
        owner_id=None,
        wanted_id=wanted_id,
        waiting_since=now,
        episode=conversation.episode + 1,
        disposition=None,
        concern=None,
    )


def erase(conversation: Conversation, now: datetime) -> Conversation:
    """The customer wants everything forgotten; the conversation can never be opened again."""
    return _move(
        conversation,
        Move.ERASE,
        now,
        owner_id=None,
        offered_to=None,
        waiting_since=None,
        token_hash="",
        page=None,
        summary=None,
        erased_at=now,
    )


def _to_bot(conversation: Conversation, move: Move, now: datetime) -> Conversation:
    episode = conversation.episode + 1
    return _move(conversation, move, now, owner_id=None, pod_id=None, waiting_since=None, episode=episode)


def _move(conversation: Conversation, move: Move, now: datetime, **changes: object) -> Conversation:
    allowed_from, to = move.value
    if conversation.state not in allowed_from:
        raise MoveError(move, conversation.state)
    moved: Conversation = replace(conversation, state=to, changed_at=now, **changes)  # type: ignore[arg-type]
    return replace(moved, owner_epoch=conversation.owner_epoch + (moved.owner != conversation.owner))


def _owner(state: State, owner_id: str | None) -> str:
    match state:
        case State.BOT:
            return "bot"
        case State.QUEUED | State.OFFERED:
            return "queue"
        case State.CLOSED:
            return "nobody"
        case _:
            return owner_id or "nobody"
