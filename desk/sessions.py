"""Logging in: argon2 for passwords, a random token in a cookie, a second token against forged writes."""

import asyncio
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from desk import tokens
from desk.core import Desk
from desk.errors import NotAllowedError, UnauthenticatedError
from desk.logs import log_of
from desk.person import Person, Presence
from desk.store import audit, people
from desk.store import sessions as store

log = log_of(__name__)
hasher = PasswordHasher()
# Verified when nobody has the address, so that the answer takes as long as with a known one.
NOBODYS_HASH = hasher.hash("nobody has this password")
LOGIN_WINDOW_SECONDS = 15 * 60


@dataclass(frozen=True, kw_only=True)
class Session:
    """A login: who, the cookie's token, the token for the X-CSRF-Token header, and whether it is locked."""

    person: Person
    token: str
    csrf_token: str
    active_at: datetime
    locked: bool = False


async def log_in(desk: Desk, email: str, password: str, address: str) -> Session:
    """A new session. Raises UnauthenticatedError (wrong_login), TooManyError."""
    check_failures(desk, email, address)
    person = await verified(desk, email, password)
    if person is None:
        count_failure(desk, email, address)
        raise UnauthenticatedError("E-mail address or password is wrong.", code="wrong_login")
    return await begin(desk, person)


async def person_of(desk: Desk, token: str | None) -> Session:
    """Whose session this is; perhaps locked. Raises UnauthenticatedError."""
    if token:
        async with desk.database.read() as connection:
            login = await store.find(connection, stored(desk, token), desk.clock())
            person = await people.find(connection, login.person_id) if login else None
        if login and person:
            locked = login.locked or login.active_at <= idle_before(desk)
            return _session(desk, person, token, login.active_at, locked=locked)
    raise UnauthenticatedError("Please log in.")


def check_csrf(session: Session, given: str | None) -> None:
    """Raise NotAllowedError (csrf) unless the header carries the session's second token."""
    if not tokens.same(given or "", session.csrf_token):
        raise NotAllowedError("The X-CSRF-Token header is missing or wrong.", code="csrf")


async def begin(desk: Desk, person: Person) -> Session:
    """A new session of a person who has shown who they are."""
    token, now = tokens.new_token(), desk.clock()
    expires_at = now + timedelta(seconds=desk.settings.session_seconds)
    async with desk.database.write() as connection:
        await store.add(connection, stored(desk, token), person.id, now, expires_at)
        await people.mark_seen(connection, [person.id], now)
        await audit.note(connection, now, "logged_in", person_id=person.id)
    desk.queue_changed.set()
    return _session(desk, replace(person, last_seen_at=now), token, now)


async def log_out(desk: Desk, session: Session) -> None:
    """End the session; the person is offline."""
    async with desk.database.write() as connection:
        await store.end(connection, stored(desk, session.token))
        await people.set_presence(connection, session.person.id, Presence.OFFLINE)
        await audit.note(connection, desk.clock(), "logged_out", person_id=session.person.id)
    desk.hub.look_up(session.person.id)
    desk.queue_changed.set()


def check_failures(desk: Desk, email: str, address: str) -> None:
    """Raise TooManyError after too many wrong passwords for this person from there, or from there at all."""
    one, all_of_them = _keys(email, address)
    most = desk.settings.login_failures_per_quarter_hour
    desk.limits.check(one, most, LOGIN_WINDOW_SECONDS)
    desk.limits.check(all_of_them, most * 5, LOGIN_WINDOW_SECONDS)


def count_failure(desk: Desk, email: str, address: str) -> None:
    """A password was wrong."""
    for key in _keys(email, address):
        desk.limits.count(key)
    log.info("A password was refused", address=address)


async def verified(desk: Desk, email: str, password: str) -> Person | None:
    """The person whose password this is, if they may log in."""
    async with desk.database.read() as connection:
        found = await people.by_email(connection, email)
    person, password_hash = found if found and found[0].active else (None, NOBODYS_HASH)
    return person if await asyncio.to_thread(_fits, password_hash, password) else None


def stored(desk: Desk, token: str) -> str:
    """What the database knows of a session's token."""
    return tokens.keyed_hash(desk.settings.session_secret, "session", token)


def idle_before(desk: Desk) -> datetime:
    """A session in which nobody has done anything since this moment is locked."""
    seconds = desk.settings.idle_lock_seconds
    return desk.clock() - timedelta(seconds=seconds or desk.settings.session_seconds)


def _keys(email: str, address: str) -> tuple[str, str]:
    return f"logins as {email.lower()} from {address}", f"logins from {address}"


def _fits(password_hash: str, password: str) -> bool:
    try:
        return hasher.verify(password_hash, password)
    except (VerificationError, InvalidHashError):
        return False


def _session(desk: Desk, person: Person, token: str, active_at: datetime, *, locked: bool = False) -> Session:
    csrf_token = tokens.keyed_hash(desk.settings.session_secret, "csrf", token)
    return Session(person=person, token=token, csrf_token=csrf_token, active_at=active_at, locked=locked)
