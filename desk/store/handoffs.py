"""Handoffs and what people correct in them."""

from dataclasses import replace
from datetime import datetime
from typing import Any
from uuid import uuid4

from sqlalchemy import Row, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from desk.handoff import Briefing, Handoff, Reason
from desk.store.tables import corrections, handoffs


async def add(connection: AsyncConnection, handoff: Handoff) -> None:
    """Add a handoff."""
    briefing = handoff.briefing
    await connection.execute(
        handoffs.insert().values(
            id=handoff.id,
            conversation_id=handoff.conversation_id,
            turn_id=handoff.turn_id,
            reason=briefing.reason,
            concerns=list(briefing.concerns),
            filled=briefing.filled,
            tried=list(briefing.tried),
            summary=briefing.summary,
            emotion_course=list(briefing.emotion_course),
            waiting_since=handoff.waiting_since,
        )
    )


async def of_conversation(connection: AsyncConnection, conversation_id: str) -> list[Handoff]:
    """All handoffs of a conversation, oldest first, with the corrections."""
    return (await of_conversations(connection, [conversation_id])).get(conversation_id, [])


async def of_conversations(connection: AsyncConnection, ids: list[str]) -> dict[str, list[Handoff]]:
    """All handoffs of these conversations, oldest first, with the corrections."""
    wanted = select(handoffs).where(handoffs.c.conversation_id.in_(ids))
    rows = (await connection.execute(wanted.order_by(handoffs.c.waiting_since, handoffs.c.id))).all()
    corrected = await _corrections(connection, [row.id for row in rows])
    found: dict[str, list[Handoff]] = {}
    for row in rows:
        handoff = replace(_handoff_of(row), corrected=corrected.get(row.id))
        found.setdefault(row.conversation_id, []).append(handoff)
    return found


async def accept_latest(connection: AsyncConnection, conversation_id: str, person_id: str, now: datetime) -> None:
    """Note who took the case, on the handoffs that nobody has taken yet."""
    open_ones = handoffs.c.conversation_id == conversation_id, handoffs.c.accepted_by.is_(None)
    await connection.execute(update(handoffs).where(*open_ones).values(accepted_by=person_id, accepted_at=now))


async def taken_since(connection: AsyncConnection, moment: datetime) -> list[tuple[datetime, datetime]]:
    """Since when each case waited that was taken from this moment on, and when it was taken."""
    taken = select(handoffs.c.waiting_since, handoffs.c.accepted_at).where(handoffs.c.accepted_at >= moment)
    return [(row.waiting_since, row.accepted_at) for row in await connection.execute(taken)]


async def correct(
    connection: AsyncConnection,
    handoff_id: str,
    person_id: str,
    changes: dict[str, tuple[str | None, str]],
    now: datetime,
) -> None:
    """Add corrections: field → (was, is now)."""
    for name, (was, is_now) in changes.items():
        values = {"handoff_id": handoff_id, "person_id": person_id, "field": name, "was": was, "now": is_now}
        await connection.execute(corrections.insert().values(id=str(uuid4()), at=now, **values))


async def _corrections(connection: AsyncConnection, handoff_ids: list[str]) -> dict[str, dict[str, Any]]:
    """The latest correction of each field, by handoff."""
    wanted = select(corrections).where(corrections.c.handoff_id.in_(handoff_ids)).order_by(corrections.c.at)
    found: dict[str, dict[str, Any]] = {}
    for row in await connection.execute(wanted):
        found.setdefault(row.handoff_id, {})[row.field] = row.now
    return found


def _handoff_of(row: Row[Any]) -> Handoff:
    briefing = Briefing(
        reason=Reason(row.reason),
        concerns=tuple(row.concerns),
        filled=row.filled,
        tried=tuple(row.tried),
        summary=row.summary,
        emotion_course=tuple(row.emotion_course),
    )
    return Handoff(
        id=row.id,
        conversation_id=row.conversation_id,
        briefing=briefing,
        waiting_since=row.waiting_since,
        turn_id=row.turn_id,
        accepted_by=row.accepted_by,
        accepted_at=row.accepted_at,
    )
