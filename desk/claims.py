"""Who takes a case: claims, the next in line, offers refused, and cases whose agent is gone."""

from dataclasses import replace

from desk import lifecycle
from desk.cases import write_down
from desk.changes import Change, change
from desk.core import Desk
from desk.errors import ConflictError, NotFoundError, unknown_conversation
from desk.handing_over import announce_waiting
from desk.lifecycle import WAITING, Conversation, State
from desk.logs import log_of
from desk.person import Person
from desk.store import events, handoffs, queue
from desk.words import Sentence

log = log_of(__name__)


async def claim(desk: Desk, person: Person, conversation_id: str) -> None:
    """Take a waiting case; of two who try at once, one gets it. Raises ConflictError (already_taken), NotFoundError."""
    async with change(desk, conversation_id) as under_way:
        await _check_claim(under_way, person)
        await _accept(under_way, person)


async def take_next(desk: Desk, person: Person) -> str | None:
    """Take the case that fits best; its id, or None if nobody waits."""
    async with desk.database.read() as connection:
        waiting = await queue.candidates(connection)
    for candidate in sorted(waiting, key=lambda conversation: _preference(conversation, person)):
        try:
            await claim(desk, person, candidate.id)
        except (ConflictError, NotFoundError):
            continue
        return candidate.id
    return None


async def decline(desk: Desk, person: Person, conversation_id: str) -> None:
    """Refuse an offer; the case goes back to the queue with its waiting time."""
    async with change(desk, conversation_id) as under_way:
        if under_way.conversation.offered_to != person.id:
            raise ConflictError("This case is not offered to you.", code="not_offered")
        under_way.conversation = lifecycle.requeue(under_way.conversation, under_way.now)


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


def _preference(conversation: Conversation, person: Person) -> tuple[int, float]:
    """Offered to me first; then my pod's and nobody's; then other pods'. Within each, oldest first."""
    fits = conversation.pod_id in (None, person.pod_id)
    rank = 0 if conversation.offered_to == person.id else 1 if fits else 2
    return rank, conversation.waiting_since.timestamp() if conversation.waiting_since else 0
