"""Taking a case over: a lead from anybody, a colleague of the pod if the case was brought into their room."""

from dataclasses import replace

from desk import lifecycle, routing
from desk.cases import author_of, check_epoch, write_down
from desk.changes import Change, change
from desk.core import Desk
from desk.errors import ConflictError, NotAllowedError
from desk.event import EventType
from desk.logs import log_of
from desk.masking import mask
from desk.person import Person
from desk.store import assignments, events, handoffs, load, room
from desk.store.assignments import Assignment
from desk.words import Sentence

log = log_of(__name__)


async def take_over(desk: Desk, person: Person, conversation_id: str, owner_epoch: int, reason: str) -> None:
    """This person has the case from now on; the customer is told by first name, the reason is a note.

    Raises ConflictError (stale_epoch, already_yours, move_not_allowed), NotAllowedError (not_in_room).
    """
    async with change(desk, conversation_id) as under_way:
        check_epoch(under_way.conversation, owner_epoch)
        await _check_may(under_way, person)
        under_way.conversation = lifecycle.take_over(under_way.conversation, person.id, under_way.now)
        await _hand_all_over(under_way, person)
        await under_way.append(author_of(person), mask(reason), EventType.NOTE)
        await under_way.announce(Sentence.AGENT_JOINED, name=person.first_name)
        await write_down(under_way, person, "took_over")
    log.info("A case was taken over", conversation=conversation_id, person=person.id)


async def _check_may(under_way: Change, person: Person) -> None:
    conversation = under_way.conversation
    if conversation.owner_id == person.id:
        raise ConflictError("You have this case already.", code="already_yours")
    if person.may_intervene:
        return
    if not person.pod_id or not await room.has_case(under_way.connection, person.pod_id, conversation.id):
        raise NotAllowedError("This case was not brought into your pod's room.", code="not_in_room")


async def _hand_all_over(under_way: Change, person: Person) -> None:
    """Who has it, why, how many hard ones that makes, and how far the customer's messages have reached."""
    connection, conversation, now = under_way.connection, under_way.conversation, under_way.now
    delivered = max(conversation.delivered_sequence, await events.last_of_customer(connection, conversation.id))
    under_way.conversation = replace(conversation, delivered_sequence=delivered)
    await handoffs.accept_latest(connection, conversation.id, person.id, now)
    in_a_row = routing.hard_in_a_row(load.colleague_of(person, 0), now) + 1 if conversation.hard else 0
    await load.took(connection, person.id, now, in_a_row)
    await assignments.end_open(connection, conversation.id, "withdrawn", now)
    taken = Assignment(
        conversation_id=conversation.id,
        person_id=person.id,
        kind="take_over",
        at=now,
        because={"code": "take_over", "by": person.first_name},
        outcome="accepted",
        ended_at=now,
    )
    await assignments.add(connection, taken)
