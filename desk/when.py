"""Moments and opening hours in the words that customers read, in German and English, on the service's own clock."""

from collections.abc import Iterable
from datetime import date, datetime
from itertools import groupby
from zoneinfo import ZoneInfo

from desk import hours as opening_hours
from desk.rules import DAYS, Hours, Span

WEEKDAYS = {
    "de": ("Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag", "Samstag", "Sonntag"),
    "en": ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
}
MONTHS = {
    "de": (
        "Januar",
        "Februar",
        "März",
        "April",
        "Mai",
        "Juni",
        "Juli",
        "August",
        "September",
        "Oktober",
        "November",
        "Dezember",
    ),
    "en": (
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ),
}
CLOSED = {"de": "Zurzeit ist unser Team nicht zu erreichen.", "en": "At present our team cannot be reached."}
HOLIDAYS = {
    "de": "An gesetzlichen Feiertagen ist das Team nicht besetzt.",
    "en": "On public holidays the team is away.",
}
EXCEPT = {"de": "Nicht besetzt ist das Team an diesen Tagen: ", "en": "The team is away on these days: "}
DAYS_TOLD = 30
A_WEEK = 7


def back_from(moment: datetime, now: datetime, zone_name: str, language: str) -> str:
    """When people are back: "ab Montag, 8 Uhr", "heute ab 14 Uhr"; "on Monday at 8 am", "today at 2 pm"."""
    zone = ZoneInfo(zone_name)
    local, today = moment.astimezone(zone), now.astimezone(zone).date()
    clock = _clock(f"{local:%H:%M}", language)
    ahead = (local.date() - today).days
    if ahead < 2:
        near = {"de": ("heute", "morgen"), "en": ("today", "tomorrow")}
        return f"{near[language][ahead]} {'at' if language == 'en' else 'ab'} {clock}"
    day = day_name(local.date(), language) if ahead >= A_WEEK else WEEKDAYS[language][local.weekday()]
    return f"on {day} at {clock}" if language == "en" else f"ab {day}, {clock}"


def day_name(day: date, language: str) -> str:
    """A day such as "Montag, 4. Januar" or "Monday, 4 January"."""
    point = "" if language == "en" else "."
    return f"{WEEKDAYS[language][day.weekday()]}, {day.day}{point} {MONTHS[language][day.month - 1]}"


def week_in_words(hours: Hours, now: datetime, language: str) -> str | None:
    """The week as a list in Markdown, with the closed days of the next DAYS_TOLD days; None without fixed hours."""
    if hours.week is None:
        return None
    lines = [f"- {days}: **{spans}**" for days, spans in _lines(hours.week, language)]
    closed = [_closed(one, language) for one in opening_hours.closed_days_ahead(hours, now, language, DAYS_TOLD)]
    if not lines:
        return CLOSED[language]
    exceptions = [HOLIDAYS[language]] if hours.state else []
    exceptions += [f"{EXCEPT[language]}{'; '.join(closed)}."] if closed else []
    return "\n\n".join(["\n".join(lines), *([" ".join(exceptions)] if exceptions else [])])


def _lines(week: dict[str, list[Span]], language: str) -> Iterable[tuple[str, str]]:
    """Days that follow each other with the same hours, and these hours; closed days are left out."""
    told = [_spans(week.get(day, []), language) for day in DAYS]
    for spans, days in groupby(range(len(DAYS)), key=lambda number: told[number]):
        if spans:
            yield _range([WEEKDAYS[language][day] for day in days], language), spans


def _range(names: list[str], language: str) -> str:
    to = "to" if language == "en" else "bis"
    return names[0] if len(names) == 1 else f"{names[0]} {to} {names[-1]}"


def _spans(spans: list[Span], language: str) -> str:
    ordered = sorted((span.opens, span.closes) for span in spans)
    join = " and " if language == "en" else " und "
    return join.join(_span(opens, closes, language) for opens, closes in ordered)


def _span(opens: str, closes: str, language: str) -> str:
    if language == "en":
        return f"{_clock(opens, language)} to {_clock(closes, language)}"
    return f"{_clock(opens, language).removesuffix(' Uhr')} bis {_clock(closes, language)}"


def _clock(local: str, language: str) -> str:
    """A time of day: "8 Uhr", "8:30 Uhr"; "8 am", "8:30 am"; "noon", "midnight"."""
    hour, minute = (int(part) for part in local.split(":"))
    if language != "en":
        return f"{hour}:{minute:02} Uhr" if minute else f"{hour} Uhr"
    if hour % 12 == 0 and not minute:
        return "noon" if hour == 12 else "midnight"
    told = f"{(hour - 1) % 12 + 1}:{minute:02}" if minute else f"{(hour - 1) % 12 + 1}"
    return f"{told} {'am' if hour < 12 else 'pm'}"


def _closed(one: opening_hours.ClosedDay, language: str) -> str:
    return f"{day_name(one.day, language)} ({one.name})" if one.name else day_name(one.day, language)
