"""Handing a conversation to people: from the assistant to the queue, and word of it to the customer."""

from uuid import uuid4

from desk import lifecycle, presence
from desk.changes import Change
from desk.handoff import Briefing, Handoff
from desk.logs import log_of
from desk.store import conversations, handoffs, queue
from desk.words import Sentence

log = log_of(__name__)


async def hand_over(change: Change, briefing: Briefing, turn_id: str | None = None) -> None:
    """Put the conversation into the queue with its briefing, and tell the customer the truth about waiting."""
    change.conversation = lifecycle.hand_over(change.conversation, change.now)
    handoff = Handoff(
        id=str(uuid4()),
        conversation_id=change.conversation.id,
        briefing=briefing,
        waiting_since=change.now,
        turn_id=turn_id,
    )
    await handoffs.add(change.connection, handoff)
    await announce_waiting(change)
    log.info("A conversation waits for a person", conversation=change.conversation.id, reason=briefing.reason)


async def announce_waiting(change: Change) -> None:
    """Say who is next, or that nobody is there and how we reach the customer."""
    if await presence.somebody_available(change.desk, change.connection):
        await _announce_position(change)
    else:
        await _announce_nobody(change)


async def _announce_position(change: Change) -> None:
    position = await queue.position(change.connection, change.conversation)
    sentence = Sentence.QUEUED_FIRST if position == 1 else Sentence.QUEUED_AT
    await change.announce(sentence, position=position)


async def _announce_nobody(change: Change) -> None:
    customer = await conversations.customer_of(change.connection, change.conversation)
    contact = customer["email"] or customer["phone"]
    if contact:
        await change.announce(Sentence.NOBODY_THERE_KNOWN, contact=contact)
    else:
        await change.announce(Sentence.NOBODY_THERE, asks="contact")
