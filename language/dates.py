"""Days as customers name them, told as ISO dates where the text says which day it is."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import List, Optional

from language.amounts import TokenPattern, numbered, read_number

_RELATIVE = {
    **{"vorvorgestern": -3, "vorgestern": -2, "gestern": -1, "heute": 0, "morgen": 1, "übermorgen": 2},
    **{"uebermorgen": 2, "yesterday": -1, "today": 0, "tomorrow": 1},
}
_TIMES_OF_DAY = ("morgen", "früh", "frueh", "vormittag", "mittag", "nachmittag", "abend", "nacht")
_WEEKDAYS = {
    **numbered("montag dienstag mittwoch donnerstag freitag samstag sonntag"),
    **numbered("monday tuesday wednesday thursday friday saturday sunday"),
    "sonnabend": 5,
}
_MONTH_NAMES = (
    "januar jänner jaenner january jan jän",
    "februar feber february feb",
    "märz maerz march mär mrz mar",
    "april apr",
    "mai may",
    "juni june jun juno",
    "juli july jul",
    "august aug",
    "september sep sept",
    "oktober october okt oct",
    "november nov",
    "dezember december dez dec",
)
_MONTHS = {name: month for month, names in enumerate(_MONTH_NAMES, 1) for name in names.split(" ")}
# Only these stand before the day without its "th": "im April 10 Tage" is no day.
_ENGLISH_MONTHS = ("january", "february", "march", "june", "july", "october", "december")
_PREPOSITIONS = ("am", "vom", "zum", "bis", "seit", "ab", "den", "dem")
_PAST = r"(?:letzt|vorig|vergangen|last|past)"
_COMING = r"(?:nächst|naechst|kommend|next|coming)"
_DAY = r"(?:0?[1-9]|[12]\d|3[01])"
_MONTH = r"(?:0?[1-9]|1[0-2])"
_YEAR = r"(?:19|20)\d\d"
_LONGEST_WAY_DAYS = 3660


def date_patterns() -> List[TokenPattern]:
    """Token patterns for spaCy's entity ruler."""
    return [*_relative_patterns(), *_weekday_patterns(), *_written_patterns(), *_numeric_patterns()]


def no_date_patterns() -> List[TokenPattern]:
    """Where "morgen" is the morning."""
    return [
        [{"LOWER": {"IN": ["guten", "am", "der", "den", "jeden", "diesen", "schönen", "gegen"]}}, {"LOWER": "morgen"}]
    ]


def _relative_patterns() -> List[TokenPattern]:
    number = {"LOWER": {"REGEX": r"^(?:\d{1,3}|[a-zäöüß]{1,20})$"}}
    german = {"LOWER": {"REGEX": "^(?:tag|woche|monat|jahr)(?:e?n?)$"}}
    english = {"LOWER": {"REGEX": "^(?:day|week|month|year)s?$"}}
    period = {"LOWER": {"REGEX": "^(?:woche|monat|jahr|week|month|year)$"}}
    turned = {"LOWER": {"REGEX": rf"^(?:{_PAST}|{_COMING})(?:e[nmrs]?)?$"}}
    the = {"LOWER": "the", "OP": "?"}
    return [
        [{"LOWER": {"IN": list(_RELATIVE)}}],
        [{"LOWER": {"IN": list(_RELATIVE)}}, {"LOWER": {"IN": list(_TIMES_OF_DAY)}}],
        [the, {"LOWER": "day"}, {"LOWER": "before"}, {"LOWER": "yesterday"}],
        [the, {"LOWER": "day"}, {"LOWER": "after"}, {"LOWER": "tomorrow"}],
        [{"LOWER": {"IN": ["vor", "in"]}}, number, german],
        [{"LOWER": "in"}, number, english],
        [number, english, {"LOWER": "ago"}],
        [turned, period],
    ]


def _weekday_patterns() -> List[TokenPattern]:
    weekday = {"LOWER": {"IN": list(_WEEKDAYS)}}
    turned = {"LOWER": {"REGEX": rf"^(?:{_PAST}|{_COMING})(?:e[nmrs]?)?$"}}
    return [[weekday], [turned, weekday], [turned, {"LOWER": {"IN": ["woche", "week"]}}, weekday]]


def _written_patterns() -> List[TokenPattern]:
    """ "3. Mai", "3rd of May", "May 3rd", each with a year or without."""
    month, english = {"LOWER": {"IN": list(_MONTHS)}}, {"LOWER": {"IN": list(_ENGLISH_MONTHS)}}
    day, dot = {"TEXT": {"REGEX": f"^{_DAY}$"}}, {"TEXT": ".", "OP": "?"}
    ending, of = {"LOWER": {"IN": ["st", "nd", "rd", "th"]}}, {"LOWER": "of", "OP": "?"}
    days: List[TokenPattern] = [[day, dot, month], [day, ending, of, month], [month, day, ending], [english, day]]
    year = {"TEXT": {"REGEX": f"^{_YEAR}$"}}
    return [[*tokens, *more] for tokens in days for more in ([], [year], [{"TEXT": {"IN": [".", ","]}}, year])]


def _numeric_patterns() -> List[TokenPattern]:
    """ "3.5.", "am 3.5", "am 3. 5. 2026", "2026-05-03", "13/5/2026"."""
    preposition, dot = {"LOWER": {"IN": list(_PREPOSITIONS)}}, {"TEXT": "."}
    both, year = {"TEXT": {"REGEX": rf"^{_DAY}\.{_MONTH}$"}}, {"TEXT": {"REGEX": f"^{_YEAR}$"}}
    day, month = {"TEXT": {"REGEX": f"^{_DAY}$"}}, {"TEXT": {"REGEX": f"^{_MONTH}$"}}
    two, short_year = {"TEXT": {"REGEX": "^[0-9]{2}$"}}, {"TEXT": {"REGEX": f"^(?:{_YEAR}|[0-9]{{2}})$"}}
    dash, slash = {"TEXT": "-"}, {"TEXT": "/"}
    return [
        [{"TEXT": {"REGEX": rf"^{_DAY}\.{_MONTH}\.(?:{_YEAR}|[0-9]{{2}})$"}}],
        *(
            [*begin, dot, *end]
            for begin in ([both], [preposition, both], [preposition, day, dot, month])
            for end in ([], [year])
        ),
        [preposition, both],
        [preposition, day, dot, {"TEXT": {"REGEX": rf"^{_MONTH}\.{_YEAR}$"}}],
        [year, dash, two, dash, two],
        [day, slash, {"TEXT": {"REGEX": f"^{_DAY}$"}}, slash, short_year],
    ]


def read_date(text: str, today: date) -> Optional[str]:
    """The ISO date of what a pattern found; the text itself where it leaves open which day; None if it is no date."""
    text = re.sub(r"\s+", " ", text.strip())
    words = text.lower()
    if re.fullmatch(r"(?:in|vor) .*|.* ago", words):
        return _by_distance(words, today, text)
    for read in (_by_word, _by_weekday):
        day = read(words, today)
        if day:
            return day.isoformat()
    parts = _parts(words)
    if parts is None:
        return text
    try:
        return _nearest(*parts, today).isoformat()
    except ValueError:
        return None


def without_preposition(text: str) -> int:
    """How many characters of a found date are a preposition and the space behind it."""
    match = re.match(rf"(?:{'|'.join(_PREPOSITIONS)})\s+(?=\d)", text, re.IGNORECASE)
    return match.end() if match else 0


def _by_word(words: str, today: date) -> Optional[date]:
    if words.endswith("day before yesterday"):
        return today - timedelta(days=2)
    if words.endswith("day after tomorrow"):
        return today + timedelta(days=2)
    days = _RELATIVE.get(words.split(" ")[0])
    return None if days is None else today + timedelta(days=days)


def _by_distance(words: str, today: date, text: str) -> Optional[str]:
    """ "Vor drei Tagen"; months and years are no exact distance, "vor dem Tag" is none at all."""
    match = re.fullmatch(
        r"(?P<way>in|vor)? ?(?P<number>\w+) (?P<unit>tag|woche|day|week|monat|jahr|month|year)\w*( ago)?", words
    )
    number = read_number(match.group("number")) if match else None
    if match is None or number is None:
        return None
    if match.group("unit") not in _DAYS_OF_UNIT or number > _LONGEST_WAY_DAYS:
        return text
    days = int(number) * _DAYS_OF_UNIT[match.group("unit")]
    return (today + timedelta(days=days if match.group("way") == "in" else -days)).isoformat()


_DAYS_OF_UNIT = {"tag": 1, "day": 1, "woche": 7, "week": 7}


def _by_weekday(words: str, today: date) -> Optional[date]:
    """ "Letzten Dienstag" is the latest one before today, "nächsten" the first after; a bare one stays open."""
    parts = words.split(" ")
    last = parts[-1]
    if last not in _WEEKDAYS or len(parts) == 1:
        return None
    past = bool(re.match(_PAST, words))
    if len(parts) == 3:
        monday = today - timedelta(days=today.weekday())
        return monday + timedelta(days=_WEEKDAYS[last] + (-7 if past else 7))
    if past:
        return today - timedelta(days=(today.weekday() - _WEEKDAYS[last] - 1) % 7 + 1)
    return today + timedelta(days=(_WEEKDAYS[last] - today.weekday() - 1) % 7 + 1)


def _parts(words: str) -> Optional[tuple[int, int, Optional[int]]]:
    """Day, month and year (None if it is not said); None if the text does not say which day of which month."""
    numbers = [int(number) for number in re.findall("[0-9]+", words)]
    named = next((_MONTHS[name] for name in re.findall(r"[^\W\d]+", words) if name in _MONTHS), None)
    if not numbers:
        return None
    if named:
        return numbers[0], named, _whole_year(numbers[1:])
    if re.match(_YEAR + "-", words.replace(" ", "")):
        return numbers[2], numbers[1], numbers[0]
    if "/" in words:
        return _by_slashes(*numbers)
    return numbers[0], numbers[1], _whole_year(numbers[2:])


def _by_slashes(first: int, second: int, year: int) -> Optional[tuple[int, int, Optional[int]]]:
    """Day first or month first, if only one of them can be meant."""
    if first > 12 or first == second:
        return first, second, _whole_year([year])
    return (second, first, _whole_year([year])) if second > 12 else None


def _whole_year(numbers: List[int]) -> Optional[int]:
    return (numbers[0] if numbers[0] > 99 else 2000 + numbers[0]) if numbers else None


def _nearest(day: int, month: int, year: Optional[int], today: date) -> date:
    """Without a year, the one that brings the day closest to today. Raises: ValueError if there is no such day."""
    if year:
        return date(year, month, day)
    days = [_day(day, month, today.year + more) for more in (-4, -3, -2, -1, 0, 1, 2, 3, 4)]
    there = [each for each in days if each]
    if not there:
        raise ValueError(f"there is no day {day} in month {month}")
    return min(there, key=lambda each: abs(each - today))


def _day(day: int, month: int, year: int) -> Optional[date]:
    try:
        return date(year, month, day)
    except ValueError:
        return None
