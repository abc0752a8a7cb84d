"""Logins, by the hash of their token: how long they are valid, when somebody last did something, whether locked."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, func, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from desk.store.tables import people, sessions


@dataclass(frozen=True, kw_only=True)
class Login:
    """One row: whose it is, and how it stands."""

    person_id: str
    active_at: datetime
    locked: bool


async def add(
    connection: AsyncConnection, token_hash: str, person_id: str, now: datetime, expires_at: datetime
) -> None:
    """Remember a login by the hash of its token."""
    values = {"token_hash": token_hash, "person_id": person_id, "created_at": now, "expires_at": expires_at}
    await connection.execute(sessions.insert().values(active_at=now, locked=False, **values))


async def find(connection: AsyncConnection, token_hash: str, now: datetime) -> Login | None:
    """The login of this token, unless it has expired or the person may no longer log in."""
    wanted = (
        select(sessions.c.person_id, sessions.c.active_at, sessions.c.locked)
        .join(people, people.c.id == sessions.c.person_id)
        .where(sessions.c.token_hash == token_hash, sessions.c.expires_at > now, people.c.active)
    )
    row = (await connection.execute(wanted)).first()
    return Login(person_id=row.person_id, active_at=row.active_at, locked=row.locked) if row else None


async def mark_active(connection: AsyncConnection, token_hash: str, now: datetime) -> None:
    """Somebody has just done something."""
    await connection.execute(update(sessions).where(sessions.c.token_hash == token_hash).values(active_at=now))


async def lock(connection: AsyncConnection, token_hash: str, before: datetime) -> bool:
    """Lock the login unless somebody has done something after this moment; whether it is locked only now."""
    idle = sessions.c.token_hash == token_hash, sessions.c.locked.is_(False), sessions.c.active_at <= before
    return bool((await connection.execute(update(sessions).where(*idle).values(locked=True))).rowcount)


async def unlock(connection: AsyncConnection, token_hash: str, now: datetime) -> None:
    """Open the login again."""
    one = sessions.c.token_hash == token_hash
    await connection.execute(update(sessions).where(one).values(locked=False, active_at=now))


async def idle_since(connection: AsyncConnection, before: datetime, now: datetime) -> list[tuple[str, str]]:
    """(token hash, person) of the open logins in which nobody has done anything since this moment."""
    idle = sessions.c.locked.is_(False), sessions.c.active_at <= before, sessions.c.expires_at > now
    rows = await connection.execute(select(sessions.c.token_hash, sessions.c.person_id).where(*idle))
    return [(row.token_hash, row.person_id) for row in rows]


async def open_ones(connection: AsyncConnection, person_id: str, now: datetime) -> int:
    """How many logins of this person are valid and not locked."""
    theirs = sessions.c.person_id == person_id, sessions.c.locked.is_(False), sessions.c.expires_at > now
    counted = select(func.count()).select_from(sessions).where(*theirs)
    return int((await connection.execute(counted)).scalar_one())


async def end(connection: AsyncConnection, token_hash: str) -> None:
    """Forget a login."""
    await connection.execute(delete(sessions).where(sessions.c.token_hash == token_hash))


async def end_all_of(connection: AsyncConnection, person_id: str) -> None:
    """Forget all logins of a person."""
    await connection.execute(delete(sessions).where(sessions.c.person_id == person_id))


async def end_expired(connection: AsyncConnection, now: datetime) -> None:
    """Forget all logins that have expired."""
    await connection.execute(delete(sessions).where(sessions.c.expires_at <= now))
