"""What colleagues of a pod say to one another, and which cases they have brought before the others."""

from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, Select, exists, func, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from desk.store.tables import conversations, customers, people, room_messages


@dataclass(frozen=True, kw_only=True)
class RoomMessage:
    """One message in a pod's room, perhaps about a case; without text once that case's customer is erased."""

    id: str
    pod_id: str
    person_id: str
    text: str | None
    at: datetime
    conversation_id: str | None = None
    customer_name: str | None = None


async def add(connection: AsyncConnection, message: RoomMessage) -> None:
    """Add one."""
    values = {name: value for name, value in asdict(message).items() if name != "customer_name"}
    await connection.execute(room_messages.insert().values(values))


async def find(connection: AsyncConnection, message_id: str) -> RoomMessage:
    """The message of this id, with the customer's name."""
    return _message_of((await connection.execute(_messages().where(room_messages.c.id == message_id))).one())


async def latest(connection: AsyncConnection, pod_id: str, before: datetime | None, most: int) -> list[RoomMessage]:
    """The latest messages of a pod, those before a moment if one is given; oldest first."""
    wanted = _messages().where(room_messages.c.pod_id == pod_id)
    if before is not None:
        wanted = wanted.where(room_messages.c.at < before)
    rows = await connection.execute(wanted.order_by(room_messages.c.at.desc(), room_messages.c.id).limit(most))
    return [_message_of(row) for row in rows][::-1]


async def unread(connection: AsyncConnection, pod_id: str, person_id: str) -> int:
    """How many messages of others this person has not seen."""
    seen = select(people.c.room_seen_at).where(people.c.id == person_id)
    since = (await connection.execute(seen)).scalar()
    others = select(func.count()).where(room_messages.c.pod_id == pod_id, room_messages.c.person_id != person_id)
    if since is not None:
        others = others.where(room_messages.c.at > since)
    return int((await connection.execute(others)).scalar_one())


async def mark_seen(connection: AsyncConnection, person_id: str, now: datetime) -> None:
    """This person has seen everything up to now."""
    await connection.execute(update(people).where(people.c.id == person_id).values(room_seen_at=now))


async def has_case(connection: AsyncConnection, pod_id: str | None, conversation_id: str) -> bool:
    """Whether somebody has brought this case into the pod's room."""
    brought = room_messages.c.pod_id == pod_id, room_messages.c.conversation_id == conversation_id
    return bool((await connection.execute(select(exists().where(*brought)))).scalar())


def _messages() -> Select[Any]:
    joined = room_messages.outerjoin(conversations, conversations.c.id == room_messages.c.conversation_id).outerjoin(
        customers, customers.c.id == conversations.c.customer_id
    )
    return select(room_messages, customers.c.name.label("customer_name")).select_from(joined)


def _message_of(row: Row[Any]) -> RoomMessage:
    return RoomMessage(**{name: row._mapping[name] for name in RoomMessage.__dataclass_fields__})
