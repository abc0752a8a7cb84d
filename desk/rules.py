"""How this service works: what leads decide at the desk, without a restart. Kept in the database, read often."""

from datetime import date
from typing import Annotated, Any
from zoneinfo import ZoneInfo

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator
from sqlalchemy.ext.asyncio import AsyncConnection

from desk.store import rules as store

DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
ClockTime = Annotated[str, Field(pattern=r"^([01]\d|2[0-3]):[0-5]\d$|^24:00$", description="Local time, HH:MM.")]
Seconds = Annotated[int, Field(strict=True, ge=0, le=86_400)]
Cents = Annotated[int, Field(strict=True, ge=0, le=10_000_000)]


class Part(BaseModel):
    """A part of the rules; unknown fields are refused, so that a typing error is noticed."""

    model_config = ConfigDict(extra="forbid", frozen=True)


def _timezone(name: str) -> str:
    try:
        ZoneInfo(name)
    except (ValueError, LookupError, OSError) as exc:
        raise ValueError("no time zone of this name is known") from exc
    return name


class Span(Part):
    """Open from (included) until (not included)."""

    opens: ClockTime
    closes: ClockTime

    @model_validator(mode="after")
    def _in_order(self) -> "Span":
        if self.opens >= self.closes:
            raise ValueError("opens must be before closes")
        return self


class Hours(Part):
    """When people are there. `week` None: whenever somebody is available, and holidays and closed days do not count.

    `state`: the German state whose public holidays count (ISO 3166-2).
    """

    week: dict[Annotated[str, Field(pattern="^(" + "|".join(DAYS) + ")$")], list[Span]] | None = None
    timezone: Annotated[str, AfterValidator(_timezone)] = "Europe/Berlin"
    state: Annotated[str, Field(pattern="^(BB|BE|BW|BY|HB|HE|HH|MV|NI|NW|RP|SH|SL|SN|ST|TH)$")] | None = None
    closed_days: list[date] = []


class Skill(Part):
    """What only some people can do, and which cases need it."""

    name: Annotated[str, Field(min_length=1, max_length=80)]
    # Until now it had this name: whoever has it keeps it. Not kept with the rules.
    renamed_from: Annotated[str | None, Field(exclude=True)] = None
    concerns: list[str] = []
    reasons: list[str] = []


class Routing(Part):
    """Whom a case is offered to, and for how long one waits for the best, from the first moment of waiting on."""

    automatic: bool = True  # False: nobody is asked, everybody takes cases from the queue
    known_wait_seconds: Seconds = 30  # for the person who knows the customer
    pod_wait_seconds: Seconds = 60  # for the customer's pod
    skill_wait_seconds: Seconds = 300  # after that, a skill is a wish and no longer a condition
    offer_seconds: Annotated[int, Field(strict=True, ge=5, le=3600)] = 60
    hard_weight: Annotated[int, Field(strict=True, ge=1, le=10)] = 2  # a calm case counts 1


class Care(Part):
    """That people stay well: 0 hard cases in a row means no limit."""

    hard_in_a_row: Annotated[int, Field(strict=True, ge=0, le=100)] = 2
    recovery_seconds: Seconds = 60  # after each hard case
    break_after_seconds: Seconds = 2 * 3600


class Leeway(Part):
    """Goodwill that an agent may grant alone, in cents."""

    per_case_cents: Cents = 2_000
    per_month_cents: Cents = 20_000


class Rules(Part):
    """All of it; each part is stored under its own name."""

    hours: Hours = Hours()
    routing: Routing = Routing()
    care: Care = Care()
    leeway: Leeway = Leeway()
    skills: list[Skill] = []

    def skill_for(self, reason: str, concerns: tuple[str, ...]) -> str | None:
        """The skill that a case needs: the first that names its reason or one of its concerns."""
        for skill in self.skills:
            if reason in skill.reasons or not set(concerns).isdisjoint(skill.concerns):
                return skill.name
        return None


async def read(connection: AsyncConnection) -> Rules:
    """The rules in force; what nobody has changed is as Lotse brings it."""
    stored: dict[str, Any] = await store.all_values(connection)
    return Rules.model_validate({name: stored[name] for name in Rules.model_fields if name in stored})
