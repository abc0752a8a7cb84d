"""Who waits, and who is there to take cases."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, ScalarSelect, and_, func, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from desk.event import AuthorKind
from desk.lifecycle import WAITING, WITH_A_PERSON, Conversation, State
from desk.person import Person, Presence
from desk.store.conversations import conversation_of
from desk.store.people import all_people
from desk.store.tables import conversations, customers, events, people, pods


@dataclass(frozen=True, kw_only=True)
class Case:
    """A conversation that waits for a person or has one, with what the queue shows of it."""

    conversation: Conversation
    customer_name: str | None
    email: str | None
    phone: str | None
    pod_name: str | None
    unread: int

    @property
    def contact(self) -> dict[str, str | None] | None:
        """How the customer can be reached, if known."""
        return {"email": self.email, "phone": self.phone} if self.email or self.phone else None


async def waiting(connection: AsyncConnection) -> list[Case]:
    """The cases that wait, oldest first by the first moment of waiting."""
    return await _cases(connection, conversations.c.state.in_(WAITING))


async def with_people(connection: AsyncConnection) -> list[Case]:
    """The cases that somebody has, oldest first."""
    return await _cases(connection, conversations.c.state.in_(WITH_A_PERSON))


async def position(connection: AsyncConnection, conversation: Conversation) -> int:
    """The conversation's place in the queue, from 1."""
    earlier = or_(
        conversations.c.waiting_since < conversation.waiting_since,
        and_(conversations.c.waiting_since == conversation.waiting_since, conversations.c.id < conversation.id),
    )
    ahead = select(func.count()).where(conversations.c.state.in_(WAITING), conversations.c.erased_at.is_(None), earlier)
    return int((await connection.execute(ahead)).scalar_one()) + 1


async def candidates(connection: AsyncConnection) -> list[Conversation]:
    """The conversations in state queued or offered, oldest first."""
    wanted = select(conversations).where(conversations.c.state.in_(WAITING), conversations.c.erased_at.is_(None))
    ordered = wanted.order_by(conversations.c.waiting_since, conversations.c.id)
    return [conversation_of(row) for row in await connection.execute(ordered)]


async def somebody_available(connection: AsyncConnection, seen_after: datetime) -> bool:
    """Whether a person who takes cases is available and has been seen after this moment."""
    return any(person.takes_cases for person in await _present(connection, seen_after))


async def gone_with_cases(connection: AsyncConnection, seen_before: datetime) -> list[tuple[str, str]]:
    """(person, conversation) for every open case of people not seen since this moment."""
    gone = or_(people.c.last_seen_at.is_(None), people.c.last_seen_at < seen_before)
    joined = conversations.join(people, people.c.id == conversations.c.owner_id)
    wanted = select(people.c.id, conversations.c.id.label("conversation_id")).select_from(joined)
    rows = await connection.execute(wanted.where(conversations.c.state == State.HUMAN, gone))
    return [(row.id, row.conversation_id) for row in rows]


async def _present(connection: AsyncConnection, seen_after: datetime) -> list[Person]:
    everybody = await all_people(connection)
    return [
        person
        for person in everybody
        if person.presence is Presence.AVAILABLE and person.last_seen_at and person.last_seen_at > seen_after
    ]


async def _cases(connection: AsyncConnection, condition: ColumnElement[bool]) -> list[Case]:
    joined = conversations.join(customers, customers.c.id == conversations.c.customer_id).outerjoin(
        pods, pods.c.id == conversations.c.pod_id
    )
    wanted = select(
        conversations,
        customers.c.name.label("customer_name"),
        customers.c.email,
        customers.c.phone,
        pods.c.name.label("pod_name"),
        _unread().label("unread"),
    ).select_from(joined)
    living = wanted.where(condition, conversations.c.erased_at.is_(None))
    rows = await connection.execute(living.order_by(conversations.c.waiting_since, conversations.c.id))
    return [_case_of(row) for row in rows]


def _unread() -> ScalarSelect[int]:
    """How many messages of the customer the agent has not seen."""
    return (
        select(func.count())
        .select_from(events)
        .where(
            events.c.conversation_id == conversations.c.id,
            events.c.author_kind == AuthorKind.CUSTOMER,
            events.c.sequence > conversations.c.seen_by_agent,
        )
        .scalar_subquery()
    )


def _case_of(row: Row[Any]) -> Case:
    return Case(
        conversation=conversation_of(row),
        customer_name=row.customer_name,
        email=row.email,
        phone=row.phone,
        pod_name=row.pod_name,
        unread=row.unread,
    )
