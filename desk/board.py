"""The queue as the console shows it, and word of every change of it."""

import asyncio
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy.ext.asyncio import AsyncConnection

from desk.clock import iso
from desk.core import Desk
from desk.handoff import CALM, Handoff, is_hard, strongest_emotion
from desk.lifecycle import WAITING
from desk.store import handoffs, queue
from desk.store.queue import Case

TELL_AT_MOST_EVERY_SECONDS = 0.1


@dataclass(frozen=True, kw_only=True)
class Board:
    """What waits, and what each person has in hand or is offered."""

    items: list[dict[str, Any]]
    by_person: dict[str, list[dict[str, Any]]]

    def for_person(self, person_id: str) -> dict[str, Any]:
        """The queue, and this person's own cases."""
        return {"items": self.items, "mine": self.by_person.get(person_id, [])}


async def look(desk: Desk, connection: AsyncConnection) -> Board:
    """The board as it stands now."""
    waiting, taken = await queue.waiting(connection), await queue.with_people(connection)
    ids = [case.conversation.id for case in (*waiting, *taken)]
    briefed = await handoffs.of_conversations(connection, ids)
    items = [_item(desk, case, briefed, position) for position, case in enumerate(waiting, start=1)]
    mine = [_item(desk, case, briefed, 0) for case in taken]
    return Board(items=items, by_person=_by_person([*items, *mine], [*waiting, *taken]))


async def keep_telling(desk: Desk) -> None:
    """Tell consoles and waiting customers whenever the queue has changed; many changes at once are told once."""
    while not desk.workers.stopping.is_set():
        await desk.queue_changed.wait()
        desk.queue_changed.clear()
        await _tell(desk)
        await asyncio.sleep(TELL_AT_MOST_EVERY_SECONDS)


def emotion_of(handoff: Handoff) -> dict[str, Any]:
    """The emotion that a case shows: as corrected by a person, else as read."""
    read = strongest_emotion(handoff.briefing.emotion_course)
    label = (handoff.corrected or {}).get("emotion")
    return (
        read if label is None else read | {"label": label, "intensity": 0.0 if label == "calm" else read["intensity"]}
    )


def concerns_of(desk: Desk, ids: list[str]) -> list[dict[str, str]]:
    """Concerns with the names that colleagues read."""
    return [{"id": concern, "label": desk.labels.label(concern)} for concern in ids]


async def _tell(desk: Desk) -> None:
    async with desk.database.read() as connection:
        board = await look(desk, connection)
    for person_id in desk.hub.people():
        desk.hub.tell_person(person_id, {"type": "queue", **board.for_person(person_id)})
    for item in board.items:
        desk.hub.wake(item["conversation_id"])


def _item(desk: Desk, case: Case, briefed: dict[str, list[Handoff]], position: int) -> dict[str, Any]:
    conversation = case.conversation
    return {
        "conversation_id": conversation.id,
        "customer": {"name": case.customer_name} if case.customer_name else {},
        "position": position,
        "language": conversation.language,
        "pod": case.pod_name,
        "contact": case.contact,
        "state": conversation.state,
        "owner_epoch": conversation.owner_epoch,
        "offered_to": conversation.offered_to,
        "unread": case.unread,
        **_waiting(desk.clock(), conversation.waiting_since),
        **_why(desk, briefed.get(conversation.id, [])),
    }


def _waiting(now: datetime, since: datetime | None) -> dict[str, Any]:
    seconds = int((now - since).total_seconds()) if since else 0
    return {"waiting_since": iso(since), "waiting_seconds": seconds}


def _why(desk: Desk, all_handoffs: list[Handoff]) -> dict[str, Any]:
    """Reason, emotion, concerns and summary of the latest handoff, with a person's corrections."""
    if not all_handoffs:
        return {"reason": None, "emotion": CALM, "concerns": [], "summary": "", "hard": False}
    latest = all_handoffs[-1]
    corrected = latest.corrected or {}
    reason, emotion = corrected.get("reason", latest.briefing.reason), emotion_of(latest)
    ids = [corrected["concern"]] if "concern" in corrected else list(latest.briefing.concerns)
    return {
        "reason": reason,
        "emotion": emotion,
        "concerns": concerns_of(desk, ids),
        "summary": latest.briefing.summary,
        "hard": is_hard(reason, emotion),
    }


def _by_person(items: list[dict[str, Any]], cases: list[Case]) -> dict[str, list[dict[str, Any]]]:
    found: dict[str, list[dict[str, Any]]] = {}
    for item, case in zip(items, cases, strict=True):
        waits = case.conversation.state in WAITING
        person_id = case.conversation.offered_to if waits else case.conversation.owner_id
        if person_id:
            found.setdefault(person_id, []).append(item)
    return found
