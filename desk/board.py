"""The queue as the console shows it; of a long queue, a page at a time."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy.ext.asyncio import AsyncConnection

from desk import rules, why
from desk.clock import iso
from desk.core import Desk
from desk.handoff import CALM, Handoff, is_hard, strongest_emotion
from desk.lifecycle import Conversation, State
from desk.rules import Routing
from desk.store import handoffs, queue
from desk.store.queue import Case

A_PAGE = 100


@dataclass(frozen=True, kw_only=True)
class Queue:
    """A page of what waits, and how many wait altogether."""

    items: list[dict[str, Any]]
    total: int


async def look(
    desk: Desk, connection: AsyncConnection, person_id: str, after: int = 0, limit: int = A_PAGE
) -> dict[str, Any]:
    """`{items, total, mine}`: a page of the queue, and what this person has in hand or is asked to take."""
    page = await queue_page(desk, connection, after, limit)
    mine = await hands(desk, connection, [person_id])
    return {"items": page.items, "total": page.total, "mine": mine[person_id]}


async def queue_page(desk: Desk, connection: AsyncConnection, after: int, limit: int) -> Queue:
    """Of the queue, in the order of being served, `limit` cases after the first `after`."""
    waiting, total = await queue.waiting(connection, after, limit), await queue.length(connection)
    items = await _items(desk, connection, waiting)
    placed = [item | {"position": place} for place, item in enumerate(items, start=after + 1)]
    return Queue(items=placed, total=total)


async def hands(
    desk: Desk, connection: AsyncConnection, people: list[str] | None = None
) -> dict[str, list[dict[str, Any]]]:
    """Person → what they have in hand or are asked to take; of these people, or of everybody."""
    cases = await queue.in_hand(connection, people)
    found: dict[str, list[dict[str, Any]]] = {person_id: [] for person_id in people or ()}
    for case, item in zip(cases, await _items(desk, connection, cases), strict=True):
        holder = case.conversation.offered_to or case.conversation.owner_id
        if holder:
            found.setdefault(holder, []).append(item)
    return found


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


async def _items(desk: Desk, connection: AsyncConnection, cases: list[Case]) -> list[dict[str, Any]]:
    routing = (await rules.read(connection)).routing
    known = await handoffs.of_conversations(connection, [case.conversation.id for case in cases])
    return [_item(desk, case, known, routing) for case in cases]


def _item(desk: Desk, case: Case, briefed: dict[str, list[Handoff]], routing: Routing) -> dict[str, Any]:
    conversation = case.conversation
    return {
        "conversation_id": conversation.id,
        "customer": {"name": case.customer_name} if case.customer_name else {},
        "position": 0,  # where it has none, or nobody has asked for it
        "language": conversation.language,
        "pod": case.pod_name,
        "contact": case.contact,
        "state": conversation.state,
        "owner_epoch": conversation.owner_epoch,
        "offered_to": conversation.offered_to,
        "priority": conversation.priority,
        "skill": conversation.skill,
        "wanted": case.wanted_name or "",
        "why": why.sentence(case.offer) if case.offer else "",
        "load": routing.hard_weight if conversation.hard else 1,
        "expires_at": _expires_at(conversation, routing),
        "unread": case.unread,
        **_waiting(desk.clock(), conversation.waiting_since),
        **_why(desk, briefed.get(conversation.id, [])),
    }


def _expires_at(conversation: Conversation, routing: Routing) -> str | None:
    """Until when the person who is asked may answer."""
    asked = conversation.state is State.OFFERED
    return iso(conversation.changed_at + timedelta(seconds=routing.offer_seconds)) if asked else None


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
