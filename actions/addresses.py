"""Postal addresses as people type them: in the order of the country, or as English speakers put them."""

from __future__ import annotations

import re

# "Speicherstraße 14, 24103 Kiel"
_ADDRESS = re.compile(
    r"(?P<street>[^\W\d][^\d,;:!?\n]{1,60}?)\s+"
    r"(?P<rest>\d{1,4}\s?[a-zA-Z]?(?:[-/]\d{1,4})?[\s,]+(?:[^,\d]{1,40},\s*)?(?:(?:D|A|AT|CH|DE)[\s-]?)?\d{4,5}"
    r"\s+[^\W\d][^\d,;.!?\n]{1,40})"
)
# "14 Station Road, 24103 Kiel"
_NUMBER_FIRST = re.compile(
    r"(?<![\w-])(?P<number>\d{1,4}[a-zA-Z]?),?\s+(?P<street>[^\W\d][^\d,;:!?\n]{2,40}?)"
    r"(?:[\s,]+(?P<code>(?:(?:D|A|AT|CH|DE)[\s-]?)?\d{4,5})\s+(?P<town>[^\W\d][^\d,;.!?\n]{1,40})"
    r"|,\s*(?P<first_town>[^\W\d][^\d,;.!?\n]{1,40}?),?\s+(?P<last_code>\d{4,5})(?!\d))"
)
# "Lindenweg 5b, Kiel 24103"
_TOWN_FIRST = re.compile(
    r"(?P<street>[^\W\d][^\d,;:!?\n]{1,60}?)\s+(?P<number>\d{1,4}\s?[a-zA-Z]?),\s*"
    r"(?P<town>[^\W\d][^\d,;.!?\n]{1,40}?),?\s+(?P<code>\d{4,5})(?!\d)"
)
_AFTER_ADDRESS = re.compile(r"(?:[\s,]+(?:bitte|danke|please|thanks?|thank you))+$", re.IGNORECASE)
_BEFORE_STREET = re.compile(
    "nein|doch|bin|sind|zieh|ziehe|ziehen|umgezogen|nach|falsche?|richtig|meine|neue|adresse|anschrift|ist|lautet|es|sie|ich|wir|wohnen?|jetzt|nun|ab|sofort|und"
    "|zwar|bitte|hier|also|sondern|ja|gerne|my|our|the|new|address|is|it.?s|that.?s|we|i|i.?m|live|living|now|at|no|it"
    "|please|to|(?:we|i).?ve|move|moved|moving|change|sorry|actually|should|be|yes|sure|here|have|just"
    "|and|so|correct|right|wrong"
)
# "in der Lindenstraße" tells where; "In der Au" and "Am Markt" are names.
_IN_THE_STREET = re.compile(
    r"(?:(?:in|auf)\s+(?:der|die)\s+(?=\S{3,}(?:stra(?:ß|ss)e|str\.?|gasse|allee)$)|(?:im|in\s+den)\s+(?=\S{3,}weg$))",
    re.IGNORECASE,
)


def address_in(text: str) -> str | None:
    """The address told in a text, written as in German-speaking countries; None if a part of it is missing.

    Words around it are left out.
    """
    text = text.replace("\n", ", ")
    match = _ADDRESS.search(text)
    street = _street(match.group("street")) if match else ""
    return _tidy(f"{street} {match.group('rest')}") if match and street else _read_english_address(text)


def _read_english_address(text: str) -> str | None:
    match = _NUMBER_FIRST.search(text)
    if match:
        town = match.group("town") or match.group("first_town")
        code = match.group("code") or match.group("last_code")
        return _tidy(f"{match.group('street')} {match.group('number')}, {code} {town}")
    match = _TOWN_FIRST.search(text)
    if match is None:
        return None
    street = _street(match.group("street"))
    return _tidy(f"{street} {match.group('number')}, {match.group('code')} {match.group('town')}")


def _street(words: str) -> str:
    """The street without the words before it; empty if there are only those ("we live at")."""
    street = words.split()
    while street and _BEFORE_STREET.fullmatch(street[0].lower().strip(",.:")):
        del street[0]
    return _IN_THE_STREET.sub("", " ".join(street), count=1)


def _tidy(address: str) -> str:
    return _AFTER_ADDRESS.sub("", re.sub(r"\s+", " ", address).strip(" ,.!"))
