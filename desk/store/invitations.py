"""Invitations to work at the desk. The link's token is told once; here is only its hash."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, Select, delete, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from desk.person import Role
from desk.store.tables import invitations, people, pods


@dataclass(frozen=True, kw_only=True)
class Invitation:
    """Who is invited, as what, by whom and until when."""

    id: str
    name: str
    email: str
    roles: frozenset[Role]
    pod_id: str | None
    invited_by: str
    created_at: datetime
    expires_at: datetime
    pod_name: str | None = None
    invited_by_name: str = ""


async def add(connection: AsyncConnection, invitation: Invitation, token_hash: str) -> None:
    """Keep an invitation."""
    await connection.execute(
        invitations.insert().values(
            id=invitation.id,
            token_hash=token_hash,
            name=invitation.name,
            email=invitation.email,
            roles=sorted(invitation.roles),
            pod_id=invitation.pod_id,
            invited_by=invitation.invited_by,
            created_at=invitation.created_at,
            expires_at=invitation.expires_at,
        )
    )


async def unused(connection: AsyncConnection) -> list[Invitation]:
    """Every invitation that nobody has accepted, newest first; also those that have expired."""
    return [_invitation(row) for row in await connection.execute(_unused().order_by(invitations.c.created_at.desc()))]


async def find(connection: AsyncConnection, invitation_id: str) -> Invitation | None:
    """The unused invitation of this id, also if it has expired."""
    row = (await connection.execute(_unused().where(invitations.c.id == invitation_id))).first()
    return _invitation(row) if row else None


async def by_token(connection: AsyncConnection, token_hash: str, now: datetime) -> Invitation | None:
    """The invitation of this token, if it can still be accepted."""
    open_one = invitations.c.token_hash == token_hash, invitations.c.expires_at > now
    row = (await connection.execute(_unused().where(*open_one))).first()
    return _invitation(row) if row else None


async def use(connection: AsyncConnection, invitation_id: str, now: datetime) -> None:
    """It was accepted."""
    await connection.execute(update(invitations).where(invitations.c.id == invitation_id).values(used_at=now))


async def withdraw(connection: AsyncConnection, invitation_id: str) -> None:
    """It is worth nothing any more."""
    await connection.execute(delete(invitations).where(invitations.c.id == invitation_id))


async def withdraw_all_to(connection: AsyncConnection, email: str) -> None:
    """Earlier invitations of this address are worth nothing any more."""
    await connection.execute(delete(invitations).where(invitations.c.email == email, invitations.c.used_at.is_(None)))


async def withdraw_all_of(connection: AsyncConnection, person_id: str) -> None:
    """What this person has offered to others is worth nothing any more."""
    theirs = invitations.c.invited_by == person_id, invitations.c.used_at.is_(None)
    await connection.execute(delete(invitations).where(*theirs))


def _unused() -> Select[Any]:
    joined = invitations.join(people, people.c.id == invitations.c.invited_by).outerjoin(
        pods, pods.c.id == invitations.c.pod_id
    )
    named = people.c.name.label("invited_by_name"), pods.c.name.label("pod_name")
    return select(invitations, *named).select_from(joined).where(invitations.c.used_at.is_(None))


def _invitation(row: Row[Any]) -> Invitation:
    return Invitation(
        id=row.id,
        name=row.name,
        email=row.email,
        roles=frozenset(Role(role) for role in row.roles),
        pod_id=row.pod_id,
        pod_name=row.pod_name,
        invited_by=row.invited_by,
        invited_by_name=row.invited_by_name,
        created_at=row.created_at,
        expires_at=row.expires_at,
    )
