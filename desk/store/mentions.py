"""Who was called into a case by a note; that person may read it from then on."""

from datetime import datetime

from sqlalchemy import exists, select
from sqlalchemy.ext.asyncio import AsyncConnection

from desk.store.tables import mentions


async def add(
    connection: AsyncConnection, conversation_id: str, sequence: int, person_ids: list[str], now: datetime
) -> None:
    """The note of this sequence names these people."""
    for person_id in person_ids:
        values = {"conversation_id": conversation_id, "sequence": sequence, "person_id": person_id, "at": now}
        await connection.execute(mentions.insert().values(values))


async def is_mentioned(connection: AsyncConnection, conversation_id: str, person_id: str) -> bool:
    """Whether a note of this conversation names this person."""
    named = mentions.c.conversation_id == conversation_id, mentions.c.person_id == person_id
    return bool((await connection.execute(select(exists().where(*named)))).scalar())
