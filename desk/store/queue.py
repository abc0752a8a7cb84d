"""Who waits, and who is there to take cases."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, ScalarSelect, Select, Table, and_, func, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from desk.event import AuthorKind
from desk.lifecycle import WITH_A_PERSON, Conversation, State
from desk.person import TAKES_CASES, Presence
from desk.store.conversations import conversation_of
from desk.store.tables import IN_LINE, WAITS, assignments, conversations, customers, events, people, pods


@dataclass(frozen=True, kw_only=True)
class Case:
    """A conversation that waits for a person or has one, with what the queue shows of it."""

    conversation: Conversation
    customer_name: str | None
    email: str | None
    phone: str | None
    pod_name: str | None
    unread: int
    wanted_name: str | None  # first name of the person who knows the customer
    offer: dict[str, Any] | None  # why the person who is asked was chosen

    @property
    def contact(self) -> dict[str, str | None] | None:
        """How the customer can be reached, if known."""
        return {"email": self.email, "phone": self.phone} if self.email or self.phone else None


async def waiting(connection: AsyncConnection, after: int, limit: int) -> list[Case]:
    """Cases that wait, in the order in which they are served, from the place `after` on."""
    page = of_queue(conversations.c.id).order_by(*IN_LINE).offset(after).limit(limit)
    ids = list((await connection.execute(page)).scalars())
    return await _cases(connection, conversations.c.id.in_(ids))


async def in_hand(connection: AsyncConnection, people: list[str] | None = None) -> list[Case]:
    """The cases that these people, or anybody, have or are asked to take."""
    held = conversations.c.state.in_(WITH_A_PERSON | {State.OFFERED})
    if people is None:
        return await _cases(connection, held)
    return await _cases(
        connection, held & func.coalesce(conversations.c.offered_to, conversations.c.owner_id).in_(people)
    )


async def length(connection: AsyncConnection) -> int:
    """How many wait."""
    return int((await connection.execute(of_queue(func.count()))).scalar_one())


async def ids(connection: AsyncConnection, among: list[str]) -> list[str]:
    """Which of these conversations wait."""
    return list((await connection.execute(of_queue(conversations.c.id).where(conversations.c.id.in_(among)))).scalars())


async def position(connection: AsyncConnection, conversation: Conversation) -> int:
    """The conversation's place in the queue, from 1."""
    since = conversation.waiting_since
    as_urgent = conversations.c.priority == conversation.priority
    earlier = or_(
        conversations.c.priority > conversation.priority,
        and_(as_urgent, conversations.c.waiting_since < since),
        and_(as_urgent, conversations.c.waiting_since == since, conversations.c.id < conversation.id),
    )
    return int((await connection.execute(of_queue(func.count()).where(earlier))).scalar_one()) + 1


async def waiting_longest(connection: AsyncConnection) -> datetime | None:
    """Since when the case waits that waits longest; None if nobody waits."""
    longest: datetime | None = (await connection.execute(of_queue(func.min(conversations.c.waiting_since)))).scalar()
    return longest


async def somebody_available(connection: AsyncConnection, seen_after: datetime) -> bool:
    """Whether somebody who takes cases is available and was seen after this moment; every waiting customer asks."""
    there = people.c.presence == Presence.AVAILABLE, people.c.last_seen_at > seen_after, people.c.active
    roles = await connection.execute(select(people.c.roles).where(*there).distinct())
    return any(TAKES_CASES.intersection(held) for held in roles.scalars())


async def gone_with_cases(connection: AsyncConnection, seen_before: datetime) -> list[tuple[str, str]]:
    """(person, conversation) for every open case of people not seen since this moment."""
    gone = or_(people.c.last_seen_at.is_(None), people.c.last_seen_at < seen_before)
    joined = conversations.join(people, people.c.id == conversations.c.owner_id)
    wanted = select(people.c.id, conversations.c.id.label("conversation_id")).select_from(joined)
    rows = await connection.execute(wanted.where(conversations.c.state == State.HUMAN, gone))
    return [(row.id, row.conversation_id) for row in rows]


def of_queue(*what: ColumnElement[Any] | Table) -> Select[Any]:
    """These columns of all conversations that wait."""
    return select(*what).select_from(conversations).where(WAITS)


async def _cases(connection: AsyncConnection, condition: ColumnElement[bool]) -> list[Case]:
    joined = (
        conversations.join(customers, customers.c.id == conversations.c.customer_id)
        .outerjoin(pods, pods.c.id == conversations.c.pod_id)
        .outerjoin(people, people.c.id == conversations.c.wanted_id)
    )
    wanted = select(
        conversations,
        customers.c.name.label("customer_name"),
        customers.c.email,
        customers.c.phone,
        pods.c.name.label("pod_name"),
        people.c.name.label("wanted_name"),
        _offer().label("offer"),
        _unread().label("unread"),
    ).select_from(joined)
    living = wanted.where(condition, conversations.c.erased_at.is_(None))
    rows = await connection.execute(living.order_by(*IN_LINE))
    return [_case_of(row) for row in rows]


def _offer() -> ScalarSelect[Any]:
    """Why the person was chosen who is being asked."""
    still_open = assignments.c.conversation_id == conversations.c.id, assignments.c.outcome.is_(None)
    return select(assignments.c.because).where(*still_open).limit(1).scalar_subquery()


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
        wanted_name=row.wanted_name.split(" ")[0] if row.wanted_name else None,
        offer=row.offer,
    )
