"""How a conversation stands, as its customer sees it: the state object of the API."""

from dataclasses import asdict
from datetime import datetime
from typing import Any

from sqlalchemy.ext.asyncio import AsyncConnection

from desk import presence, reception, wait_estimate
from desk.clock import iso
from desk.core import Desk
from desk.lifecycle import OVER, WAITING, WITH_A_PERSON, Conversation
from desk.person import Person
from desk.reception import Reception
from desk.routing import AT_WORK
from desk.store import load, people, queue, ratings

MOST_NAMES = 3
NOT_RATED = frozenset({"spam", "duplicate"})


async def standing(desk: Desk, connection: AsyncConnection, conversation: Conversation) -> dict[str, Any]:
    """State, ticks, place in the queue, first names of the person and the team, and whether a rating is welcome."""
    return {
        "state": conversation.state,
        "delivered": conversation.delivered_sequence,
        "seen": conversation.seen_by_agent,
        "queue": await _place(desk, connection, conversation) if conversation.state in WAITING else None,
        "agent": await _agent(connection, conversation) if conversation.state in WITH_A_PERSON else None,
        "team": await _team(desk, connection, conversation),
        "may_rate": await may_rate(connection, conversation),
        "language": conversation.language,
    }


async def may_rate(connection: AsyncConnection, conversation: Conversation) -> bool:
    """Once after each time that a person has resolved it."""
    if conversation.state not in OVER or conversation.disposition in NOT_RATED:
        return False
    return await ratings.find(connection, conversation.id, conversation.episode) is None


async def _place(desk: Desk, connection: AsyncConnection, conversation: Conversation) -> dict[str, Any]:
    found, position = await reception.look(desk, connection), await queue.position(connection, conversation)
    return {
        "position": position,
        "available": found.available,
        "wait": await _wait(desk, connection, found, position),
        "open": found.open,
        "opens_at": iso(found.opens_at),
    }


async def _wait(desk: Desk, connection: AsyncConnection, found: Reception, position: int) -> dict[str, int] | None:
    """The range of the wait; None while nobody takes cases, and as long as too little is known."""
    if not found.available:
        return None
    pace = await desk.pace.now(connection, found.hours, desk.clock())
    wait = wait_estimate.estimate(pace, position)
    return asdict(wait) if wait else None


async def _team(desk: Desk, connection: AsyncConnection, conversation: Conversation) -> dict[str, Any] | None:
    """The first names of the customer's pod, those at work first."""
    pod_id = conversation.pod_id or await load.pod_of_customer(connection, conversation)
    if pod_id is None:
        return None
    since = presence.seen_after(desk)
    team = [person for person in await people.of_pod(connection, pod_id) if person.takes_cases]
    present_first = sorted(team, key=lambda person: not _at_work(person, since))
    return {"people": [person.first_name for person in present_first[:MOST_NAMES]]} if team else None


def _at_work(person: Person, since: datetime) -> bool:
    return person.presence in AT_WORK and person.last_seen_at is not None and person.last_seen_at > since


async def _agent(connection: AsyncConnection, conversation: Conversation) -> dict[str, Any] | None:
    person = await people.find(connection, conversation.owner_id) if conversation.owner_id else None
    return {"name": person.first_name} if person else None
