"""How a conversation stands, as its customer sees it: the state object of the API."""

from typing import Any

from sqlalchemy.ext.asyncio import AsyncConnection

from desk import presence
from desk.core import Desk
from desk.lifecycle import OVER, WAITING, WITH_A_PERSON, Conversation
from desk.store import people, queue, ratings

NOT_RATED = frozenset({"spam", "duplicate"})


async def standing(desk: Desk, connection: AsyncConnection, conversation: Conversation) -> dict[str, Any]:
    """State, ticks, place in the queue, the person's first name, and whether a rating is welcome."""
    return {
        "state": conversation.state,
        "delivered": conversation.delivered_sequence,
        "seen": conversation.seen_by_agent,
        "queue": await _place(desk, connection, conversation) if conversation.state in WAITING else None,
        "agent": await _agent(connection, conversation) if conversation.state in WITH_A_PERSON else None,
        "may_rate": await may_rate(connection, conversation),
        "language": conversation.language,
    }


async def may_rate(connection: AsyncConnection, conversation: Conversation) -> bool:
    """Once after each time that a person has resolved it."""
    if conversation.state not in OVER or conversation.disposition in NOT_RATED:
        return False
    return await ratings.find(connection, conversation.id, conversation.episode) is None


async def _place(desk: Desk, connection: AsyncConnection, conversation: Conversation) -> dict[str, Any]:
    return {
        "position": await queue.position(connection, conversation),
        "available": await presence.somebody_available(desk, connection),
    }


async def _agent(connection: AsyncConnection, conversation: Conversation) -> dict[str, Any] | None:
    person = await people.find(connection, conversation.owner_id) if conversation.owner_id else None
    return {"name": person.first_name} if person else None
