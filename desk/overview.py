"""What is looked up across conversations and people: the team, the list of conversations, open cases."""

from typing import Any

from sqlalchemy import Select, or_, select

from desk import presence
from desk.clock import iso
from desk.core import Desk
from desk.lifecycle import State
from desk.person import Person, Presence
from desk.store import conversations as store
from desk.store import people
from desk.store.tables import conversations, customers


async def open_cases(desk: Desk, person: Person) -> int:
    """How many cases this person has."""
    async with desk.database.read() as connection:
        return len(await store.owned_by(connection, person.id, frozenset({State.HUMAN})))


async def team(desk: Desk) -> dict[str, Any]:
    """Everybody who may log in, with presence, and the pods."""
    async with desk.database.read() as connection:
        everybody, pods = await people.all_people(connection), await people.all_pods(connection)
    return {
        "people": [
            person.public() | {"presence": really(desk, person), "takes_cases": person.takes_cases}
            for person in everybody
            if person.active
        ],
        "pods": [{"id": pod.id, "name": pod.name} for pod in pods],
    }


async def conversations_like(desk: Desk, state: str, part: str, limit: int) -> list[dict[str, Any]]:
    """Conversations, newest first; filtered by state and by part of a name, an address or an id."""
    joined = conversations.join(customers, customers.c.id == conversations.c.customer_id)
    wanted = select(conversations, customers.c.name, customers.c.email).select_from(joined)
    wanted = wanted.where(conversations.c.erased_at.is_(None))
    if state:
        wanted = wanted.where(conversations.c.state == state)
    if part:
        wanted = _like(wanted, part)
    async with desk.database.read() as connection:
        rows = await connection.execute(wanted.order_by(conversations.c.created_at.desc()).limit(limit))
        return [
            {
                "id": row.id,
                "state": row.state,
                "language": row.language,
                "created_at": iso(row.created_at),
                "customer": {"name": row.name, "email": row.email},
                "disposition": row.disposition,
            }
            for row in rows
        ]


def _like(wanted: Select[Any], part: str) -> Select[Any]:
    matches = (
        column.icontains(part, autoescape=True) for column in (customers.c.name, customers.c.email, conversations.c.id)
    )
    return wanted.where(or_(*matches))


def really(desk: Desk, person: Person) -> Presence:
    """Presence as it really is: somebody not seen for a while is offline."""
    since = presence.seen_after(desk)
    return person.presence if person.last_seen_at and person.last_seen_at > since else Presence.OFFLINE
