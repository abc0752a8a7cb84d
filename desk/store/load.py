"""What people have in hand, and who is there: read for routing and counted again where a case is given."""

from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import Row, Select, case, func, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from desk.lifecycle import Conversation, State
from desk.person import Person, Presence
from desk.routing import Colleague, Waiting
from desk.store import assignments
from desk.store.people import all_people
from desk.store.queue import of_queue
from desk.store.tables import IN_LINE, conversations, customers, handoffs, people

# A case in hand, or one that a person is being asked to take; wrapping up no longer counts.
HELD = func.coalesce(conversations.c.offered_to, conversations.c.owner_id)


async def colleagues(connection: AsyncConnection, hard_weight: int, seen_after: datetime) -> list[Colleague]:
    """Everybody who takes cases; whoever was not seen since the given moment is offline."""
    loads = await by_person(connection, hard_weight)
    everybody = [person for person in await all_people(connection) if person.takes_cases]
    return [_as_seen(person, loads.get(person.id, 0), seen_after) for person in everybody]


async def somebody_free(connection: AsyncConnection, hard_weight: int, now: datetime, seen_after: datetime) -> bool:
    """Whether anybody at all could take a case: asked far more often than there is something to give."""
    loads = _loads(hard_weight).add_columns(HELD.label("person_id")).group_by(HELD).subquery()
    rested = or_(people.c.rests_until.is_(None), people.c.rests_until <= now)
    there = people.c.presence == Presence.AVAILABLE, people.c.last_seen_at > seen_after, people.c.active, rested
    joined = people.outerjoin(loads, loads.c.person_id == people.c.id)
    free = select(people.c.id).select_from(joined).where(*there, func.coalesce(loads.c.load, 0) < people.c.capacity)
    return (await connection.execute(free.limit(1))).first() is not None


async def by_person(connection: AsyncConnection, hard_weight: int) -> dict[str, int]:
    """Person → load."""
    grouped = _loads(hard_weight).add_columns(HELD.label("person_id")).group_by(HELD)
    return {row.person_id: int(row.load) for row in await connection.execute(grouped) if row.person_id}


async def locked(connection: AsyncConnection, person_id: str, hard_weight: int) -> tuple[Row[Any], int]:
    """The person's row, nobody else's to count with until this transaction ends, and the load."""
    row = (await connection.execute(select(people).where(people.c.id == person_id).with_for_update())).one()
    theirs = _loads(hard_weight).where(
        or_(conversations.c.offered_to == person_id, conversations.c.owner_id == person_id)
    )
    return row, (await connection.execute(theirs)).scalar_one_or_none() or 0


async def line(connection: AsyncConnection, languages: frozenset[str], offset: int, limit: int) -> list[Waiting]:
    """A stretch of the cases in these languages that nobody is asked to take yet, in the order of being served."""
    nobody_asked = conversations.c.offered_to.is_(None), conversations.c.language.in_(languages)
    ordered = of_queue(conversations).where(*nobody_asked).order_by(*IN_LINE)
    rows = (await connection.execute(ordered.offset(offset).limit(limit))).all()
    refused = await assignments.refusals(connection, [row.id for row in rows])
    return [_waiting(row, refused.get(row.id, {})) for row in rows]


async def nearest(connection: AsyncConnection, person: Person, limit: int = 50) -> list[Waiting]:
    """What waits in this person's languages: by urgency, then nearness to the customer, then waiting."""
    nobody_asked = conversations.c.offered_to.is_(None), conversations.c.language.in_(person.languages)
    closeness = case(
        (conversations.c.wanted_id == person.id, 0),
        (or_(conversations.c.pod_id.is_(None), conversations.c.pod_id == person.pod_id), 1),
        else_=2,
    )
    wanted = of_queue(conversations).where(*nobody_asked)
    order = conversations.c.priority.desc(), closeness, conversations.c.waiting_since
    rows = await connection.execute(wanted.order_by(*order, conversations.c.id).limit(limit))
    return [_waiting(row, {}) for row in rows]


async def asked(connection: AsyncConnection, person_id: str) -> list[str]:
    """Ids of the cases that this person is asked to take, longest waiting first."""
    theirs = conversations.c.state == State.OFFERED, conversations.c.offered_to == person_id
    wanted = select(conversations.c.id).where(*theirs).order_by(conversations.c.waiting_since)
    return list((await connection.execute(wanted)).scalars())


async def took(connection: AsyncConnection, person_id: str, now: datetime, hard_in_a_row: int) -> None:
    """The person has taken a case."""
    values = {"last_assigned_at": now, "hard_in_a_row": hard_in_a_row}
    await connection.execute(update(people).where(people.c.id == person_id).values(values))


async def rest(connection: AsyncConnection, person_id: str, until: datetime) -> None:
    """The person has come out of a hard case."""
    await connection.execute(update(people).where(people.c.id == person_id).values(rests_until=until))


async def who_knows(connection: AsyncConnection, conversation: Conversation) -> str | None:
    """The person who last had a case of this customer: of this conversation, or of one of the same identity."""
    same = await _same_customer(connection, conversation)
    joined = handoffs.join(conversations, conversations.c.id == handoffs.c.conversation_id).join(
        people, people.c.id == handoffs.c.accepted_by
    )
    theirs = (
        select(handoffs.c.accepted_by)
        .select_from(joined)
        .where(or_(conversations.c.id == conversation.id, conversations.c.customer_id.in_(same)), people.c.active)
    )
    return (await connection.execute(theirs.order_by(handoffs.c.accepted_at.desc()).limit(1))).scalar()


async def pod_of_customer(connection: AsyncConnection, conversation: Conversation) -> str | None:
    """The pod that this customer belongs to, known by what the website says of the visitor."""
    same = await _same_customer(connection, conversation)
    known = select(customers.c.pod_id).where(customers.c.id.in_(same), customers.c.pod_id.is_not(None))
    return (await connection.execute(known.order_by(customers.c.created_at.desc()).limit(1))).scalar()


async def roomiest_pod(connection: AsyncConnection) -> str | None:
    """The pod whose people have the fewest cases to a head, waiting ones included; pods without people do not count."""
    heads = (
        select(people.c.pod_id, func.count().label("heads"))
        .where(people.c.active, people.c.pod_id.is_not(None))
        .group_by(people.c.pod_id)
        .subquery()
    )
    busy = conversations.c.state.in_((State.QUEUED, State.OFFERED, State.HUMAN))
    cases = (
        select(conversations.c.pod_id, func.count().label("cases"))
        .where(busy, conversations.c.pod_id.is_not(None))
        .group_by(conversations.c.pod_id)
        .subquery()
    )
    a_head = func.coalesce(cases.c.cases, 0) * 1.0 / heads.c.heads
    joined = heads.outerjoin(cases, cases.c.pod_id == heads.c.pod_id)
    wanted = select(heads.c.pod_id).select_from(joined).order_by(a_head, heads.c.pod_id).limit(1)
    return (await connection.execute(wanted)).scalar()


async def keep_pod(connection: AsyncConnection, customer_id: str, pod_id: str | None) -> None:
    """From now on this customer belongs to the pod."""
    await connection.execute(update(customers).where(customers.c.id == customer_id).values(pod_id=pod_id))


async def _same_customer(connection: AsyncConnection, conversation: Conversation) -> list[str]:
    """Ids under which this customer is known: the same external id, else the same e-mail address."""
    mine = (await connection.execute(select(customers).where(customers.c.id == conversation.customer_id))).one()
    name, value = ("external_id", mine.external_id) if mine.external_id else ("email", mine.email)
    if not value:
        return [conversation.customer_id]
    return list((await connection.execute(select(customers.c.id).where(customers.c[name] == value))).scalars())


def _loads(hard_weight: int) -> Select[Any]:
    each = case((conversations.c.hard, hard_weight), else_=1)
    counted = conversations.c.state.in_((State.OFFERED, State.HUMAN)), conversations.c.erased_at.is_(None)
    return select(func.sum(each).label("load")).where(*counted)


def _waiting(row: Row[Any], refused: dict[str, datetime]) -> Waiting:
    names = ("id", "waiting_since", "language", "skill", "hard", "priority", "pod_id", "wanted_id")
    return Waiting(**{name: row._mapping[name] for name in names}, refused=refused)


def _as_seen(person: Person, load: int, seen_after: datetime) -> Colleague:
    here = person.last_seen_at is not None and person.last_seen_at > seen_after
    return replace(colleague_of(person, load), presence=person.presence if here else Presence.OFFLINE)


def colleague_of(person: Person, load: int) -> Colleague:
    """The person as routing sees them."""
    return Colleague(
        id=person.id,
        name=person.first_name,
        presence=person.presence,
        capacity=person.capacity,
        load=load,
        pod_id=person.pod_id,
        languages=person.languages,
        skills=person.skills,
        hard_in_a_row=person.hard_in_a_row,
        rests_until=person.rests_until,
        last_assigned_at=person.last_assigned_at,
    )
