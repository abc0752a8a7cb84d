"""Who is there. A person is available who set it so, may take cases, and was seen within `presence_seconds`.

Seen means: a console is connected, or a request came with a valid session.
"""

from datetime import datetime, timedelta

from sqlalchemy.ext.asyncio import AsyncConnection

from desk.core import Desk
from desk.person import Person, Presence
from desk.routing import AT_WORK
from desk.store import people, queue

TOUCH_SECONDS = 10


def seen_after(desk: Desk) -> datetime:
    """Who was not seen since then is not there, whatever they said."""
    return desk.clock() - timedelta(seconds=desk.settings.presence_seconds)


async def somebody_available(desk: Desk, connection: AsyncConnection) -> bool:
    """Whether anybody would take a case now."""
    return await queue.somebody_available(connection, seen_after(desk))


async def touch(desk: Desk, person: Person) -> None:
    """This person is there; noted at most every TOUCH_SECONDS."""
    now = desk.clock()
    if person.last_seen_at and now - person.last_seen_at < timedelta(seconds=TOUCH_SECONDS):
        return
    async with desk.database.write() as connection:
        await people.mark_seen(connection, [person.id], now)
    desk.queue_changed.set()


async def set_presence(desk: Desk, person: Person, presence: Presence) -> None:
    """Remember what the person says, and let consoles and waiting customers know."""
    async with desk.database.write() as connection:
        await people.set_presence(connection, person.id, presence)
        await people.note_work(connection, person.id, _working_since(person, presence, desk.clock()))
        await people.mark_seen(connection, [person.id], desk.clock())
    desk.hub.tell_person(person.id, {"type": "presence", "presence": presence})
    desk.queue_changed.set()


def _working_since(person: Person, presence: Presence, now: datetime) -> datetime | None:
    """Since when the person has been at work without a break; None during one."""
    return (person.working_since or now) if presence in AT_WORK else None
