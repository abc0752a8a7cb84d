"""Conversations in memory, each with its latest turns only, so that a long talk stays as quick as a short one.

Rasa's InMemoryTrackerStore writes out and reads back all that was ever said for every message, and forgets nothing.
Here a conversation keeps the customer's latest turns, under a few events that say how matters stood before them; the
desk's log keeps the rest. Conversations not heard of for longest make room for new ones.
"""

from __future__ import annotations

from collections import OrderedDict
from typing import Any, Iterable, List, Optional, Tuple

from rasa.core.agent import Agent
from rasa.core.brokers.broker import EventBroker
from rasa.core.tracker_store import TrackerStore
from rasa.shared.core.constants import ACTION_LISTEN_NAME, ACTION_SESSION_START_NAME
from rasa.shared.core.conversation import Dialogue
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import (
    ActionExecuted,
    ActionExecutionRejected,
    ActiveLoop,
    ConversationPaused,
    Event,
    SlotSet,
    UserUttered,
)
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.shared.exceptions import InvalidConfigException


class RecentTurns(TrackerStore):
    """Rasa tracker store of `turns` customer turns for each of `conversations` conversations."""

    def __init__(
        self,
        domain: Optional[Domain],
        event_broker: Optional[EventBroker] = None,
        turns: int = 20,
        conversations: int = 10_000,
        host: Optional[str] = None,  # Rasa names the `url` of every store
    ) -> None:
        """Takes its settings from `tracker_store` in `endpoints.yml`.

        Raises:
            InvalidConfigException: if a setting is no whole number above 0.
        """
        self._turns = _at_least_one("turns", turns)
        self._conversations = _at_least_one("conversations", conversations)
        self._kept: OrderedDict[str, List[Event]] = OrderedDict()
        super().__init__(domain, event_broker)

    async def save(self, tracker: DialogueStateTracker) -> None:
        """Keeps the conversation's latest turns; drops the conversation that rested longest if there are too many."""
        await self.stream_events(tracker)
        self._kept[tracker.sender_id] = latest_turns(tracker, self._turns)
        self._kept.move_to_end(tracker.sender_id)
        while len(self._kept) > self._conversations:
            self._kept.popitem(last=False)

    async def retrieve(self, sender_id: str) -> Optional[DialogueStateTracker]:
        """The conversation as it stands; None if it is not kept."""
        events = self._kept.get(sender_id)
        if events is None:
            return None
        self._kept.move_to_end(sender_id)
        return _replayed(self.init_tracker(sender_id), events)

    async def keys(self) -> Iterable[str]:
        """The ids of all kept conversations."""
        return list(self._kept)

    def forget(self, sender_id: str) -> bool:
        """Erases a conversation; says whether it was kept."""
        return self._kept.pop(sender_id, None) is not None


async def forget_conversation(agent: Agent, conversation: str) -> int:
    """Erases every episode (`<conversation>.<episode>`) of a conversation of the desk; how many were kept.

    Waits for a turn that is being taken, so that its end cannot bring the conversation back.

    Raises:
        InvalidConfigException: if `endpoints.yml` names another tracker store.
    """
    # Rasa wraps the store in one that falls back to another when it fails.
    store = getattr(agent.tracker_store, "_tracker_store", agent.tracker_store)
    if not isinstance(store, RecentTurns):
        raise InvalidConfigException(f"{type(store).__name__} cannot forget: name RecentTurns in endpoints.yml.")
    forgotten = 0
    for kept in await store.keys():
        if kept == conversation or kept.rpartition(".")[0] == conversation:
            async with agent.lock_store.lock(kept):
                forgotten += store.forget(kept)
    return forgotten


def latest_turns(tracker: DialogueStateTracker, turns: int) -> List[Event]:
    """Events of the tracker's session that lead to its state, with no more than the latest customer turns.

    An utterance that the bot took back counts as a turn; `turns` must exceed what policies look back on. A cut that
    would change the state is put off until the next turn: what was taken back may lie on both of its sides.
    """
    events = _latest_session(list(tracker.events))
    starts = _turn_starts(events)
    if len(starts) <= turns:
        return events
    cut = starts[-turns]
    shortened = _summary(tracker, events[:cut]) + events[cut:]
    before, after = (_replayed(tracker.init_copy(), each).current_state() for each in (events, shortened))
    return shortened if before == after else events


def _summary(tracker: DialogueStateTracker, past: List[Event]) -> List[Event]:
    """Few events that lead to the same state as `past`, the last action among them.

    An active loop keeps the message that began it and its first run: Rasa looks for them when it goes on.
    """
    end = _replayed(tracker.init_copy(), past)
    first, last = _beginning_of_loop(past, end.active_loop_name)
    before, begun = (_replayed(tracker.init_copy(), past[:index]) for index in (first, last))
    return [
        *_changes(tracker.init_copy(), before, past[first].timestamp),
        *past[first:last],
        *[event for event in past[last:] if isinstance(event, ActionExecuted)][-1:],
        *_changes(begun, end, past[-1].timestamp),
    ]


def _beginning_of_loop(past: List[Event], name: Optional[str]) -> Tuple[int, int]:
    """Where the turn lies that began the active loop, up to the event that says so; nowhere without one."""
    begun = [index for index, event in enumerate(past) if isinstance(event, ActiveLoop) and event.name == name]
    if name is None or not begun:
        return 0, 0
    return max((start for start in _turn_starts(past) if start < begun[-1]), default=begun[-1]), begun[-1] + 1


def _changes(old: DialogueStateTracker, new: DialogueStateTracker, timestamp: float) -> List[Event]:
    """Events that lead from one state to another, short of what was said."""
    events: List[Event] = [
        SlotSet(name, slot.value, timestamp)
        for name, slot in new.slots.items()
        if slot.has_been_set and (not old.slots[name].has_been_set or old.slots[name].value != slot.value)
    ]
    if old.active_loop_name != new.active_loop_name:
        events.append(ActiveLoop(new.active_loop_name, timestamp))
    if new.is_active_loop_rejected and not old.is_active_loop_rejected:
        events.append(ActionExecutionRejected(new.active_loop_name, timestamp=timestamp))
    if new.is_paused() and not old.is_paused():
        events.append(ConversationPaused(timestamp))
    return events


def _latest_session(events: List[Event]) -> List[Event]:
    """All from the latest start of a session on, as Rasa's own stores give them back."""
    starts = [index for index, event in enumerate(events) if _is_action(event, ACTION_SESSION_START_NAME)]
    return events[starts[-1] :] if starts else events


def _turn_starts(events: List[Event]) -> List[int]:
    """Where each customer turn begins: with the bot's listening, else with the message."""
    starts: List[int] = []
    listening: Optional[int] = None
    for index, event in enumerate(events):
        if _is_action(event, ACTION_LISTEN_NAME):
            listening = index
        elif isinstance(event, UserUttered):
            starts.append(index if listening is None else listening)
            listening = None
    return starts


def _is_action(event: Event, name: str) -> bool:
    return isinstance(event, ActionExecuted) and event.action_name == name


def _replayed(tracker: DialogueStateTracker, events: List[Event]) -> DialogueStateTracker:
    """An empty tracker brought to the state that the events lead to."""
    tracker.recreate_from_dialogue(Dialogue(tracker.sender_id, events))
    return tracker


def _at_least_one(name: str, value: Any) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or value < 1:
        raise InvalidConfigException(f"tracker_store in endpoints.yml: {name} is {value!r}, expected 1 or more.")
    return value
