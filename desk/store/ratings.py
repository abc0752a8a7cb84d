"""What customers say about how it went: once per episode that was resolved."""

from datetime import datetime
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from desk.store.tables import ratings


async def find(connection: AsyncConnection, conversation_id: str, episode: int) -> dict[str, Any] | None:
    """The rating of this episode: score, comment and when it was given."""
    wanted = select(ratings).where(ratings.c.conversation_id == conversation_id, ratings.c.episode == episode)
    row = (await connection.execute(wanted)).first()
    return {"score": row.score, "comment": row.comment, "at": row.at} if row else None


async def latest(connection: AsyncConnection, conversation_id: str) -> dict[str, Any] | None:
    """The latest rating of the conversation."""
    wanted = select(ratings).where(ratings.c.conversation_id == conversation_id).order_by(ratings.c.episode.desc())
    row = (await connection.execute(wanted.limit(1))).first()
    return {"score": row.score, "comment": row.comment, "at": row.at} if row else None


async def add(
    connection: AsyncConnection, conversation_id: str, episode: int, score: int, comment: str | None, now: datetime
) -> None:
    """Add a rating."""
    values = {"conversation_id": conversation_id, "episode": episode, "score": score, "comment": comment, "at": now}
    await connection.execute(ratings.insert().values(values))


async def set_comment(connection: AsyncConnection, conversation_id: str, episode: int, comment: str) -> None:
    """Put a comment to a rating, in place of one that it has."""
    this = ratings.c.conversation_id == conversation_id, ratings.c.episode == episode
    await connection.execute(update(ratings).where(*this).values(comment=comment))
