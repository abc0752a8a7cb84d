"""Goodwill (Kulanz): an agent grants it within the leeway of case and month; beyond it a lead decides.

The leeway of a case is used up by all that was given in it, by whomever; that of a month by what the agent granted
alone.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy.ext.asyncio import AsyncConnection

from desk import rules
from desk.cases import author_of, check_owner
from desk.changes import Change, change
from desk.clock import iso
from desk.core import Desk
from desk.errors import ConflictError, NotAllowedError, NotFoundError
from desk.event import SYSTEM, EventType
from desk.masking import mask
from desk.person import Person
from desk.store import audit, names, people
from desk.store import goodwill as store
from desk.store.goodwill import Goodwill, GoodwillState

MOST_LISTED = 200
GRANTED, REQUESTED = "Kulanz gewährt: {amount}. {reason}", "Kulanz angefragt: {amount}. {reason}"
DECIDED = {
    GoodwillState.APPROVED: "{name} hat {amount} Kulanz freigegeben.",
    GoodwillState.REFUSED: "{name} hat {amount} Kulanz abgelehnt.",
}


@dataclass(frozen=True, kw_only=True)
class Leeway:
    """What a person may still grant alone, in cents."""

    case_left: int
    month_left: int

    def covers(self, amount_cents: int) -> bool:
        """Whether nobody needs to be asked."""
        return amount_cents <= min(self.case_left, self.month_left)


async def give(
    desk: Desk,
    person: Person,
    conversation_id: str,
    goodwill_id: str,
    amount_cents: int,
    reason: str,
    owner_epoch: int,
) -> tuple[Goodwill, bool]:
    """Grant an amount, or ask for it; the same id again changes nothing. With whether it was there before.

    Raises as `check_owner`, and ConflictError (goodwill_id_taken).
    """
    async with change(desk, conversation_id) as under_way:
        if known := await store.find(under_way.connection, goodwill_id):
            return _same(known, person, conversation_id), True
        check_owner(under_way.conversation, person, owner_epoch)
        item = await _write(under_way, person, goodwill_id, amount_cents, mask(reason))
    if item.state is GoodwillState.REQUESTED:
        await _tell_leads(desk, person, item)
    return item, False


async def decide(desk: Desk, person: Person, goodwill_id: str, *, approve: bool) -> GoodwillState:
    """A lead's yes or no to what somebody else asked for.

    Raises NotAllowedError (wrong_role, own_request), NotFoundError (unknown_goodwill), ConflictError (already_decided).
    """
    check_lead(person)
    async with desk.database.read() as connection:
        asked = _check_found(await store.find(connection, goodwill_id))
    async with change(desk, asked.conversation_id) as under_way:
        item = _check_open(await store.find(under_way.connection, goodwill_id), person)
        state = GoodwillState.APPROVED if approve else GoodwillState.REFUSED
        await store.decide(under_way.connection, goodwill_id, state, person.id, under_way.now)
        text = DECIDED[state].format(name=person.first_name, amount=euros(item.amount_cents))
        await under_way.append(SYSTEM, text, EventType.NOTE)
        await _note(under_way, person, f"{state}_goodwill", item)
    frame = {"type": "goodwill_decided", "conversation_id": item.conversation_id, "id": item.id, "state": state}
    for person_id in {item.person_id, under_way.conversation.owner_id or item.person_id}:
        desk.hub.tell_person(person_id, frame)
    return state


async def in_state(desk: Desk, person: Person, state: GoodwillState) -> list[dict[str, Any]]:
    """What is in this state, oldest first, for a lead to decide or look at. Raises NotAllowedError (wrong_role)."""
    check_lead(person)
    async with desk.database.read() as connection:
        found = await store.in_state(connection, state, MOST_LISTED)
        described = await _described(connection, [item for item, _ in found])
    return [
        shown | {"conversation_id": item.conversation_id, "customer_name": customer_name}
        for shown, (item, customer_name) in zip(described, found, strict=True)
    ]


async def of_case(desk: Desk, connection: AsyncConnection, person: Person, conversation_id: str) -> dict[str, Any]:
    """What was given and asked for in a case, and what this person may still grant there alone."""
    items = await _described(connection, await store.of_conversation(connection, conversation_id))
    left = await leeway(connection, person.id, conversation_id, desk.clock())
    return {"items": items, "case_left_cents": left.case_left, "month_left_cents": left.month_left}


async def leeway(connection: AsyncConnection, person_id: str, conversation_id: str, now: datetime) -> Leeway:
    """What this person may still grant alone in this case."""
    in_force = await rules.read(connection)
    month = now.astimezone(ZoneInfo(in_force.hours.timezone)).replace(day=1, hour=0, minute=0, second=0, microsecond=0)
    in_case = await store.given_in(connection, conversation_id)
    in_month = await store.granted_by(connection, person_id, month)
    return Leeway(
        case_left=max(0, in_force.leeway.per_case_cents - in_case),
        month_left=max(0, in_force.leeway.per_month_cents - in_month),
    )


def euros(cents: int) -> str:
    """An amount in German, such as "1.034,95 €"."""
    return f"{cents / 100:,.2f} €".translate(str.maketrans(",.", ".,"))


def check_lead(person: Person) -> None:
    """Raise NotAllowedError (wrong_role) unless this person is a lead or an admin."""
    if not person.may_intervene:
        raise NotAllowedError("This is for leads.", code="wrong_role")


async def _write(under_way: Change, person: Person, goodwill_id: str, amount_cents: int, reason: str) -> Goodwill:
    connection, conversation_id = under_way.connection, under_way.conversation.id
    await store.lock_leeway(connection, person.id)
    left = await leeway(connection, person.id, conversation_id, under_way.now)
    item = Goodwill(
        id=goodwill_id,
        conversation_id=conversation_id,
        person_id=person.id,
        amount_cents=amount_cents,
        reason=reason,
        state=GoodwillState.GRANTED if left.covers(amount_cents) else GoodwillState.REQUESTED,
        created_at=under_way.now,
    )
    await store.add(connection, item)
    text = GRANTED if item.state is GoodwillState.GRANTED else REQUESTED
    note = text.format(amount=euros(amount_cents), reason=reason)
    await under_way.append(author_of(person), note, EventType.NOTE)
    await _note(under_way, person, f"{item.state}_goodwill", item)
    return item


async def _tell_leads(desk: Desk, person: Person, item: Goodwill) -> None:
    async with desk.database.read() as connection:
        leads = [one for one in await people.all_people(connection) if one.active and one.may_intervene]
    asked = {"id": item.id, "amount_cents": item.amount_cents, "by": person.first_name, "reason": item.reason}
    for lead in leads:
        desk.hub.tell_person(lead.id, {"type": "goodwill", "conversation_id": item.conversation_id, **asked})


async def _described(connection: AsyncConnection, items: list[Goodwill]) -> list[dict[str, Any]]:
    named = await names.by_id(connection, [one for item in items for one in (item.person_id, item.decided_by)])
    return [
        {
            "id": item.id,
            "amount_cents": item.amount_cents,
            "reason": item.reason,
            "state": item.state,
            "by": named[item.person_id],
            "decided_by": named.get(item.decided_by or ""),
            "at": iso(item.created_at),
        }
        for item in items
    ]


async def _note(under_way: Change, person: Person, action: str, item: Goodwill) -> None:
    about = {"conversation_id": item.conversation_id, "details": {"id": item.id, "amount_cents": item.amount_cents}}
    await audit.note(under_way.connection, under_way.now, action, person_id=person.id, **about)  # type: ignore[arg-type]


def _same(known: Goodwill, person: Person, conversation_id: str) -> Goodwill:
    if (known.person_id, known.conversation_id) != (person.id, conversation_id):
        raise ConflictError("This id is taken.", code="goodwill_id_taken")
    return known


def _check_found(item: Goodwill | None) -> Goodwill:
    if item is None:
        raise NotFoundError("There is no such goodwill.", code="unknown_goodwill")
    return item


def _check_open(item: Goodwill | None, person: Person) -> Goodwill:
    found = _check_found(item)
    if found.state is not GoodwillState.REQUESTED:
        raise ConflictError("This has been decided.", code="already_decided", state=found.state)
    if found.person_id == person.id:
        raise NotAllowedError("What you ask for yourself, another lead decides.", code="own_request")
    return found
