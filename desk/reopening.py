""" "Das war noch nicht alles": a case that is over comes back, first to the person who had it."""

from dataclasses import replace
from datetime import datetime
from uuid import uuid4

from desk import dispatch, hours, lifecycle, presence, routing, rules
from desk.changes import Change, change
from desk.core import Desk
from desk.errors import ConflictError
from desk.handing_over import announce_waiting
from desk.handoff import Briefing, Handoff, Reason
from desk.lifecycle import OVER, WAITING, Conversation, State
from desk.logs import log_of
from desk.person import Person, Presence
from desk.rules import Rules
from desk.store import assignments, audit, handoffs, load, people
from desk.store.assignments import Assignment
from desk.words import Sentence

log = log_of(__name__)
SUMMARY = "Kunde meldet sich zurück: Das war noch nicht alles."


async def reopen(desk: Desk, conversation_id: str) -> None:
    """Offer the case to the person who had it, or let it wait for them; asked again, nothing more happens.

    Raises ConflictError (not_over) if the assistant has the conversation, or no person ever had it.
    """
    async with change(desk, conversation_id) as under_way:
        if under_way.conversation.state in WAITING | {State.HUMAN}:
            return
        handed = await handoffs.of_conversation(under_way.connection, conversation_id)
        if under_way.conversation.state not in OVER or not handed:
            raise ConflictError("Only a case that a person has closed can be reopened.", code="not_over")
        in_force = await rules.read(under_way.connection)
        offered = await _bring_back(under_way, handed[-1], in_force)
    if offered:
        dispatch.tell_offer(desk, offered, in_force)
    log.info("A case came back", conversation=conversation_id)


async def _bring_back(under_way: Change, last: Handoff, in_force: Rules) -> Assignment | None:
    """Put the case into the queue, or before its person if that one can take it; the offer, if it was made."""
    person = await _who_had_it(under_way)
    wanted_id = person.id if person else None
    under_way.conversation = lifecycle.come_back(under_way.conversation, wanted_id, under_way.now)
    await handoffs.add(under_way.connection, _again(under_way.conversation, last, under_way.now))
    await audit.note(under_way.connection, under_way.now, "came_back", conversation_id=under_way.conversation.id)
    if person is None or not await _can_take(under_way, person, in_force):
        await announce_waiting(under_way)
        return None
    return await _offer(under_way, person)


async def _who_had_it(under_way: Change) -> Person | None:
    """Who has just closed it, else who had it last."""
    conversation, connection = under_way.conversation, under_way.connection
    given = await assignments.of_conversation(connection, conversation.id)
    last = next((one.person_id for one in given if one.outcome == "accepted"), None)
    person_id = conversation.owner_id or last or await load.who_knows(connection, conversation)
    person = await people.find(connection, person_id) if person_id else None
    return person if person and person.takes_cases else None


def _again(conversation: Conversation, last: Handoff, now: datetime) -> Handoff:
    """What was known, as corrected, with word of the return."""
    corrected = last.corrected or {}
    briefing: Briefing = replace(
        last.briefing, reason=Reason(corrected.get("reason", last.briefing.reason)), summary=SUMMARY
    )
    return Handoff(id=str(uuid4()), conversation_id=conversation.id, briefing=briefing, waiting_since=now)


async def _can_take(under_way: Change, person: Person, in_force: Rules) -> bool:
    """Available, seen lately and with room, counted in this transaction. It is no new case, so nobody rests from it."""
    if not hours.is_open(in_force.hours, under_way.now):
        return False
    row, held = await load.locked(under_way.connection, person.id, in_force.routing.hard_weight)
    since = presence.seen_after(under_way.desk)
    there = row.presence == Presence.AVAILABLE and row.last_seen_at is not None and row.last_seen_at > since
    more = routing.weight(under_way.conversation.hard, in_force.routing)
    return there and routing.fits(held, more, row.capacity)


async def _offer(under_way: Change, person: Person) -> Assignment:
    under_way.conversation = lifecycle.offer(under_way.conversation, person.id, under_way.now)
    await under_way.announce(Sentence.CAME_BACK, name=person.first_name)
    given = Assignment(
        conversation_id=under_way.conversation.id,
        person_id=person.id,
        kind="return",
        at=under_way.now,
        because={"code": "return"},
    )
    await assignments.add(under_way.connection, given)
    return given
