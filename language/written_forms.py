"""Order number, e-mail, phone and postcode: what has a written form of its own, in the spellings people use."""

from __future__ import annotations

import re
import unicodedata
from typing import Any, Callable, Dict, NamedTuple, Optional, Pattern


class WrittenForm(NamedTuple):
    """How an entity is written. `read` gives its value, with further keys if there are; None if it is none."""

    entity: str
    pattern: Pattern[str]
    read: Callable[[re.Match[str]], Optional[Dict[str, Any]]]


def _email(match: re.Match[str]) -> Dict[str, Any]:
    return {"value": match.group().lower()}


def _spoken_email(match: re.Match[str]) -> Optional[Dict[str, Any]]:
    local, host = match.group("local").lower(), match.group("host").lower()
    said_plainly = "at" not in match.group("at").lower() or "(" in match.group("at") or "[" in match.group("at")
    if not said_plainly and (
        _BEFORE_AT.fullmatch(local) or not (_SAID_SIGN.search(host) or re.search(r"[\d._]", local))
    ):
        return None
    return {"value": f"{_written(local)}@{_written(host)}"}


def _written(said: str) -> str:
    return re.sub(r"\s+", "", _SAID_SIGN.sub(lambda match: _SAID_SIGNS[match.group("said")], said))


_SAID_SIGNS = {"punkt": ".", "dot": ".", "minus": "-", "bindestrich": "-", "unterstrich": "_", "underscore": "_"}
_SAID = rf"(?:\s?[(\[]?\b(?:{'|'.join(_SAID_SIGNS)})\b[)\]]?\s?)"
_SAID_SIGN = re.compile(rf"\s?[(\[]?\b(?P<said>{'|'.join(_SAID_SIGNS)})\b[)\]]?\s?")
# "Look at example dot com" names a page, nobody's mailbox.
_BEFORE_AT = re.compile("look\\w*|is|are|was|were|order\\w*|shop\\w*|buy|bought|at|am|me|it|them|sale|site")
_ENDINGS = "de|at|ch|li|lu|nl|be|fr|it|pl|dk|com|net|org|eu|info|biz|io|me|online|email|gmx"


def _order_number(match: re.Match[str]) -> Dict[str, Any]:
    return {"value": "NV-" + digits_of(match.group("digits") or match.group("bare"))}


def _phone(match: re.Match[str]) -> Optional[Dict[str, Any]]:
    number = digits_of(re.sub(r"^(\+|00)(.*?)\(0\)", r"\1\2", match.group()))
    if not _FEWEST_PHONE_DIGITS <= len(number) <= _MOST_PHONE_DIGITS:
        return None
    abroad = match.group().startswith("+") or number.startswith("00")
    return {"value": f"+{number.removeprefix('00')}" if abroad else number}


_FEWEST_PHONE_DIGITS = 7
# E.164 allows 15, after an international prefix of two.
_MOST_PHONE_DIGITS = 17


def _postcode(match: re.Match[str]) -> Dict[str, Any]:
    """With `country` (DE, AT, CH) where the postcode's length, a prefix or the words after it tell."""
    country = "DE" if match.group("five") else _COUNTRIES.get((match.group("of") or match.group("in") or "").lower())
    value = digits_of(match.group("five") or match.group("four"))
    return {"value": value, "country": country} if country else {"value": value}


_COUNTRIES = {
    **dict.fromkeys(("a", "at", "österreich", "oesterreich", "austria"), "AT"),
    **dict.fromkeys(("ch", "schweiz", "switzerland", "suisse"), "CH"),
}
_MONEY = r"\s?(?:€|(?:euros?|eur|chf|franken)\b)"


def digits_of(text: str) -> str:
    """The digits of a text, those of any script as 0 to 9."""
    return "".join(str(unicodedata.decimal(sign)) for sign in text if sign.isdecimal())


# All repetitions are bounded and begin at a word's edge, so that no text takes long to search.
EMAIL = WrittenForm(
    "email",
    re.compile(r"(?<![\w.+-])[\w+-][\w.+-]{0,63}@(?:[\w-]{1,63}\.){1,6}[a-z]{2,24}(?![\w@])", re.IGNORECASE),
    _email,
)
SPOKEN_EMAIL = WrittenForm(
    "email",
    re.compile(
        rf"(?<![\w.+-])(?P<local>[\w+-][\w.+-]{{0,63}}(?:{_SAID}[\w.+-]{{1,64}}){{0,4}}?)"
        r"(?P<at>\s?[(\[]\s?(?:at|ät)\s?[)\]]\s?|\s(?:at|ät|klammeraffe)\s|\s@\s?|@\s)"
        rf"(?P<host>[\w-]{{1,63}}(?:(?:{_SAID}|\s?\.\s?)[\w-]{{1,63}}){{0,3}}?(?:{_SAID}|\s?\.\s?)(?:{_ENDINGS}))(?![\w-])",
        re.IGNORECASE,
    ),
    _spoken_email,
)
ORDER_NUMBER = WrittenForm(
    "order_number",
    re.compile(
        r"(?<![^\W_])(?:n[.\s-]?v)\.?[\s:#_./‐-―-]{0,6}(?:(?:bestell|auftrags)?(?:nummer|nr|no|number)\b[\s:#_./‐-―-]{0,6})?"
        r"(?P<digits>\d(?:[\s./‐-―-]{0,2}\d){5})(?!\d)"
        rf"|(?<![\d+])(?<!\d[.,])(?P<bare>\d{{6}})(?!\d|[.,]\d|{_MONEY})",
        re.IGNORECASE,
    ),
    _order_number,
)
PHONE = WrittenForm(
    "phone",
    re.compile(
        r"(?<![\w-])(?:\+|00)\d{2}[\d\s()/.-]{6,18}\d(?!\d)|(?<![\w-])0\d{2,5}[\s/.-]{0,3}\d(?:[\s/.-]?\d){4,9}(?!\d)"
    ),
    _phone,
)
POSTCODE = WrittenForm(
    "postcode",
    re.compile(
        rf"(?<![\w-])(?:DE?[\s-]?)?(?P<five>\d{{5}})(?![\d.,]{{0,20}}\d|{_MONEY})"
        rf"|(?<![\w-])(?:(?P<of>A|AT|CH)[\s-]?)?(?P<four>[1-9]\d{{3}})(?![\d.,]{{0,20}}\d|{_MONEY}|\s?uhr\b)"
        r"(?=(?:[\s,]{1,2}[^\W\d]{1,30}){0,2}?[\s,(]{1,2}(?P<in>schweiz|switzerland|suisse|(?:ö|oe)sterreich|austria)\b|)",
        re.IGNORECASE,
    ),
    _postcode,
)
