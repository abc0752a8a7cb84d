"""Demo people: two pods with agents and leads, a trainer, and their skills. Adding them twice changes nothing."""

from dataclasses import dataclass
from uuid import NAMESPACE_URL, uuid5

from sqlalchemy.ext.asyncio import AsyncConnection

from desk.clock import Clock
from desk.handoff import Reason
from desk.person import Person, Presence, Role
from desk.rules import Skill
from desk.seed_snippets import add_snippets
from desk.sessions import hasher
from desk.store import people, rules
from desk.store.database import Database
from desk.store.people import Pod

PASSWORD = "nordlicht-demo"  # noqa: S105  told to everybody: demo people are for trying out only
CAPACITY = 4
POD_NAMES = ("Nord", "Süd")
LAW = Skill(name="Recht", reasons=[Reason.LEGAL], concerns=["threaten_legal"])
INVOICES = Skill(
    name="Rechnungen",
    concerns=[
        "dispute_invoice",
        "dispute_reminder",
        "request_invoice",
        "faq/buy_on_account",
        "faq/instalments",
        "faq/payment_failed",
    ],
)


@dataclass(frozen=True, kw_only=True)
class DemoPerson:
    """Who plays along; everybody speaks German."""

    name: str
    email: str
    roles: tuple[Role, ...]
    pod: str | None
    english: bool = True
    skills: tuple[Skill, ...] = ()


PEOPLE = (
    DemoPerson(name="Mira Jansen", email="mira@demo.lotse", roles=(Role.AGENT,), pod="Nord", skills=(INVOICES,)),
    DemoPerson(name="Jonas Brandt", email="jonas@demo.lotse", roles=(Role.AGENT,), pod="Nord"),
    DemoPerson(name="Katrin Vogel", email="katrin@demo.lotse", roles=(Role.LEAD,), pod="Nord", skills=(LAW, INVOICES)),
    DemoPerson(name="Leni Huber", email="leni@demo.lotse", roles=(Role.AGENT,), pod="Süd", english=False),
    DemoPerson(
        name="Emre Yildiz", email="emre@demo.lotse", roles=(Role.AGENT, Role.TRAINER), pod="Süd", skills=(INVOICES,)
    ),
    DemoPerson(
        name="Sabine Roth", email="sabine@demo.lotse", roles=(Role.LEAD, Role.ADMIN), pod="Süd", skills=(LAW, INVOICES)
    ),
    DemoPerson(name="Tom Adler", email="tom@demo.lotse", roles=(Role.TRAINER,), pod=None),
)


async def seed(database: Database, clock: Clock) -> int:
    """Add who is missing; how many that were."""
    async with database.write() as connection:
        await _add_pods(connection)
        await _add_skills(connection, clock)
        await add_snippets(connection, clock)
        missing = [one for one in PEOPLE if await people.by_email(connection, one.email) is None]
        for one in missing:
            await people.add(connection, _person(one), hasher.hash(PASSWORD), clock())
    return len(missing)


async def _add_pods(connection: AsyncConnection) -> None:
    known = {pod.name for pod in await people.all_pods(connection)}
    for name in POD_NAMES:
        if name not in known:
            await people.add_pod(connection, Pod(id=_id(name), name=name))


async def _add_skills(connection: AsyncConnection, clock: Clock) -> None:
    """A legal case with an invoice in it is a legal case, so that skill comes first. Nobody's own rules are touched."""
    if "skills" not in await rules.all_values(connection):
        skills = [skill.model_dump(mode="json") for skill in (LAW, INVOICES)]
        await rules.put(connection, "skills", skills, None, clock())


def _person(one: DemoPerson) -> Person:
    return Person(
        id=_id(one.email),
        name=one.name,
        email=one.email,
        roles=frozenset(one.roles),
        presence=Presence.OFFLINE,
        capacity=CAPACITY,
        pod_id=_id(one.pod) if one.pod else None,
        languages=frozenset({"de", "en"} if one.english else {"de"}),
        skills=frozenset(skill.name for skill in one.skills),
    )


def _id(name: str) -> str:
    """The same id for the same name, on every machine."""
    return str(uuid5(NAMESPACE_URL, f"https://demo.lotse/{name}"))
