"""Handing a conversation to people: from the assistant to the queue, and word of it to the customer."""

from dataclasses import replace
from uuid import uuid4

from desk import lifecycle, reception, rules, when
from desk.changes import Change
from desk.handoff import URGENT_REASONS, Briefing, Handoff, is_hard, strongest_emotion
from desk.lifecycle import Conversation
from desk.logs import log_of
from desk.store import conversations, handoffs, load, queue
from desk.words import Sentence

log = log_of(__name__)


async def hand_over(change: Change, briefing: Briefing, turn_id: str | None = None) -> None:
    """Put the conversation into the queue with its briefing, and tell the customer the truth about waiting."""
    change.conversation = lifecycle.hand_over(await _for_routing(change, briefing), change.now)
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


async def _for_routing(change: Change, briefing: Briefing) -> Conversation:
    """The conversation with what decides who gets it: how hard it is, the skill it needs, who knows the customer."""
    connection, conversation = change.connection, change.conversation
    emotion = strongest_emotion(briefing.emotion_course)
    return replace(
        conversation,
        hard=is_hard(briefing.reason, emotion),
        priority=int(briefing.reason in URGENT_REASONS),
        skill=(await rules.read(connection)).skill_for(briefing.reason, briefing.concerns),
        wanted_id=await load.who_knows(connection, conversation),
        pod_id=await _pod(change),
    )


async def _pod(change: Change) -> str | None:
    """The customer's pod; a new customer gets the one with the most room, and keeps it."""
    known = await load.pod_of_customer(change.connection, change.conversation)
    pod_id = known or await load.roomiest_pod(change.connection)
    await load.keep_pod(change.connection, change.conversation.customer_id, pod_id)
    return pod_id


async def announce_waiting(change: Change) -> None:
    """Say who is next, or when people are back, or that nobody is there; then also how we reach the customer."""
    found = await reception.look(change.desk, change.connection)
    if found.available:
        await _announce_position(change)
    elif found.opens_at:
        language = change.conversation.language
        back = when.back_from(found.opens_at, change.now, found.hours.timezone, language)
        await _announce_nobody(change, Sentence.CLOSED, Sentence.CLOSED_KNOWN, when=back)
    else:
        await _announce_nobody(change, Sentence.NOBODY_THERE, Sentence.NOBODY_THERE_KNOWN)


async def _announce_position(change: Change) -> None:
    position = await queue.position(change.connection, change.conversation)
    sentence = Sentence.QUEUED_FIRST if position == 1 else Sentence.QUEUED_AT
    await change.announce(sentence, position=position)


async def _announce_nobody(change: Change, asking: Sentence, knowing: Sentence, **names: str) -> None:
    """In the sentence that asks for a contact, or in the one that knows it."""
    customer = await conversations.customer_of(change.connection, change.conversation)
    contact = customer["email"] or customer["phone"]
    if contact:
        await change.announce(knowing, contact=contact, **names)
    else:
        await change.announce(asking, asks="contact", **names)
