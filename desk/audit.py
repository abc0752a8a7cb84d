"""Who saw and did what: reading the audit, and noting that a case file was opened."""

from datetime import datetime, timedelta
from typing import Any

from desk.clock import iso
from desk.core import Desk
from desk.errors import InvalidError
from desk.person import Person
from desk.store import audit as store
from desk.store import people
from desk.store.audit import Entry

OPENED = "opened"
NOTED_AGAIN_MINUTES = 10


async def note_opened(desk: Desk, person: Person, conversation_id: str) -> None:
    """This person has read this case file; noted once in ten minutes."""
    since = desk.clock() - timedelta(minutes=NOTED_AGAIN_MINUTES)
    async with desk.database.read() as connection:
        if await store.noted_since(connection, since, OPENED, person.id, conversation_id):
            return
    async with desk.database.write() as connection:
        await people.only_one_of(connection, person.id)
        if not await store.noted_since(connection, since, OPENED, person.id, conversation_id):
            await store.note(connection, desk.clock(), OPENED, person_id=person.id, conversation_id=conversation_id)


async def entries(
    desk: Desk, *, person: str, conversation: str, action: str, before: str, limit: int
) -> list[dict[str, Any]]:
    """Entries, newest first; `before` is the id of an entry or a moment. Raises InvalidError (invalid_query)."""
    async with desk.database.read() as connection:
        last = await store.find(connection, before) if before else None
        moment = None if last or not before else _moment(before)
        wanted = {"person_id": person, "conversation_id": conversation, "action": action}
        found = await store.entries(connection, wanted, last=last, before=moment, limit=limit)
    return [_public(entry) for entry in found]


def _moment(text: str) -> datetime:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError as exc:
        message = "before must be the id of an entry or a moment in ISO 8601."
        raise InvalidError(message, code="invalid_query", field="before") from exc
    if moment.tzinfo is None:
        raise InvalidError("before must name its time zone.", code="invalid_query", field="before")
    return moment


def _public(entry: Entry) -> dict[str, Any]:
    return {
        "id": entry.id,
        "at": iso(entry.at),
        "person": {"id": entry.person_id, "name": entry.person_name} if entry.person_id else None,
        "action": entry.action,
        "conversation_id": entry.conversation_id,
        "details": entry.details,
    }
