"""Demo people: two pods, their agents and leads, and a trainer. Adding them twice changes nothing."""

from uuid import NAMESPACE_URL, uuid5

from sqlalchemy.ext.asyncio import AsyncConnection

from desk.clock import Clock
from desk.person import Person, Presence, Role
from desk.sessions import hasher
from desk.store import people
from desk.store.database import Database
from desk.store.people import Pod

PASSWORD = "nordlicht-demo"  # noqa: S105  told to everybody: demo people are for trying out only
CAPACITY = 4
POD_NAMES = ("Nord", "Süd")
PEOPLE = (
    ("Mira Jansen", "mira@demo.lotse", (Role.AGENT,), "Nord"),
    ("Jonas Brandt", "jonas@demo.lotse", (Role.AGENT,), "Nord"),
    ("Katrin Vogel", "katrin@demo.lotse", (Role.LEAD,), "Nord"),
    ("Leni Huber", "leni@demo.lotse", (Role.AGENT,), "Süd"),
    ("Emre Yildiz", "emre@demo.lotse", (Role.AGENT, Role.TRAINER), "Süd"),
    ("Sabine Roth", "sabine@demo.lotse", (Role.LEAD, Role.ADMIN), "Süd"),
    ("Tom Adler", "tom@demo.lotse", (Role.TRAINER,), None),
)


async def seed(database: Database, clock: Clock) -> int:
    """Add who is missing; how many that were."""
    async with database.write() as connection:
        await _add_pods(connection)
        missing = [entry for entry in PEOPLE if await people.by_email(connection, entry[1]) is None]
        for name, email, roles, pod in missing:
            person = _person(name, email, roles, pod)
            await people.add(connection, person, hasher.hash(PASSWORD), clock())
    return len(missing)


async def _add_pods(connection: AsyncConnection) -> None:
    known = {pod.name for pod in await people.all_pods(connection)}
    for name in POD_NAMES:
        if name not in known:
            await people.add_pod(connection, Pod(id=_id(name), name=name))


def _person(name: str, email: str, roles: tuple[Role, ...], pod: str | None) -> Person:
    return Person(
        id=_id(email),
        name=name,
        email=email,
        roles=frozenset(roles),
        presence=Presence.OFFLINE,
        capacity=CAPACITY,
        pod_id=_id(pod) if pod else None,
    )


def _id(name: str) -> str:
    """The same id for the same name, on every machine."""
    return str(uuid5(NAMESPACE_URL, f"https://demo.lotse/{name}"))
