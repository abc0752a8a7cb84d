"""A form's slots while one message is worked in: read as they are, changed, and told to Rasa as events at the end."""

from __future__ import annotations

from typing import Any

from rasa_sdk.events import EventType, SlotSet


class Sheet:
    """Slots with the changes made to them."""

    def __init__(self, slots: dict[str, Any]) -> None:
        self._slots = dict(slots)
        self._changed: dict[str, Any] = {}

    def __getitem__(self, slot: str) -> Any:
        return self._slots.get(slot)

    def __setitem__(self, slot: str, value: Any) -> None:
        self._slots[slot] = value
        self._changed[slot] = value

    def empty(self, *slots: str) -> None:
        """Forgets the values of these slots."""
        for slot in slots:
            self[slot] = None

    @property
    def events(self) -> list[EventType]:
        """The changes as events."""
        return [SlotSet(slot, value) for slot, value in self._changed.items()]
