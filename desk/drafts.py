"""A draft of the summary to close a case with, in German: only what stands in the record, nothing made up."""

from typing import Any

from desk.goodwill import euros
from desk.handoff import Handoff
from desk.store.goodwill import Goodwill, GoodwillState

LONGEST_DRAFT = 1000
# What is worth keeping; proof, address and phone number are nobody's business once the case is closed.
TOLD = {
    "order_number": "Bestellung",
    "item": "Artikel",
    "description": "Schilderung",
    "return_reason": "Rückgabegrund",
    "wish": "Wunsch",
}
GOODWILL = {
    GoodwillState.GRANTED: "Kulanz gewährt: {amount}{reason}.",
    GoodwillState.APPROVED: "Kulanz nach Freigabe gewährt: {amount}{reason}.",
    GoodwillState.REQUESTED: "Kulanz angefragt, noch nicht entschieden: {amount}{reason}.",
    GoodwillState.REFUSED: "Kulanz abgelehnt: {amount}{reason}.",
}


def summary(concern_label: str | None, handed: list[Handoff], given: list[Goodwill]) -> str:
    """Concern, what was told, what the assistant did, and what was granted; empty where nothing is known."""
    concern = [f"Anliegen: {_sentence(concern_label)}"] if concern_label else []
    sentences = [*concern, *_told(handed), *_done(handed), *(_goodwill(item) for item in given)]
    return " ".join(sentences)[:LONGEST_DRAFT]


def _told(handed: list[Handoff]) -> list[str]:
    filled: dict[str, Any] = {}
    for handoff in handed:
        filled |= handoff.briefing.filled
    return [f"{name}: {_sentence(str(filled[slot]))}" for slot, name in TOLD.items() if filled.get(slot)]


def _done(handed: list[Handoff]) -> list[str]:
    steps = list(dict.fromkeys(step for handoff in handed for step in handoff.briefing.tried))
    return [f"Assistent: {_sentence('; '.join(steps))}"] if steps else []


def _goodwill(item: Goodwill) -> str:
    reason = f" ({item.reason})" if item.reason else ""
    return GOODWILL[item.state].format(amount=euros(item.amount_cents), reason=reason)


def _sentence(text: str) -> str:
    """With a full stop, unless it ends with a mark of its own."""
    return text if text.endswith((".", "!", "?", "…")) else f"{text}."
