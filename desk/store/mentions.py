"""Who was called into a case by a note; that person may read it from then on."""

from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, exists, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from desk.store.tables import conversations, events, mentions


async def add(
    connection: AsyncConnection, conversation_id: str, sequence: int, person_ids: list[str], now: datetime
) -> None:
    """The note of this sequence names these people."""
    for person_id in person_ids:
        values = {"conversation_id": conversation_id, "sequence": sequence, "person_id": person_id, "at": now}
        await connection.execute(mentions.insert().values(values))


async def unseen(connection: AsyncConnection, person_id: str) -> list[dict[str, Any]]:
    """What this person has not seen yet, oldest first: `{conversation_id, sequence, by, text}`."""
    note = and_(events.c.conversation_id == mentions.c.conversation_id, events.c.sequence == mentions.c.sequence)
    living = and_(conversations.c.id == mentions.c.conversation_id, conversations.c.erased_at.is_(None))
    shown = select(mentions.c.conversation_id, mentions.c.sequence, events.c.author_name.label("by"), events.c.text)
    joined = shown.select_from(mentions.join(events, note).join(conversations, living))
    theirs = joined.where(_new_to(person_id)).order_by(mentions.c.at, mentions.c.sequence)
    return [dict(row._mapping) for row in await connection.execute(theirs)]


async def is_unseen(connection: AsyncConnection, conversation_id: str, person_id: str) -> bool:
    """Whether this person has yet to see a note of this conversation that names them."""
    there = exists().where(mentions.c.conversation_id == conversation_id, _new_to(person_id))
    return bool((await connection.execute(select(there))).scalar())


async def see(connection: AsyncConnection, conversation_id: str, person_id: str, now: datetime) -> None:
    """This person has the conversation on screen."""
    there = mentions.c.conversation_id == conversation_id, _new_to(person_id)
    await connection.execute(update(mentions).where(*there).values(seen_at=now))


async def is_mentioned(connection: AsyncConnection, conversation_id: str, person_id: str) -> bool:
    """Whether a note of this conversation names this person."""
    named = mentions.c.conversation_id == conversation_id, mentions.c.person_id == person_id
    return bool((await connection.execute(select(exists().where(*named)))).scalar())


def _new_to(person_id: str) -> ColumnElement[bool]:
    return and_(mentions.c.person_id == person_id, mentions.c.seen_at.is_(None))
