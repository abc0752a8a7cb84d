"""Who did what, without a customer's words."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import uuid4

from sqlalchemy import Row, Select, and_, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from desk.store.tables import audit, people


@dataclass(frozen=True, kw_only=True)
class Entry:
    """Who did what, when, and with which case."""

    id: str
    at: datetime
    action: str
    person_id: str | None
    person_name: str | None
    conversation_id: str | None
    details: dict[str, Any] | None


async def note(
    connection: AsyncConnection,
    now: datetime,
    action: str,
    *,
    person_id: str | None = None,
    conversation_id: str | None = None,
    details: dict[str, Any] | None = None,
) -> None:
    """Add an entry; `action` is a verb in the past, such as "claimed"."""
    await connection.execute(
        audit.insert().values(
            id=str(uuid4()),
            at=now,
            action=action,
            person_id=person_id,
            conversation_id=conversation_id,
            details=details,
        )
    )


async def noted_since(
    connection: AsyncConnection, since: datetime, action: str, person_id: str, conversation_id: str
) -> bool:
    """Whether this was noted after this moment."""
    about = audit.c.conversation_id == conversation_id, audit.c.person_id == person_id, audit.c.action == action
    noted = select(audit.c.id).where(*about, audit.c.at > since).limit(1)
    return (await connection.execute(noted)).first() is not None


async def find(connection: AsyncConnection, entry_id: str) -> Entry | None:
    """The entry of this id."""
    row = (await connection.execute(_entries().where(audit.c.id == entry_id))).first()
    return _entry(row) if row else None


async def entries(
    connection: AsyncConnection, wanted: dict[str, str], *, last: Entry | None, before: datetime | None, limit: int
) -> list[Entry]:
    """Entries, newest first, that have the wanted values (empty ones count for nothing) and are older than `last`."""
    query = _entries().where(*(audit.c[name] == value for name, value in wanted.items() if value))
    if last:
        query = query.where(or_(audit.c.at < last.at, and_(audit.c.at == last.at, audit.c.id < last.id)))
    if before:
        query = query.where(audit.c.at < before)
    rows = await connection.execute(query.order_by(audit.c.at.desc(), audit.c.id.desc()).limit(limit))
    return [_entry(row) for row in rows]


def _entries() -> Select[Any]:
    with_person = audit.outerjoin(people, people.c.id == audit.c.person_id)
    return select(audit, people.c.name.label("person_name")).select_from(with_person)


def _entry(row: Row[Any]) -> Entry:
    return Entry(
        id=row.id,
        at=row.at,
        action=row.action,
        person_id=row.person_id,
        person_name=row.person_name,
        conversation_id=row.conversation_id,
        details=row.details,
    )
