"""Days, amounts and lists as people write them, in German and English, and the organisation's form of address."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from actions.settings import ADDRESSES

GERMAN = "de"
ENGLISH = "en"

_ALTERNATIVES = re.compile(r"\[([^\[\]|]*)\|([^\[\]|]*)\]")
_WEEKDAYS = {
    GERMAN: ("Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag", "Samstag", "Sonntag"),
    ENGLISH: ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
}
_MONTHS = {
    GERMAN: (
        "Januar", "Februar", "März", "April", "Mai", "Juni",
        "Juli", "August", "September", "Oktober", "November", "Dezember",
    ),
    ENGLISH: (
        "January", "February", "March", "April", "May", "June",
        "July", "August", "September", "October", "November", "December",
    ),
}  # fmt: skip
_AND = {GERMAN: "und", ENGLISH: "and"}


def in_address(text: str, address: str) -> str:
    """The text with every `[Sie|du]` pair resolved; `address` is "Sie" or "du"."""
    return _ALTERNATIVES.sub(lambda pair: pair.group(1 + ADDRESSES.index(address)), text)


def day_text(day: date, today: date, language: str) -> str:
    """A day with its weekday, "Donnerstag, 12. November"; with the year when it is not this one."""
    weekday, month = _WEEKDAYS[language][day.weekday()], _MONTHS[language][day.month - 1]
    number = f"{day.day}." if language == GERMAN else str(day.day)
    year = f" {day.year}" if day.year != today.year else ""
    return f"{weekday}, {number} {month}{year}"


def amount_text(cents: int, currency: str, language: str) -> str:
    """An amount such as "1.034,95 €" or "€1,034.95"; Swiss francs as "34,95 CHF" or "CHF 34.95"."""
    english = f"{cents / 100:,.2f}"
    if language == ENGLISH:
        return f"€{english}" if currency == "EUR" else f"{currency} {english}"
    german = english.translate(str.maketrans(",.", ".,"))
    return f"{german} {'€' if currency == 'EUR' else currency}"


def list_text(names: Sequence[str], language: str) -> str:
    """Names as a list in a sentence: "Zelt, Heringe und Lampe"."""
    if len(names) < 2:
        return "".join(names)
    return f"{', '.join(names[:-1])} {_AND[language]} {names[-1]}"
