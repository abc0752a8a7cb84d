"""What a form forgets when it ends, so that the next one starts fresh."""

from __future__ import annotations

from rasa_sdk.events import EventType, SlotSet

from actions.services import FORM_SLOTS


def forget_form() -> list[EventType]:
    """Empties what was told in a form; order number and proof stay for the rest of the episode."""
    return [SlotSet(slot, None) for slot in FORM_SLOTS]
