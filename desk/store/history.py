"""What happened in other conversations: of the same visitor, and of others with the same concern."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, exists, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from desk.lifecycle import Conversation
from desk.store.tables import conversations, customers, handoffs, people, ratings


@dataclass(frozen=True, kw_only=True)
class Past:
    """A conversation as others remember it; `agent` is the name of who took it last, `rating` the latest score."""

    id: str
    at: datetime
    concern: str | None
    disposition: str | None
    summary: str | None
    agent: str | None
    rating: int | None


async def of_visitor(
    connection: AsyncConnection, conversation: Conversation, most: int, *, handed_over: bool
) -> list[Past]:
    """Other conversations of whom the website calls the same visitor (id, else e-mail address), newest first.

    `handed_over`: only those that people were called into.
    """
    mine = select(customers.c.external_id, customers.c.email).where(customers.c.id == conversation.customer_id)
    visitor = (await connection.execute(mine)).one()
    if visitor.external_id:
        same: ColumnElement[bool] = customers.c.external_id == visitor.external_id
    elif visitor.email:
        same = customers.c.email.in_({visitor.email, visitor.email.lower()})
    else:
        return []
    wanted = _past().where(same, conversations.c.id != conversation.id)
    if handed_over:
        wanted = wanted.where(exists().where(handoffs.c.conversation_id == conversations.c.id))
    newest = wanted.order_by(conversations.c.created_at.desc(), conversations.c.id)
    return await _read(connection, newest.limit(most))


async def endings(connection: AsyncConnection, conversation: Conversation, concern: str) -> dict[str, int]:
    """Disposition → how many other cases of this concern ended so."""
    ended = select(conversations.c.disposition, func.count().label("times")).where(*_alike(conversation, concern))
    rows = await connection.execute(ended.group_by(conversations.c.disposition))
    return {row.disposition: row.times for row in rows}


async def examples(connection: AsyncConnection, conversation: Conversation, concern: str, most: int) -> list[Past]:
    """Other cases of this concern that somebody has summed up, newest first."""
    told = _past().where(*_alike(conversation, concern), conversations.c.summary.is_not(None))
    return await _read(connection, told.order_by(conversations.c.changed_at.desc(), conversations.c.id).limit(most))


def _alike(conversation: Conversation, concern: str) -> tuple[ColumnElement[bool], ...]:
    return (
        conversations.c.concern == concern,
        conversations.c.disposition.is_not(None),
        conversations.c.erased_at.is_(None),
        conversations.c.id != conversation.id,
    )


def _past() -> Select[Any]:
    of_it = handoffs.c.conversation_id == conversations.c.id, people.c.id == handoffs.c.accepted_by
    taken = select(people.c.name).where(*of_it).order_by(handoffs.c.accepted_at.desc()).limit(1)
    rated = select(ratings.c.score).where(ratings.c.conversation_id == conversations.c.id)
    joined = conversations.join(customers, customers.c.id == conversations.c.customer_id)
    return (
        select(
            conversations.c.id,
            conversations.c.created_at.label("at"),
            conversations.c.concern,
            conversations.c.disposition,
            conversations.c.summary,
            taken.scalar_subquery().label("agent"),
            rated.order_by(ratings.c.episode.desc()).limit(1).scalar_subquery().label("rating"),
        )
        .select_from(joined)
        .where(conversations.c.erased_at.is_(None))
    )


async def _read(connection: AsyncConnection, wanted: Select[Any]) -> list[Past]:
    return [Past(**row._mapping) for row in await connection.execute(wanted)]
