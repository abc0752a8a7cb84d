"""Locking: a session in which nobody has done anything for a while shows nothing until the password is given again."""

from datetime import datetime, timedelta

from sqlalchemy.ext.asyncio import AsyncConnection

from desk import presence, sessions
from desk.core import Desk
from desk.errors import NotAllowedError
from desk.person import Person, Presence
from desk.sessions import Session
from desk.store import audit, people
from desk.store import sessions as store

NOTED_EVERY_SECONDS = 10


async def mark_active(desk: Desk, session: Session) -> None:
    """The person has just done something; noted now and then."""
    now = desk.clock()
    pause = min(NOTED_EVERY_SECONDS, desk.settings.idle_lock_seconds // 4)
    if now - session.active_at >= timedelta(seconds=pause):
        async with desk.database.write() as connection:
            await store.mark_active(connection, sessions.stored(desk, session.token), now)


async def lock(desk: Desk, session: Session) -> None:
    """Lock this session now; locking a locked one changes nothing."""
    await _lock(desk, sessions.stored(desk, session.token), session.person.id, desk.clock())


async def lock_idle(desk: Desk) -> None:
    """Lock every session that has been idle for `idle_lock_seconds`."""
    if desk.settings.idle_lock_seconds:
        before = sessions.idle_before(desk)
        async with desk.database.read() as connection:
            idle = await store.idle_since(connection, before, desk.clock())
        for token_hash, person_id in idle:
            await _lock(desk, token_hash, person_id, before)


async def unlock(desk: Desk, session: Session, password: str, address: str) -> None:
    """Open the session again. Raises NotAllowedError (wrong_password), TooManyError."""
    email = session.person.email
    sessions.check_failures(desk, email, address)
    if await sessions.verified(desk, email, password) is None:
        sessions.count_failure(desk, email, address)
        raise NotAllowedError("The password is wrong.", code="wrong_password")
    async with desk.database.write() as connection:
        await store.unlock(connection, sessions.stored(desk, session.token), desk.clock())
        await audit.note(connection, desk.clock(), "unlocked", person_id=session.person.id)


async def _lock(desk: Desk, token_hash: str, person_id: str, before: datetime) -> None:
    """The person is away, unless another of their sessions is open."""
    async with desk.database.write() as connection:
        if not await store.lock(connection, token_hash, before):
            return
        await audit.note(connection, desk.clock(), "locked", person_id=person_id)
        gone = await _has_gone(desk, connection, person_id)
    if gone:
        await presence.set_presence(desk, gone, Presence.AWAY)
    desk.hub.look_up(person_id)


async def _has_gone(desk: Desk, connection: AsyncConnection, person_id: str) -> Person | None:
    """The person, if they said that they are there and no session of theirs is open."""
    person = await people.find(connection, person_id)
    if person is None or await store.open_ones(connection, person_id, desk.clock()):
        return None
    return person if person.presence in (Presence.AVAILABLE, Presence.BUSY) else None
