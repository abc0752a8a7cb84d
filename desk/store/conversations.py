"""Conversations and their customers."""

from dataclasses import asdict
from datetime import datetime
from typing import Any

from sqlalchemy import Row, RowMapping, Select, case, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from desk.lifecycle import Conversation, State
from desk.store.tables import conversations, customers

COLUMNS = tuple(column.name for column in conversations.columns)


async def add(connection: AsyncConnection, conversation: Conversation, customer: dict[str, Any]) -> None:
    """Add a conversation and its customer (name, email, external_id, phone)."""
    values = customer | {"id": conversation.customer_id, "created_at": conversation.created_at}
    await connection.execute(customers.insert().values(values))
    await connection.execute(conversations.insert().values(asdict(conversation)))


async def find(connection: AsyncConnection, conversation_id: str) -> Conversation | None:
    """The conversation of this id, unless there is none or it was erased."""
    row = (await connection.execute(_living(conversation_id))).first()
    return conversation_of(row) if row else None


async def lock(connection: AsyncConnection, conversation_id: str) -> Conversation | None:
    """As `find`, and nobody else can change it until this transaction ends."""
    row = (await connection.execute(_living(conversation_id).with_for_update())).first()
    return conversation_of(row) if row else None


async def save(connection: AsyncConnection, conversation: Conversation) -> None:
    """Write the conversation as it now stands."""
    values = {name: value for name, value in asdict(conversation).items() if name != "id"}
    await connection.execute(update(conversations).where(conversations.c.id == conversation.id).values(values))


async def rename_skills(connection: AsyncConnection, names: dict[str, str]) -> None:
    """Cases need the same skills under new names: old → new."""
    new = case(names, value=conversations.c.skill)
    await connection.execute(update(conversations).where(conversations.c.skill.in_(names)).values(skill=new))


async def customer_of(connection: AsyncConnection, conversation: Conversation) -> dict[str, Any]:
    """The customer's name, email, phone and external_id, where known."""
    row = (await connection.execute(select(customers).where(customers.c.id == conversation.customer_id))).one()
    return {name: row._mapping[name] for name in ("name", "email", "phone", "external_id")}


async def set_contact(connection: AsyncConnection, customer_id: str, contact: dict[str, str]) -> None:
    """Remember how the customer can be reached (email, phone)."""
    await connection.execute(update(customers).where(customers.c.id == customer_id).values(contact))


async def owned_by(connection: AsyncConnection, person_id: str, states: frozenset[State]) -> list[str]:
    """Ids of the conversations in these states that this person owns."""
    mine = select(conversations.c.id).where(conversations.c.owner_id == person_id, conversations.c.state.in_(states))
    return list((await connection.execute(mine)).scalars())


async def offered_to(connection: AsyncConnection, person_id: str) -> list[str]:
    """Ids of the conversations that this person is asked to take."""
    asked = conversations.c.offered_to == person_id, conversations.c.state == State.OFFERED
    return list((await connection.execute(select(conversations.c.id).where(*asked))).scalars())


async def resting_since(connection: AsyncConnection, state: State, before: datetime) -> list[str]:
    """Ids of the conversations that entered this state before the given moment."""
    resting = select(conversations.c.id).where(conversations.c.state == state, conversations.c.changed_at < before)
    return list((await connection.execute(resting)).scalars())


def conversation_of(row: Row[Any] | RowMapping) -> Conversation:
    """The conversation in a row of its table."""
    mapping = row._mapping if isinstance(row, Row) else row
    values = {name: mapping[name] for name in COLUMNS}
    return Conversation(**values | {"state": State(values["state"])})


def _living(conversation_id: str) -> Select[Any]:
    return select(conversations).where(conversations.c.id == conversation_id, conversations.c.erased_at.is_(None))
