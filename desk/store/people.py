"""The people of the desk and their pods."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, Select, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from desk.person import Person, Presence, Role
from desk.store.tables import people, pods


@dataclass(frozen=True, kw_only=True)
class Pod:
    """A small team that owns a pool of customers."""

    id: str
    name: str


async def find(connection: AsyncConnection, person_id: str) -> Person | None:
    """The person of this id."""
    row = (await connection.execute(_people().where(people.c.id == person_id))).first()
    return person_of(row) if row else None


async def by_email(connection: AsyncConnection, email: str) -> tuple[Person, str] | None:
    """The person who logs in with this address, and the hash of the password."""
    row = (await connection.execute(_people().where(people.c.email == email.lower()))).first()
    return (person_of(row), row.password_hash) if row else None


async def all_people(connection: AsyncConnection) -> list[Person]:
    """Everybody, by name."""
    return [person_of(row) for row in await connection.execute(_people().order_by(people.c.name))]


async def of_pod(connection: AsyncConnection, pod_id: str) -> list[Person]:
    """Everybody of a pod, by name."""
    rows = await connection.execute(_people().where(people.c.pod_id == pod_id).order_by(people.c.name))
    return [person_of(row) for row in rows]


async def set_presence(connection: AsyncConnection, person_id: str, presence: Presence) -> None:
    """Remember whether this person takes cases."""
    await connection.execute(update(people).where(people.c.id == person_id).values(presence=presence))


async def note_work(connection: AsyncConnection, person_id: str, since: datetime | None) -> None:
    """Remember since when this person has worked without a break."""
    await connection.execute(update(people).where(people.c.id == person_id).values(working_since=since))


async def set_password_hash(connection: AsyncConnection, person_id: str, password_hash: str) -> None:
    """Keep a hash made with newer parameters."""
    await connection.execute(update(people).where(people.c.id == person_id).values(password_hash=password_hash))


async def mark_seen(connection: AsyncConnection, person_ids: list[str], now: datetime) -> None:
    """These people have just shown that they are there."""
    await connection.execute(update(people).where(people.c.id.in_(person_ids)).values(last_seen_at=now))


async def all_pods(connection: AsyncConnection) -> list[Pod]:
    """Every pod, by name."""
    rows = await connection.execute(select(pods).order_by(pods.c.name))
    return [Pod(id=row.id, name=row.name) for row in rows]


async def add_pod(connection: AsyncConnection, pod: Pod) -> None:
    """Add a pod."""
    await connection.execute(pods.insert().values(id=pod.id, name=pod.name))


async def one_at_a_time(connection: AsyncConnection) -> None:
    """Wait until nobody else changes people, pods or rules; until the transaction ends, nobody else does."""
    await connection.execute(select(people.c.id).order_by(people.c.id).limit(1).with_for_update())


async def only_one_of(connection: AsyncConnection, person_id: str) -> None:
    """Of what this person does at once in two windows, the other waits until the transaction ends."""
    await connection.execute(select(people.c.id).where(people.c.id == person_id).with_for_update())


async def change(connection: AsyncConnection, person: Person) -> None:
    """Write what leads decide about a person; presence too, for whoever may no longer log in."""
    values = {
        "name": person.name,
        "pod_id": person.pod_id,
        "roles": sorted(person.roles),
        "capacity": person.capacity,
        "languages": sorted(person.languages),
        "skills": sorted(person.skills),
        "active": person.active,
        "presence": person.presence,
    }
    await connection.execute(update(people).where(people.c.id == person.id).values(values))


async def rename_skills(connection: AsyncConnection, names: dict[str, str]) -> None:
    """Everybody keeps their skills under new names: old → new."""
    for row in await connection.execute(select(people.c.id, people.c.skills)):
        if not names.keys().isdisjoint(row.skills):
            skills = sorted({names.get(skill, skill) for skill in row.skills})
            await connection.execute(update(people).where(people.c.id == row.id).values(skills=skills))


async def add(connection: AsyncConnection, person: Person, password_hash: str, now: datetime) -> None:
    """Add a person."""
    await connection.execute(
        people.insert().values(
            id=person.id,
            name=person.name,
            email=person.email.lower(),
            password_hash=password_hash,
            roles=sorted(person.roles),
            presence=person.presence,
            capacity=person.capacity,
            pod_id=person.pod_id,
            languages=sorted(person.languages),
            skills=sorted(person.skills),
            active=person.active,
            hard_in_a_row=person.hard_in_a_row,
            created_at=now,
        )
    )


def person_of(row: Row[Any]) -> Person:
    """The person in a row of `people` joined with `pods`."""
    return Person(
        id=row.id,
        name=row.name,
        email=row.email,
        roles=frozenset(Role(role) for role in row.roles),
        presence=Presence(row.presence),
        capacity=row.capacity,
        pod_id=row.pod_id,
        pod_name=row.pod_name,
        languages=frozenset(row.languages),
        skills=frozenset(row.skills),
        active=row.active,
        last_seen_at=row.last_seen_at,
        working_since=row.working_since,
        last_assigned_at=row.last_assigned_at,
        hard_in_a_row=row.hard_in_a_row,
        rests_until=row.rests_until,
    )


def _people() -> Select[Any]:
    with_pod = people.outerjoin(pods, pods.c.id == people.c.pod_id)
    return select(people, pods.c.name.label("pod_name")).select_from(with_pod)
