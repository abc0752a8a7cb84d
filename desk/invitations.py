"""Invitations: a link that a lead passes on, with which a new colleague chooses a password and begins."""

import asyncio
from dataclasses import dataclass
from datetime import timedelta
from uuid import uuid4

from sqlalchemy.ext.asyncio import AsyncConnection

from desk import sessions, tokens
from desk.core import Desk
from desk.errors import ConflictError, InvalidError, NotFoundError
from desk.person import Person, Presence, Role
from desk.sessions import Session
from desk.store import audit, people
from desk.store import invitations as store
from desk.store.invitations import Invitation
from desk.team import check_grant, check_pod
from desk.texts import is_email

VALID_DAYS = 7
CAPACITY = 4
FAILURES_PER_QUARTER_HOUR = 20
WINDOW_SECONDS = 15 * 60


@dataclass(frozen=True, kw_only=True)
class Invited:
    """A fresh invitation with its token, which nobody can look up later."""

    invitation: Invitation
    token: str


async def invite(
    desk: Desk, by: Person, *, name: str, email: str, roles: frozenset[Role], pod_id: str | None
) -> Invited:
    """Invite somebody; an earlier invitation of the same address is worth nothing any more.

    Raises InvalidError (invalid_email, unknown_pod), NotAllowedError (admins_only), ConflictError (email_taken).
    """
    check_grant(by, roles)
    email, token, now = _address(email), tokens.new_token(), desk.clock()
    invitation = Invitation(
        id=str(uuid4()),
        name=name,
        email=email,
        roles=roles,
        pod_id=pod_id,
        invited_by=by.id,
        created_at=now,
        expires_at=now + timedelta(days=VALID_DAYS),
    )
    async with desk.database.write() as connection:
        await people.one_at_a_time(connection)
        await check_pod(connection, pod_id)
        await _check_free(connection, email)
        await store.withdraw_all_to(connection, email)
        await store.add(connection, invitation, tokens.token_hash(token))
        await _note(desk, connection, by.id, "invited", invitation)
    return Invited(invitation=invitation, token=token)


async def withdraw(desk: Desk, by: Person, invitation_id: str) -> None:
    """Take an invitation back. Raises NotFoundError (unknown_invitation)."""
    async with desk.database.write() as connection:
        invitation = await store.find(connection, invitation_id)
        if invitation is None:
            raise unknown_invitation()
        await store.withdraw(connection, invitation_id)
        await _note(desk, connection, by.id, "withdrew_invitation", invitation)


async def look_at(desk: Desk, token: str, address: str) -> Invitation:
    """Whom this token invites. Raises NotFoundError (unknown_invitation), TooManyError."""
    key = f"invitations from {address}"
    desk.limits.check(key, FAILURES_PER_QUARTER_HOUR, WINDOW_SECONDS)
    async with desk.database.read() as connection:
        invitation = await store.by_token(connection, tokens.token_hash(token), desk.clock())
    if invitation is None:
        desk.limits.count(key)
        raise unknown_invitation()
    return invitation


async def accept(desk: Desk, token: str, password: str, address: str) -> Session:
    """Become a colleague, and be logged in. Raises as `look_at`, and ConflictError (email_taken)."""
    await look_at(desk, token, address)
    password_hash = await asyncio.to_thread(sessions.hasher.hash, password)
    async with desk.database.write() as connection:
        await people.one_at_a_time(connection)
        invitation = await store.by_token(connection, tokens.token_hash(token), desk.clock())
        if invitation is None:
            raise unknown_invitation()
        await _check_free(connection, invitation.email)
        person = _person(invitation)
        await people.add(connection, person, password_hash, desk.clock())
        await store.use(connection, invitation.id, desk.clock())
        await _note(desk, connection, person.id, "accepted_invitation", invitation)
    return await sessions.begin(desk, person)


def unknown_invitation() -> NotFoundError:
    """The same answer for an invitation that never was, was used or withdrawn, or has expired."""
    message = "This invitation is not valid, or no longer. Please ask for a new one."
    return NotFoundError(message, code="unknown_invitation")


def _address(email: str) -> str:
    if not is_email(email):
        raise InvalidError("This is not an e-mail address.", code="invalid_email", field="email")
    return email.lower()


async def _check_free(connection: AsyncConnection, email: str) -> None:
    if await people.by_email(connection, email):
        raise ConflictError("Somebody of the desk has this e-mail address.", code="email_taken", email=email)


def _person(invitation: Invitation) -> Person:
    return Person(
        id=str(uuid4()),
        name=invitation.name,
        email=invitation.email,
        roles=invitation.roles,
        presence=Presence.OFFLINE,
        capacity=CAPACITY,
        pod_id=invitation.pod_id,
        pod_name=invitation.pod_name,
    )


async def _note(desk: Desk, connection: AsyncConnection, person_id: str, action: str, invitation: Invitation) -> None:
    details = {"invitation": invitation.id, "email": invitation.email, "roles": sorted(invitation.roles)}
    await audit.note(connection, desk.clock(), action, person_id=person_id, details=details)
