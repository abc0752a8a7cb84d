"""Opening hours: when people are there, as the rules say. Without fixed hours it is always open, and presence decides.

Pure, but for `in_force`. Every moment that goes in or comes out is aware; local times are those of the rules' zone.
A local time that comes twice in autumn means the first; one that is leapt over in spring means as much after the leap.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from typing import Any
from zoneinfo import ZoneInfo

from holidays import country_holidays
from sqlalchemy.ext.asyncio import AsyncConnection

from desk import rules
from desk.clock import iso
from desk.rules import DAYS, Hours

HORIZON_DAYS = 366
AHEAD_DAYS = 60
A_DAY = timedelta(days=1)
NEVER = timedelta(days=HORIZON_DAYS - 2)


@dataclass(frozen=True, kw_only=True)
class Opening:
    """One stretch in which it is open: from (included) until (not included), in UTC."""

    begins: datetime
    ends: datetime


@dataclass(frozen=True, kw_only=True)
class ClosedDay:
    """A day on which the week does not count; `name` is empty for one that leads have set."""

    day: date
    name: str


async def in_force(connection: AsyncConnection) -> Hours:
    """The hours as the rules now have them."""
    return (await rules.read(connection)).hours


def is_open(hours: Hours, now: datetime) -> bool:
    """Whether people are there by the rules; without fixed hours, always."""
    return hours.week is None or any(_contains(opening, now) for opening in _around(hours, now))


def opens_at(hours: Hours, now: datetime) -> datetime | None:
    """When people are back; None while it is open, and if that is not within a year."""
    if is_open(hours, now):
        return None
    return next((opening.begins for opening in openings(hours, now) if opening.begins > now), None)


def closes_at(hours: Hours, now: datetime) -> datetime | None:
    """Until when it is open; None while it is closed, without fixed hours, and if that is not within a year."""
    present = present_opening(hours, now)
    return present.ends if present and present.ends - now < NEVER else None


def present_opening(hours: Hours, now: datetime) -> Opening | None:
    """The stretch that lasts now, with what touches it; its begin is not looked for further back than a day."""
    return next((opening for opening in openings(hours, now - A_DAY) if _contains(opening, now)), None)


def openings(hours: Hours, start: datetime) -> Iterator[Opening]:
    """Every stretch from the local day of `start` on, for a year, in order; what touches or overlaps is one."""
    last: Opening | None = None
    for opening in _by_day(hours, start):
        if last and opening.begins <= last.ends:
            last = Opening(begins=last.begins, ends=max(last.ends, opening.ends))
        else:
            if last:
                yield last
            last = opening
    if last:
        yield last


def closed_days_ahead(hours: Hours, now: datetime, language: str = "de", days: int = AHEAD_DAYS) -> list[ClosedDay]:
    """Public holidays and days that leads have set, from today on, on which the week would otherwise be open."""
    today = now.astimezone(ZoneInfo(hours.timezone)).date()
    coming = (today + A_DAY * ahead for ahead in range(days + 1))
    return [
        ClosedDay(day=day, name=_public_holidays(hours, day.year, language).get(day, ""))
        for day in coming
        if _spans_of_week(hours, day) and _is_exception(hours, day)
    ]


def public(hours: Hours, now: datetime, language: str = "de") -> dict[str, Any]:
    """The hours as the API tells them."""
    ahead = closed_days_ahead(hours, now, language)
    return {
        "open": is_open(hours, now),
        "opens_at": iso(opens_at(hours, now)),
        "closes_at": iso(closes_at(hours, now)),
        "timezone": hours.timezone,
        "week": None if hours.week is None else {day: _told(hours, day) for day in DAYS},
        "holidays_ahead": [{"date": one.day.isoformat(), "name": one.name} for one in ahead],
    }


def _told(hours: Hours, day: str) -> list[dict[str, str]]:
    return [{"opens": span.opens, "closes": span.closes} for span in (hours.week or {}).get(day, [])]


def _contains(opening: Opening, now: datetime) -> bool:
    return opening.begins <= now < opening.ends


def _around(hours: Hours, now: datetime) -> Iterator[Opening]:
    """What may hold this moment: no span is longer than a day."""
    today = now.astimezone(ZoneInfo(hours.timezone)).date()
    for day in (today - A_DAY, today):
        yield from _of_day(hours, day)


def _by_day(hours: Hours, start: datetime) -> Iterator[Opening]:
    if not any((hours.week or {}).values()):
        return
    first = start.astimezone(ZoneInfo(hours.timezone)).date()
    for ahead in range(HORIZON_DAYS + 1):
        yield from _of_day(hours, first + A_DAY * ahead)


def _of_day(hours: Hours, day: date) -> list[Opening]:
    """The stretches that begin on a local day, in order; none that the change of clocks turns around."""
    if _is_exception(hours, day):
        return []
    zone = ZoneInfo(hours.timezone)
    stretches = (
        Opening(begins=_moment(day, opens, zone), ends=_moment(day, closes, zone))
        for opens, closes in _spans_of_week(hours, day)
    )
    return sorted((one for one in stretches if one.begins < one.ends), key=lambda one: one.begins)


def _spans_of_week(hours: Hours, day: date) -> list[tuple[str, str]]:
    return [(span.opens, span.closes) for span in (hours.week or {}).get(DAYS[day.weekday()], [])]


def _is_exception(hours: Hours, day: date) -> bool:
    return day in hours.closed_days or day in _public_holidays(hours, day.year, "de")


def _public_holidays(hours: Hours, year: int, language: str) -> dict[date, str]:
    return _holidays_of(hours.state, year, "en_US" if language == "en" else "de") if hours.state else {}


@lru_cache(maxsize=64)
def _holidays_of(state: str, year: int, language: str) -> dict[date, str]:
    return dict(country_holidays("DE", subdiv=state, years=year, language=language).items())


def _moment(day: date, local: str, zone: ZoneInfo) -> datetime:
    """The local time on a day, in UTC; 24:00 is the next day's beginning."""
    hour, minute = (int(part) for part in local.split(":"))
    day, hour = (day + A_DAY, 0) if hour == 24 else (day, hour)
    return datetime.combine(day, time(hour, minute), zone).astimezone(UTC)
