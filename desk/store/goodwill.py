"""Goodwill that was granted, asked for and decided."""

from dataclasses import asdict, dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, Row, func, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from desk.store.tables import conversations, customers, goodwill, people


class GoodwillState(StrEnum):
    """What became of it."""

    GRANTED = "granted"  # within the person's own leeway
    REQUESTED = "requested"  # beyond it; a lead is still to decide
    APPROVED = "approved"  # a lead said yes
    REFUSED = "refused"  # a lead said no


GIVEN = (GoodwillState.GRANTED, GoodwillState.APPROVED)


@dataclass(frozen=True, kw_only=True)
class Goodwill:
    """An amount that a person wants the customer to have; `reason` is empty once the customer's data is erased."""

    id: str
    conversation_id: str
    person_id: str
    amount_cents: int
    reason: str | None
    state: GoodwillState
    created_at: datetime
    decided_by: str | None = None
    decided_at: datetime | None = None


async def add(connection: AsyncConnection, item: Goodwill) -> None:
    """Add one."""
    await connection.execute(goodwill.insert().values(asdict(item)))


async def find(connection: AsyncConnection, goodwill_id: str) -> Goodwill | None:
    """The goodwill of this id."""
    row = (await connection.execute(select(goodwill).where(goodwill.c.id == goodwill_id))).first()
    return _goodwill_of(row) if row else None


async def of_conversation(connection: AsyncConnection, conversation_id: str) -> list[Goodwill]:
    """All of a conversation, oldest first."""
    wanted = select(goodwill).where(goodwill.c.conversation_id == conversation_id)
    rows = await connection.execute(wanted.order_by(goodwill.c.created_at, goodwill.c.id))
    return [_goodwill_of(row) for row in rows]


async def in_state(connection: AsyncConnection, state: GoodwillState, most: int) -> list[tuple[Goodwill, str | None]]:
    """Goodwill of living conversations in this state, oldest first, each with the customer's name."""
    joined = goodwill.join(conversations, conversations.c.id == goodwill.c.conversation_id).join(
        customers, customers.c.id == conversations.c.customer_id
    )
    wanted = select(goodwill, customers.c.name.label("customer_name")).select_from(joined)
    wanted = wanted.where(goodwill.c.state == state, conversations.c.erased_at.is_(None))
    rows = await connection.execute(wanted.order_by(goodwill.c.created_at, goodwill.c.id).limit(most))
    return [(_goodwill_of(row), row.customer_name) for row in rows]


async def decide(
    connection: AsyncConnection, goodwill_id: str, state: GoodwillState, person_id: str, now: datetime
) -> None:
    """Write down what a lead decided."""
    values = {"state": state, "decided_by": person_id, "decided_at": now}
    await connection.execute(update(goodwill).where(goodwill.c.id == goodwill_id).values(values))


async def given_in(connection: AsyncConnection, conversation_id: str) -> int:
    """What the customer was given in this conversation, by whomever, in cents."""
    return await _sum(connection, goodwill.c.conversation_id == conversation_id, goodwill.c.state.in_(GIVEN))


async def granted_by(connection: AsyncConnection, person_id: str, since: datetime) -> int:
    """What this person has granted alone since a moment, in cents."""
    alone = goodwill.c.person_id == person_id, goodwill.c.state == GoodwillState.GRANTED
    return await _sum(connection, *alone, goodwill.c.created_at >= since)


async def given_in_each(connection: AsyncConnection, ids: list[str]) -> dict[str, int]:
    """Conversation → cents, for those in which something was given."""
    given = goodwill.c.conversation_id.in_(ids), goodwill.c.state.in_(GIVEN)
    amounts = select(goodwill.c.conversation_id, func.sum(goodwill.c.amount_cents).label("cents")).where(*given)
    rows = await connection.execute(amounts.group_by(goodwill.c.conversation_id))
    return {row.conversation_id: int(row.cents) for row in rows}


async def lock_leeway(connection: AsyncConnection, person_id: str) -> None:
    """Nobody else can spend this person's leeway until the transaction ends."""
    await connection.execute(select(people.c.id).where(people.c.id == person_id).with_for_update())


async def _sum(connection: AsyncConnection, *conditions: ColumnElement[bool]) -> int:
    total = select(func.coalesce(func.sum(goodwill.c.amount_cents), 0)).where(*conditions)
    return int((await connection.execute(total)).scalar_one())


def _goodwill_of(row: Row[Any]) -> Goodwill:
    values = {name: row._mapping[name] for name in Goodwill.__dataclass_fields__}
    return Goodwill(**values | {"state": GoodwillState(values["state"])})
