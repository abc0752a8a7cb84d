"""Who was given which case and why: one row for every offer, claim, transfer and take-over."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import uuid4

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from desk.store.tables import assignments


@dataclass(frozen=True, kw_only=True)
class Assignment:
    """`because` and `others` hold codes with figures; `desk.why` makes sentences of them. `outcome`: how it ended."""

    conversation_id: str
    person_id: str
    kind: str  # offer, claim, transfer, take_over, return
    at: datetime
    because: dict[str, Any] = field(default_factory=dict)
    others: list[dict[str, Any]] = field(default_factory=list)
    outcome: str | None = None  # accepted, declined, missed, withdrawn
    ended_at: datetime | None = None


async def add(connection: AsyncConnection, assignment: Assignment) -> None:
    """Add one."""
    values = {name: getattr(assignment, name) for name in Assignment.__dataclass_fields__}
    await connection.execute(assignments.insert().values(id=str(uuid4()), **values))


async def end_open(connection: AsyncConnection, conversation_id: str, outcome: str, now: datetime) -> None:
    """Say how the offers of this conversation that are still open have ended."""
    still_open = assignments.c.conversation_id == conversation_id, assignments.c.outcome.is_(None)
    await connection.execute(update(assignments).where(*still_open).values(outcome=outcome, ended_at=now))


async def of_conversation(connection: AsyncConnection, conversation_id: str) -> list[Assignment]:
    """All of a conversation, newest first."""
    wanted = select(assignments).where(assignments.c.conversation_id == conversation_id)
    rows = await connection.execute(wanted.order_by(assignments.c.at.desc(), assignments.c.id))
    return [Assignment(**{name: value for name, value in row._mapping.items() if name != "id"}) for row in rows]


async def refusals(connection: AsyncConnection, ids: list[str]) -> dict[str, dict[str, datetime]]:
    """Conversation → person → when this person last declined or missed it."""
    wanted = select(assignments.c.conversation_id, assignments.c.person_id, assignments.c.ended_at).where(
        assignments.c.conversation_id.in_(ids), assignments.c.outcome.in_(("declined", "missed"))
    )
    found: dict[str, dict[str, datetime]] = {}
    for row in await connection.execute(wanted.order_by(assignments.c.ended_at)):
        found.setdefault(row.conversation_id, {})[row.person_id] = row.ended_at
    return found
