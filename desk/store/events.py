"""The log of each conversation: entries are added, never changed, until the customer has them erased."""

from typing import Any

from sqlalchemy import Row, Select, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from desk.event import Author, AuthorKind, Event, EventType
from desk.store.tables import events

MOST_EVENTS_AT_ONCE = 500


async def add(connection: AsyncConnection, event: Event) -> None:
    """Add one entry."""
    values = {
        "conversation_id": event.conversation_id,
        "sequence": event.sequence,
        "type": event.type,
        "author_kind": event.author.kind,
        "author_name": event.author.name,
        "person_id": event.author.person_id,
        "text": event.text,
        "buttons": list(event.buttons) or None,
        "asks": event.asks,
        "attachment": event.attachment,
        "state": event.state,
        "client_message_id": event.client_message_id,
        "at": event.at,
    }
    await connection.execute(events.insert().values(values))


async def after(connection: AsyncConnection, conversation_id: str, sequence: int, *, notes: bool) -> list[Event]:
    """The entries after a sequence, oldest first, at most MOST_EVENTS_AT_ONCE; notes only if asked for."""
    wanted = _of(conversation_id).where(events.c.sequence > sequence)
    if not notes:
        wanted = wanted.where(events.c.type != EventType.NOTE)
    rows = await connection.execute(wanted.order_by(events.c.sequence).limit(MOST_EVENTS_AT_ONCE))
    return [event_of(row) for row in rows]


async def everything(connection: AsyncConnection, conversation_id: str) -> list[Event]:
    """The whole log, notes included."""
    rows = await connection.execute(_of(conversation_id).order_by(events.c.sequence))
    return [event_of(row) for row in rows]


async def by_client_id(connection: AsyncConnection, conversation_id: str, client_message_id: str) -> Event | None:
    """The entry that a client has already sent under this id."""
    wanted = _of(conversation_id).where(events.c.client_message_id == client_message_id)
    row = (await connection.execute(wanted)).first()
    return event_of(row) if row else None


async def by_sequence(connection: AsyncConnection, conversation_id: str, sequence: int) -> Event | None:
    """One entry."""
    row = (await connection.execute(_of(conversation_id).where(events.c.sequence == sequence))).first()
    return event_of(row) if row else None


async def latest_buttons(connection: AsyncConnection, conversation_id: str) -> list[dict[str, Any]]:
    """The buttons of the assistant's latest message that had some."""
    with_buttons = _of(conversation_id).where(
        events.c.author_kind == AuthorKind.BOT, events.c.type == EventType.MESSAGE, events.c.buttons.is_not(None)
    )
    row = (await connection.execute(with_buttons.order_by(events.c.sequence.desc()).limit(1))).first()
    return list(row.buttons) if row else []


async def last_of_customer(connection: AsyncConnection, conversation_id: str) -> int:
    """The sequence of the customer's latest message; 0 if there is none."""
    latest = select(func.max(events.c.sequence)).where(
        events.c.conversation_id == conversation_id, events.c.author_kind == AuthorKind.CUSTOMER
    )
    return (await connection.execute(latest)).scalar() or 0


def event_of(row: Row[Any]) -> Event:
    """The entry in a row of the table."""
    return Event(
        conversation_id=row.conversation_id,
        sequence=row.sequence,
        type=EventType(row.type),
        author=Author(kind=AuthorKind(row.author_kind), name=row.author_name, person_id=row.person_id),
        at=row.at,
        text=row.text,
        buttons=tuple(row.buttons or ()),
        asks=row.asks,
        attachment=row.attachment,
        state=row.state,
        client_message_id=row.client_message_id,
    )


def _of(conversation_id: str) -> Select[Any]:
    return select(events).where(events.c.conversation_id == conversation_id)
