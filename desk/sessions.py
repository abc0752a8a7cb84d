"""Logging in: argon2 for passwords, a random token in a cookie, a second token against forged writes."""

import asyncio
from dataclasses import dataclass, replace
from datetime import timedelta

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from desk import tokens
from desk.core import Desk
from desk.errors import NotAllowedError, UnauthenticatedError
from desk.logs import log_of
from desk.person import Person, Presence
from desk.store import audit, people

log = log_of(__name__)
hasher = PasswordHasher()
# Verified when nobody has the address, so that the answer takes as long as with a known one.
NOBODYS_HASH = hasher.hash("nobody has this password")
LOGIN_WINDOW_SECONDS = 15 * 60


@dataclass(frozen=True, kw_only=True)
class Session:
    """A login: who, the cookie's token and the token for the X-CSRF-Token header."""

    person: Person
    token: str
    csrf_token: str


async def log_in(desk: Desk, email: str, password: str, address: str) -> Session:
    """A new session. Raises UnauthenticatedError (wrong_login), TooManyError."""
    keys = f"logins as {email.lower()} from {address}", f"logins from {address}"
    most = desk.settings.login_failures_per_quarter_hour
    desk.limits.check(keys[0], most, LOGIN_WINDOW_SECONDS)
    desk.limits.check(keys[1], most * 5, LOGIN_WINDOW_SECONDS)
    person = await _verified(desk, email, password)
    if person is None:
        for key in keys:
            desk.limits.count(key)
        log.info("A login was refused", address=address)
        raise UnauthenticatedError("E-mail address or password is wrong.", code="wrong_login")
    return await _begin(desk, person)


async def person_of(desk: Desk, token: str | None) -> Session:
    """Whose session this is. Raises UnauthenticatedError."""
    if token:
        async with desk.database.read() as connection:
            person = await people.by_session(connection, _stored(desk, token), desk.clock())
        if person is not None:
            return Session(person=person, token=token, csrf_token=_csrf(desk, token))
    raise UnauthenticatedError("Please log in.")


def check_csrf(session: Session, given: str | None) -> None:
    """Raise NotAllowedError (csrf) unless the header carries the session's second token."""
    if not tokens.same(given or "", session.csrf_token):
        raise NotAllowedError("The X-CSRF-Token header is missing or wrong.", code="csrf")


async def log_out(desk: Desk, session: Session) -> None:
    """End the session; the person is offline."""
    async with desk.database.write() as connection:
        await people.end_session(connection, _stored(desk, session.token))
        await people.set_presence(connection, session.person.id, Presence.OFFLINE)
    desk.queue_changed.set()


async def _verified(desk: Desk, email: str, password: str) -> Person | None:
    async with desk.database.read() as connection:
        found = await people.by_email(connection, email)
    person, stored = found or (None, NOBODYS_HASH)
    return person if await asyncio.to_thread(_fits, stored, password) else None


def _fits(stored: str, password: str) -> bool:
    try:
        return hasher.verify(stored, password)
    except (VerificationError, InvalidHashError):
        return False


async def _begin(desk: Desk, person: Person) -> Session:
    token, now = tokens.new_token(), desk.clock()
    expires_at = now + timedelta(seconds=desk.settings.session_seconds)
    async with desk.database.write() as connection:
        await people.add_session(connection, _stored(desk, token), person.id, now, expires_at)
        await people.mark_seen(connection, [person.id], now)
        await audit.note(connection, now, "logged_in", person_id=person.id)
    desk.queue_changed.set()
    return Session(person=replace(person, last_seen_at=now), token=token, csrf_token=_csrf(desk, token))


def _stored(desk: Desk, token: str) -> str:
    return tokens.keyed_hash(desk.settings.session_secret, "session", token)


def _csrf(desk: Desk, token: str) -> str:
    return tokens.keyed_hash(desk.settings.session_secret, "csrf", token)
