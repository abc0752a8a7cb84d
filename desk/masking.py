"""Account and card numbers of customers, hidden before anything is stored.

Only what proves to be one is hidden: an IBAN by its country's length and its check digits (ISO 7064, mod 97), a card
number by its issuer's prefix, length and grouping and by Luhn's check digit. So order, phone and tracking numbers stay.
`language/account_numbers.py` knows them in the same way; a test holds the two together.
"""

import re
import unicodedata
from collections.abc import Iterator
from itertools import islice
from typing import NamedTuple

HIDDEN = "•••• •••• ••••"
# What may stand between signs that belong together: "DE89 3704", "4111-1111", "4111 - 1111".
_GAP = r"[\s.\-‐-―\u200b\u2060\ufeff/_]{0,3}"
_IBAN_START = re.compile(rf"(?<![^\W_])(?:iban)?(?P<iban>[a-zａ-ｚ]{_GAP}[a-zａ-ｚ]{_GAP}\d{_GAP}\d)", re.IGNORECASE)
_SIGN = re.compile(rf"{_GAP}(?P<sign>[^\W_])")
_DIGITS = re.compile(rf"(?<![^\W_])(?<!\+)\d(?:{_GAP}\d){{13,}}")
_GROUP = re.compile(r"\d+")
_PARCEL_LABEL = re.compile(
    r"(?:sendung|paket|tracking|parcel|shipment)[\w-]{0,12}(?: (?:nummer|number|nr|id|code))?"
    r"\W{0,3}(?:ist|lautet|is)?\W{0,3}$",
    re.IGNORECASE,
)
_LONGEST_LABEL = 48
# Lengths by country, of SWIFT's IBAN registry.
_LENGTHS = {
    country: length
    for length, countries in {
        15: "NO",
        16: "BE",
        18: "DK FI FO GL NL SD",
        19: "MK SI",
        20: "AT BA EE KZ LT LU MN XK",
        21: "CH HR LI LV",
        22: "BG BH CR DE GB GE IE ME RS VA",
        23: "AE GI IL IQ OM SO TL",
        24: "AD CZ ES MD PK RO SA SE SK TN VG",
        25: "LY PT ST",
        26: "IS TR",
        27: "BI DJ FR GR IT MC MR SM",
        28: "AL AZ BY CY DO GT HU LB NI PL SV",
        29: "BR EG PS QA UA",
        30: "JO KW MU YE",
        31: "MT SC",
        32: "LC",
        33: "RU",
    }.items()
    for country in countries.split()
}
# Words after "at 20" are no account: in these countries all is digits, elsewhere most.
_DIGITS_ONLY = re.compile("AT|BE|CZ|DE|DK|EE|ES|FI|HR|HU|IS|LT|NO|PL|PT|SE|SI|SK")
_FEWEST_DIGITS = 10
# Visa, Mastercard, American Express, Diners, JCB, Maestro, Discover and UnionPay. Visa's old 13 digits are left out:
# they are what a German article's bar code has.
_CARD = re.compile(
    r"4(?:\d{15}|\d{18})|(?:5[1-5]\d\d|222[1-9]|22[3-9]\d|2[3-6]\d\d|27[01]\d|2720)\d{12}|3[47]\d{13}"
    r"|3(?:0[0-5]|09|[689]\d)\d{11}|35(?:2[89]|[3-8]\d)\d{12}|(?:5[06-8]|6\d)\d{14}(?:\d{3})?"
)
# How cards' digits are grouped; 14 digits in one go are a parcel's number.
_GROUPINGS = frozenset(
    {(19,), (16,), (15,), (4, 4, 4, 4), (8, 8), (4, 6, 5), (4, 6, 4), (4, 4, 4, 4, 3), (2,) * 8, (1,) * 16, (1,) * 15}
)
_SIZES = sorted({len(grouping) for grouping in _GROUPINGS}, reverse=True)


class Found(NamedTuple):
    """An account or card number in a text: "iban" or "card_number", its place, and the form that may be kept."""

    kind: str
    start: int
    end: int
    masked: str


def mask(text: str) -> str:
    """The text with each IBAN as "DE89 •••• •••• •••• 3000" and each card number as "•••• •••• •••• 1111"."""
    for find in (_ibans, _cards):
        for found in reversed(list(find(text))):
            before, after = text[: found.start], text[found.end :]
            text = f"{before}{' ' * before[-1:].isalnum()}{found.masked}{' ' * after[:1].isalnum()}{after}"
    return text


def is_iban(characters: str) -> bool:
    """Whether letters and digits, without spaces, are an IBAN of a country that has them."""
    iban = characters.upper()
    if len(iban) != _LENGTHS.get(iban[:2]) or not re.fullmatch("[A-Z]{2}[0-9]{2}[A-Z0-9]+", iban):
        return False
    fewest = len(iban) - 2 if _DIGITS_ONLY.match(iban) else _FEWEST_DIGITS
    if sum(sign.isdigit() for sign in iban) < fewest:
        return False
    return int("".join(str(int(sign, 36)) for sign in iban[4:] + iban[:4])) % 97 == 1


def is_card_number(digits: str) -> bool:
    """Whether digits, without spaces, are a card's number."""
    if not _CARD.fullmatch(digits):
        return False
    doubled = [int(digit) * 2 for digit in digits[-2::-2]]
    return (sum(map(int, digits[-1::-2])) + sum(two // 10 + two % 10 for two in doubled)) % 10 == 0


def _ibans(text: str) -> Iterator[Found]:
    for match in _IBAN_START.finditer(text):
        start = match.start("iban")
        length = _LENGTHS.get(_plain(text[start : match.end()])[:2].upper(), 0)
        read = list(islice(_signs(text, start), length))
        iban = _plain("".join(sign for sign, _ in read)).upper()
        if read and is_iban(iban) and not text[read[-1][1] : read[-1][1] + 1].isdigit():
            yield Found(kind="iban", start=start, end=read[-1][1], masked=f"{iban[:4]} {HIDDEN} {iban[-4:]}")


def _signs(text: str, start: int) -> Iterator[tuple[str, int]]:
    """Letters and digits that follow one another from a place on, each with the place after it."""
    while match := _SIGN.match(text, start):
        start = match.end()
        yield match.group("sign"), start


def _cards(text: str) -> Iterator[Found]:
    for run in _DIGITS.finditer(text):
        if _PARCEL_LABEL.search(text[max(0, run.start() - _LONGEST_LABEL) : run.start()]):
            continue
        groups = list(_GROUP.finditer(text, run.start(), run.end()))
        lengths = tuple(len(group.group()) for group in groups)
        first = 0
        while first < len(groups):
            fitting = (
                size for size in _SIZES if first + size <= len(groups) and lengths[first : first + size] in _GROUPINGS
            )
            size = next((size for size in fitting if is_card_number(_digits(groups[first : first + size]))), 0)
            if size:
                masked = f"{HIDDEN} {_digits(groups[first : first + size])[-4:]}"
                start, end = groups[first].start(), groups[first + size - 1].end()
                yield Found(kind="card_number", start=start, end=end, masked=masked)
            first += size or 1


def _digits(groups: list[re.Match[str]]) -> str:
    return _plain("".join(group.group() for group in groups))


def _plain(text: str) -> str:
    """Only the letters and digits, each digit of any script as 0 to 9."""
    signs = (sign for sign in unicodedata.normalize("NFKC", text) if sign.isalnum())
    return "".join(str(unicodedata.digit(sign)) if sign.isdigit() else sign for sign in signs)
