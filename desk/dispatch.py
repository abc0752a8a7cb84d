"""The queue drains by itself: whoever is free is asked to take the case that fits, and after a while the next one is.

A round is made at every ring of `desk.queue_changed` (a new handoff, a resolved case, presence, capacity, rules) and,
as a backstop that also notices time going by, every second.
"""

from collections.abc import Iterator
from datetime import timedelta
from itertools import count

from sqlalchemy.ext.asyncio import AsyncConnection

from desk import hours, lifecycle, presence, routing, rules, why
from desk.changes import Change, change
from desk.clock import iso
from desk.core import Desk
from desk.errors import NotFoundError
from desk.lifecycle import State
from desk.logs import log_of
from desk.person import Presence
from desk.routing import Choice, Colleague
from desk.rules import Rules
from desk.store import assignments, conversations, load, people
from desk.store.assignments import Assignment

log = log_of(__name__)
FIRST_STRETCH, STRETCH = 20, 200  # cases of the line looked at together; mostly the first ones fit
BACKSTOP_SECONDS = 1


async def round_of_offers(desk: Desk) -> None:
    """Take back the offers that nobody answered, then offer all that can be offered."""
    async with desk.database.read() as connection:
        in_force = await rules.read(connection)
    await take_back_offers(desk, in_force)
    while choices := await _choices(desk, in_force):
        offered = [await _offer(desk, choice, in_force) for choice in choices]
        if not any(offered):
            return


async def take_back_offers(desk: Desk, in_force: Rules) -> None:
    """Cases whose offer was not answered in time wait again; the one who missed it is away until they say otherwise."""
    before = desk.clock() - timedelta(seconds=in_force.routing.offer_seconds)
    async with desk.database.read() as connection:
        due = await conversations.resting_since(connection, State.OFFERED, before)
    for conversation_id in due:
        await _take_back(desk, conversation_id)


async def _choices(desk: Desk, in_force: Rules) -> list[Choice]:
    """What to offer to whom as things stand: the choices of the first stretch of the line that has any."""
    now = desk.clock()
    if not in_force.routing.automatic or not hours.is_open(in_force.hours, now):
        return []
    async with desk.database.read() as connection:
        if not await load.somebody_free(connection, in_force.routing.hard_weight, now, presence.seen_after(desk)):
            return []
        team = await colleagues(desk, connection, in_force)
        free = [person for person in team if routing.may_take_something(person, now)]
        languages = frozenset().union(*(person.languages for person in free))
        for offset, length in _stretches() if free else ():
            line = await load.line(connection, languages, offset, length)
            choices = routing.assign(line, team, in_force.routing, in_force.care, now)
            if choices or len(line) < length:
                return choices
    return []


def _stretches() -> Iterator[tuple[int, int]]:
    """Where each stretch of the line begins, and how long it is."""
    yield 0, FIRST_STRETCH
    for offset in count(FIRST_STRETCH, STRETCH):
        yield offset, STRETCH


async def colleagues(desk: Desk, connection: AsyncConnection, in_force: Rules) -> list[Colleague]:
    """Everybody who takes cases, as they really are now."""
    return await load.colleagues(connection, in_force.routing.hard_weight, presence.seen_after(desk))


async def _offer(desk: Desk, choice: Choice, in_force: Rules) -> bool:
    """Ask the person, if case and person are still as they were; whether it was offered."""
    try:
        async with change(desk, choice.case.id) as under_way:
            if not await _still_so(under_way, choice, in_force):
                return False
            under_way.conversation = lifecycle.offer(under_way.conversation, choice.person.id, under_way.now)
            given = why.recorded(choice, under_way.now)
            await assignments.add(under_way.connection, given)
    except NotFoundError:
        return False
    tell_offer(desk, given, in_force)
    return True


async def _still_so(under_way: Change, choice: Choice, in_force: Rules) -> bool:
    """Counted again in the transaction that gives the case, so that nobody ever has too much."""
    if under_way.conversation.state is not State.QUEUED:
        return False
    person, held = await load.locked(under_way.connection, choice.person.id, in_force.routing.hard_weight)
    willing = person.active and person.presence == Presence.AVAILABLE
    more = routing.weight(under_way.conversation.hard, in_force.routing)
    return willing and routing.fits(held, more, person.capacity)


def tell_offer(desk: Desk, given: Assignment, in_force: Rules) -> None:
    """Tell the person who is asked."""
    expires_at = given.at + timedelta(seconds=in_force.routing.offer_seconds)
    frame = {
        "type": "offer",
        "conversation_id": given.conversation_id,
        "because": why.sentence(given.because),
        "expires_at": iso(expires_at),
    }
    desk.hub.tell_person(given.person_id, frame)
    log.info("A case was offered", conversation=given.conversation_id, person=given.person_id)


async def _take_back(desk: Desk, conversation_id: str) -> None:
    try:
        async with change(desk, conversation_id) as under_way:
            missed_by = under_way.conversation.offered_to
            if under_way.conversation.state is not State.OFFERED or missed_by is None:
                return
            under_way.conversation = lifecycle.requeue(under_way.conversation, under_way.now)
            await assignments.end_open(under_way.connection, conversation_id, "missed", under_way.now)
            await people.set_presence(under_way.connection, missed_by, Presence.AWAY)
    except NotFoundError:
        return
    frame = {"type": "presence", "presence": Presence.AWAY, "because": "missed_offer"}
    desk.hub.tell_person(missed_by, frame)
    log.info("An offer was missed", conversation=conversation_id, person=missed_by)
