"""Everything about one conversation, for the person who works on it."""

from itertools import islice
from typing import Any

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from desk import goodwill, hours, why
from desk.board import concerns_of, emotion_of
from desk.briefings import concerns_of as concerns_in
from desk.clock import iso
from desk.core import Desk
from desk.errors import unknown_conversation
from desk.event import Event
from desk.handoff import Handoff
from desk.lifecycle import Conversation
from desk.person import Person
from desk.rules import Hours
from desk.store import assignments, conversations, events, handoffs, mentions, people, ratings, room, turns
from desk.store.tables import customers, pods
from desk.store.turns import Turn, TurnState

MOST_SUGGESTIONS = 3
OUTCOMES = ("form_done", "looked_up", "answered")


async def read(desk: Desk, person: Person, conversation_id: str) -> dict[str, Any]:
    """The case file. Raises NotFoundError (unknown_conversation), also for what this person may not read."""
    async with desk.database.read() as connection:
        conversation = await check_may_read(connection, person, conversation_id)
        done = await turns.of_conversation(connection, conversation_id)
        handed = await handoffs.of_conversation(connection, conversation_id)
        read_along = await turns.readings_of(connection, conversation_id)
        understood = {turn.sequence: turn.understood for turn in done if turn.understood} | read_along
        log = await events.everything(connection, conversation_id)
        concerns = _concerns(done, handed)
        return {
            **await _head(connection, conversation),
            "outcome": outcome(done, handed),
            "concerns": concerns_of(desk, concerns),
            "events": [_entry(event, understood) for event in log],
            "turns": [_turn(turn) for turn in done],
            "handoffs": [await _handoff(desk, connection, handoff) for handoff in handed],
            "suggestions": _suggestions(desk, conversation, concerns, read_along, await hours.in_force(connection)),
            "rating": await _rating(connection, conversation_id),
            "assignment": await _assignment(connection, person, conversation_id),
            "goodwill": await goodwill.of_case(desk, connection, person, conversation_id),
            "viewers": [one for one in desk.viewers.of(conversation_id, desk.clock()) if one["id"] != person.id],
        }


async def check_may_read(connection: AsyncConnection, person: Person, conversation_id: str) -> Conversation:
    """The conversation, if this person may read it. Raises NotFoundError (unknown_conversation)."""
    conversation = await conversations.find(connection, conversation_id)
    if conversation is None:
        raise unknown_conversation()
    if not person.sees_all and not await _concerns_person(connection, person, conversation_id):
        raise unknown_conversation()
    return conversation


async def _concerns_person(connection: AsyncConnection, person: Person, conversation_id: str) -> bool:
    """It is or was handed over, a note calls this person in, or it was brought into the room of the person's pod."""
    return (
        bool(await handoffs.of_conversation(connection, conversation_id))
        or await mentions.is_mentioned(connection, conversation_id, person.id)
        or await room.has_case(connection, person.pod_id, conversation_id)
    )


def outcome(done: list[Turn], handed: list[Handoff]) -> str | None:
    """What came of the conversation: handed_over, still_open, or the most that the assistant achieved."""
    if handed:
        return "handed_over"
    answered = [turn.progress or {} for turn in done if turn.state is TurnState.DONE]
    if answered and (answered[-1].get("asks") or answered[-1].get("outcome") == "still_open"):
        return "still_open"
    reached = {progress.get("outcome") for progress in answered}
    return next((name for name in OUTCOMES if name in reached), None)


def _concerns(done: list[Turn], handed: list[Handoff]) -> list[str]:
    """Recognised by the assistant or named in a handoff, in the order of appearance."""
    named = (concern for handoff in handed for concern in handoff.briefing.concerns)
    return list(dict.fromkeys([*concerns_in(done), *named]))


async def _head(connection: AsyncConnection, conversation: Conversation) -> dict[str, Any]:
    owner = await people.find(connection, conversation.owner_id) if conversation.owner_id else None
    customer = await conversations.customer_of(connection, conversation)
    contact = {"email": customer["email"], "phone": customer["phone"]}
    pod = await connection.execute(select(pods.c.name).where(pods.c.id == conversation.pod_id))
    return {
        "id": conversation.id,
        "state": conversation.state,
        "owner_epoch": conversation.owner_epoch,
        "owner": owner.public() if owner else None,
        "offered_to": conversation.offered_to,
        "pod": pod.scalar(),
        "language": conversation.language,
        "created_at": iso(conversation.created_at),
        "waiting_since": iso(conversation.waiting_since),
        "page": conversation.page,
        "customer": {
            "name": customer["name"],
            "email": customer["email"],
            "id": customer["external_id"],
            "pod": await _pod_of_customer(connection, conversation.customer_id),
        },
        "contact": contact if any(contact.values()) else None,
        "disposition": conversation.disposition,
        "summary": conversation.summary,
        "delivered": conversation.delivered_sequence,
        "seen_by_customer": conversation.seen_by_customer,
    }


async def _pod_of_customer(connection: AsyncConnection, customer_id: str) -> str | None:
    joined = customers.join(pods, pods.c.id == customers.c.pod_id)
    named = await connection.execute(select(pods.c.name).select_from(joined).where(customers.c.id == customer_id))
    return named.scalar()


async def _assignment(connection: AsyncConnection, person: Person, conversation_id: str) -> dict[str, Any] | None:
    """The latest, as this person may know it."""
    latest = next(iter(await assignments.of_conversation(connection, conversation_id)), None)
    is_lead = person.may_intervene
    return why.told(latest, reader_id=person.id, is_lead=is_lead) if latest else None


def _entry(event: Event, understood: dict[int, Any]) -> dict[str, Any]:
    return event.public() | ({"understood": understood[event.sequence]} if event.sequence in understood else {})


def _turn(turn: Turn) -> dict[str, Any]:
    return {
        "id": turn.id,
        "sequence": turn.sequence,
        "state": turn.state,
        "chosen": turn.chosen,
        "progress": turn.progress,
        "note": turn.note,
    }


async def _handoff(desk: Desk, connection: AsyncConnection, handoff: Handoff) -> dict[str, Any]:
    briefing = handoff.briefing
    accepted_by = await people.find(connection, handoff.accepted_by) if handoff.accepted_by else None
    return {
        "id": handoff.id,
        "reason": briefing.reason,
        "emotion": emotion_of(handoff),
        "concerns": concerns_of(desk, list(briefing.concerns)),
        "filled": briefing.filled,
        "tried": list(briefing.tried),
        "summary": briefing.summary,
        "emotion_course": list(briefing.emotion_course),
        "waiting_since": iso(handoff.waiting_since),
        "accepted_by": accepted_by.public() if accepted_by else None,
        "accepted_at": iso(handoff.accepted_at),
        "corrected": handoff.corrected,
    }


async def _rating(connection: AsyncConnection, conversation_id: str) -> dict[str, Any] | None:
    latest = await ratings.latest(connection, conversation_id)
    return latest | {"at": iso(latest["at"])} if latest else None


def _suggestions(
    desk: Desk,
    conversation: Conversation,
    concerns: list[str],
    read_along: dict[int, dict[str, Any]],
    in_force: Hours,
) -> list[dict[str, Any]]:
    """Articles for what the customer wants, the latest concern first."""
    recent = [concern for understood in read_along.values() for concern in understood.get("concerns") or ()]
    ordered = dict.fromkeys(reversed([*concerns, *recent]))
    found = (desk.knowledge.for_concern(concern) for concern in ordered)
    helpful = (article for article in found if article and article.kind == "help")
    told = (desk.knowledge.tell(article, conversation.language, in_force) for article in helpful)
    useful = (_suggestion(article) for article in told if not article["expired"])
    return list(islice(useful, MOST_SUGGESTIONS))


def _suggestion(article: dict[str, Any]) -> dict[str, Any]:
    return {name: article[name] for name in ("slug", "title", "text", "review_due")}
