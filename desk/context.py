"""What is known beside a conversation: earlier ones, the customer's orders, similar cases, and a draft to close with.

Whose earlier conversations they are is only what the website says; orders are those whose number and proof agreed.
"""

from typing import Any

from sqlalchemy.ext.asyncio import AsyncConnection

from desk import drafts
from desk.briefings import concerns_of
from desk.case_file import check_may_read
from desk.clock import iso
from desk.core import Desk
from desk.handoff import Handoff
from desk.lifecycle import Conversation
from desk.logs import log_of
from desk.orders_client import Order, OrdersUnavailableError
from desk.person import Person
from desk.store import goodwill, handoffs, history, turns
from desk.store.history import Past
from desk.store.turns import Turn

log = log_of(__name__)
MOST_EARLIER, MOST_EXAMPLES, MOST_ORDERS = 20, 5, 10


async def read(desk: Desk, person: Person, conversation_id: str) -> dict[str, Any]:
    """The context. Raises NotFoundError (unknown_conversation), also for what this person may not read."""
    async with desk.database.read() as connection:
        conversation = await check_may_read(connection, person, conversation_id)
        done = await turns.of_conversation(connection, conversation_id)
        handed = await handoffs.of_conversation(connection, conversation_id)
        given = await goodwill.of_conversation(connection, conversation_id)
        concern = conversation.concern or latest_concern(done, handed)
        told = {
            "earlier": await _earlier(desk, connection, person, conversation),
            "similar": await _similar(desk, connection, conversation, concern) if concern else None,
            "draft": drafts.summary(desk.labels.label(concern) if concern else None, handed, given),
        }
    orders = await _orders(desk, conversation_id, identified(done, handed))
    return {**told, "orders": [order.model_dump() for order in orders or ()], "orders_available": orders is not None}


def latest_concern(done: list[Turn], handed: list[Handoff]) -> str | None:
    """What it is about: as a colleague has corrected it, else as handed over, else as last recognised."""
    if handed and (corrected := (handed[-1].corrected or {}).get("concern")):
        return str(corrected)
    named = [*concerns_of(done), *(handed[-1].briefing.concerns[:1] if handed else ())]
    return named[-1] if named else None


def identified(done: list[Turn], handed: list[Handoff]) -> list[tuple[str, str]]:
    """Number and proof of each order for which the shop's records agreed to both, the latest first."""
    filled = [(turn.progress or {}).get("filled") or {} for turn in done]
    pairs = (
        (str(told["order_number"]), str(told["proof"]))
        for told in reversed([*filled, *(handoff.briefing.filled for handoff in handed)])
        if told.get("order_number") and told.get("proof")
    )
    return list(dict.fromkeys(pairs))[:MOST_ORDERS]


async def _orders(desk: Desk, conversation_id: str, proved: list[tuple[str, str]]) -> list[Order] | None:
    """The orders; None if nobody can be asked for them now."""
    try:
        return await desk.orders.find(proved)
    except OrdersUnavailableError as exc:
        log.warning("A customer's orders cannot be shown", conversation=conversation_id, problem=str(exc))
        return None


async def _earlier(
    desk: Desk, connection: AsyncConnection, person: Person, conversation: Conversation
) -> list[dict[str, Any]]:
    found = await history.of_visitor(connection, conversation, MOST_EARLIER, handed_over=not person.sees_all)
    briefed = await handoffs.of_conversations(connection, [past.id for past in found])
    return [_told(desk, past, past.concern or latest_concern([], briefed.get(past.id, []))) for past in found]


def _told(desk: Desk, past: Past, concern: str | None) -> dict[str, Any]:
    return {
        "id": past.id,
        "at": iso(past.at),
        "concern": concern,
        "concern_label": desk.labels.label(concern) if concern else None,
        "disposition": past.disposition,
        "summary": past.summary,
        "agent": past.agent.split(" ")[0] if past.agent else None,
        "rating": past.rating,
        "verified": False,
    }


async def _similar(desk: Desk, connection: AsyncConnection, conversation: Conversation, concern: str) -> dict[str, Any]:
    ended = await history.endings(connection, conversation, concern)
    summed_up = await history.examples(connection, conversation, concern, MOST_EXAMPLES)
    given = await goodwill.given_in_each(connection, [past.id for past in summed_up])
    return {
        "concern_label": desk.labels.label(concern),
        "count": sum(ended.values()),
        "dispositions": ended,
        "examples": [
            {"summary": past.summary, "disposition": past.disposition, "goodwill_cents": given.get(past.id, 0)}
            for past in summed_up
        ],
    }
