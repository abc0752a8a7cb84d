"""Who takes a case: claims, the next in line, offers refused, and cases whose agent is gone."""

from dataclasses import replace

from sqlalchemy.ext.asyncio import AsyncConnection

from desk import capacity, lifecycle, routing, rules
from desk.cases import write_down
from desk.changes import Change, change
from desk.core import Desk
from desk.errors import ConflictError, NotFoundError, unknown_conversation
from desk.handing_over import announce_waiting
from desk.lifecycle import WAITING, State
from desk.logs import log_of
from desk.person import Person, Presence
from desk.routing import Colleague
from desk.rules import Rules
from desk.store import assignments, events, handoffs, load
from desk.store.assignments import Assignment
from desk.why import OWN_CHOICE
from desk.words import Sentence

log = log_of(__name__)


async def claim(desk: Desk, person: Person, conversation_id: str) -> None:
    """Take a waiting case; of two who try at once, one gets it.

    Raises ConflictError (already_taken, at_capacity), NotFoundError.
    """
    async with change(desk, conversation_id) as under_way:
        await _check_claim(under_way, person)
        await take(under_way, person, OWN_CHOICE)


async def take_next(desk: Desk, person: Person) -> str | None:
    """Take the case that fits best; its id, or None if nothing waits that this person should take."""
    async with desk.database.read() as connection:
        in_force = await rules.read(connection)
        me = await _as_colleague(connection, person, in_force)
        asked, nearest = await load.asked(connection, person.id), await load.nearest(connection, person)
    rule = in_force.routing, in_force.care, desk.clock()
    fitting = [case.id for case in nearest if routing.hindrance(case, me, *rule) is None]
    for conversation_id in (*asked, *fitting):
        try:
            await claim(desk, person, conversation_id)
        except (ConflictError, NotFoundError):
            continue
        return conversation_id
    return None


async def take(under_way: Change, person: Person, code: str, **because: object) -> None:
    """The case is this person's from now on; recorded with the reason. Raises ConflictError (at_capacity)."""
    answered = under_way.conversation.offered_to == person.id
    await _count(under_way, person, answered=answered)
    await _accept(under_way, person)
    await assignments.end_open(under_way.connection, under_way.conversation.id, "accepted", under_way.now)
    if not answered:
        await assignments.add(under_way.connection, _own(under_way, person, {"code": code, **because}))


async def decline(desk: Desk, person: Person, conversation_id: str) -> None:
    """Refuse an offer; the case goes back to the queue with its waiting time."""
    async with change(desk, conversation_id) as under_way:
        if under_way.conversation.offered_to != person.id:
            raise ConflictError("This case is not offered to you.", code="not_offered")
        under_way.conversation = lifecycle.requeue(under_way.conversation, under_way.now)
        await assignments.end_open(under_way.connection, conversation_id, "declined", under_way.now)


async def requeue_abandoned(desk: Desk, person: Person, conversation_id: str) -> None:
    """The agent is gone: the case goes back to the queue, first in line by its waiting time."""
    async with change(desk, conversation_id) as under_way:
        if under_way.conversation.owner_id != person.id or under_way.conversation.state is not State.HUMAN:
            return
        under_way.conversation = lifecycle.requeue(under_way.conversation, under_way.now)
        await under_way.announce(Sentence.AGENT_GONE, name=person.first_name)
        await announce_waiting(under_way)
        await write_down(under_way, person, "abandoned")
    log.warning("An agent is gone; the case waits again", conversation=conversation_id, person=person.id)


async def _check_claim(under_way: Change, person: Person) -> None:
    conversation = under_way.conversation
    if not await handoffs.of_conversation(under_way.connection, conversation.id):
        raise unknown_conversation()
    taken = conversation.state not in WAITING
    if taken or conversation.offered_to not in (None, person.id):
        raise ConflictError("Somebody else has this case.", code="already_taken", state=conversation.state)


async def _accept(under_way: Change, person: Person) -> None:
    under_way.conversation = lifecycle.accept(under_way.conversation, person.id, under_way.now)
    latest = await events.last_of_customer(under_way.connection, under_way.conversation.id)
    delivered = max(under_way.conversation.delivered_sequence, latest)
    under_way.conversation = replace(under_way.conversation, delivered_sequence=delivered)
    await handoffs.accept_latest(under_way.connection, under_way.conversation.id, person.id, under_way.now)
    await under_way.announce(Sentence.AGENT_JOINED, name=person.first_name)
    await write_down(under_way, person, "claimed")


async def _count(under_way: Change, person: Person, *, answered: bool) -> None:
    """Count the case to what the person has taken. Raises ConflictError (at_capacity)."""
    row, held = await capacity.check(under_way, person.id, counted=answered)
    current = replace(person, hard_in_a_row=row.hard_in_a_row, rests_until=row.rests_until)
    run = routing.hard_in_a_row(load.colleague_of(current, held), under_way.now)
    in_a_row = run + 1 if under_way.conversation.hard else 0
    await load.took(under_way.connection, person.id, under_way.now, in_a_row)


async def _as_colleague(connection: AsyncConnection, person: Person, in_force: Rules) -> Colleague:
    """The person with what they have in hand, willing: who takes a case is there."""
    loads = await load.by_person(connection, in_force.routing.hard_weight)
    return replace(load.colleague_of(person, loads.get(person.id, 0)), presence=Presence.AVAILABLE)


def _own(under_way: Change, person: Person, because: dict[str, object]) -> Assignment:
    return Assignment(
        conversation_id=under_way.conversation.id,
        person_id=person.id,
        kind="claim",
        at=under_way.now,
        because=because,
        outcome="accepted",
        ended_at=under_way.now,
    )
