"""Amounts of money: found by their currency, told as a decimal with a dot ("49.90")."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any, Dict, List, Optional

# What spaCy's entity ruler takes: a dictionary a token.
TokenPattern = List[Dict[str, Any]]
_CURRENCIES = {
    **dict.fromkeys(("€", "euro", "euros", "eur"), "EUR"),
    **dict.fromkeys(("chf", "franken", "sfr", "francs"), "CHF"),
}
_HUNDREDTHS = {"cent": "EUR", "cents": "EUR", "rappen": "CHF"}
_DIGITS = r"[0-9]{1,3}(?:[.,'’][0-9]{3}){1,2}(?:[.,][0-9]{1,2})?|[0-9]{1,7}(?:[.,][0-9]{1,2})?"
_DASH = re.compile(r"\s?[.,]\s?[-–—]{1,2}")


def numbered(words: str, first: int = 0, step: int = 1) -> Dict[str, int]:
    """Each word with its number: the first, then one step more each."""
    return {word: first + step * place for place, word in enumerate(words.split())}


_UNITS = {
    **numbered("null ein zwei drei vier fünf sechs sieben acht neun zehn elf zwölf dreizehn vierzehn fünfzehn"),
    **numbered("sechzehn siebzehn achtzehn neunzehn", 16),
    **dict.fromkeys(("eins", "eine", "einen", "einem", "einer"), 1),
    "zwo": 2,
}
_TENS = numbered("zwanzig dreißig vierzig fünfzig sechzig siebzig achtzig neunzig", 20, 10)
_ENGLISH = {
    **numbered("zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen"),
    **numbered("sixteen seventeen eighteen nineteen", 16),
    **numbered("twenty thirty forty fifty sixty seventy eighty ninety", 20, 10),
    "a": 1,
}
_MULTIPLIERS = {"hundred": 100, "thousand": 1000}
_GERMAN_PARTS = (
    "ein(?:e[nmr]?|s)?|zwei|zwo|drei|vier|f(?:ü|ue)nf|sechs?|sieb(?:en)?|acht|neun|zehn|elf|zw(?:ö|oe)lf|zwan"
    "|zig|(?:ß|ss)ig|und|hundert|tausend"
)
_ENGLISH_WORDS = "|".join([*_ENGLISH, *_MULTIPLIERS])


def amount_patterns() -> List[TokenPattern]:
    """Token patterns for spaCy's entity ruler."""
    written = {"LOWER": {"REGEX": rf"^(?:{_DIGITS})$"}}
    german = {"LOWER": {"REGEX": rf"^(?:{_GERMAN_PARTS}){{1,9}}$"}}
    english = {"LOWER": {"REGEX": rf"^(?:{_ENGLISH_WORDS})(?:-(?:{_ENGLISH_WORDS}))?$"}, "OP": "{1,4}"}
    unit, currency = {"LOWER": {"IN": [*_CURRENCIES, *_HUNDREDTHS]}}, {"LOWER": {"IN": list(_CURRENCIES)}}
    dash: TokenPattern = [{"TEXT": {"IN": [",", "."]}}, {"TEXT": {"IN": ["-", "–", "—"]}}]
    numbers: List[TokenPattern] = [[written], [written, *dash], [written, *dash, dash[1]], [german], [english]]
    return [*([*number, unit] for number in numbers), *([currency, *number] for number in numbers[:3])]


def read_amount(text: str) -> Optional[Dict[str, Any]]:
    """`value` with two decimals and `currency` (EUR, CHF) of a text such as "49,90 €"; None if it is no amount."""
    unit = _UNIT.search(text.lower())
    if unit is None:
        return None
    number = read_number(_DASH.sub("", text.lower().replace(unit.group(), " ", 1)))
    if number is None:
        return None
    if unit.group() in _HUNDREDTHS:
        return {"value": f"{number / 100:.2f}", "currency": _HUNDREDTHS[unit.group()]}
    return {"value": f"{number:.2f}", "currency": _CURRENCIES[unit.group()]}


_UNIT = re.compile(
    rf"(?<![^\W\d_])(?:{'|'.join(sorted([*_CURRENCIES, *_HUNDREDTHS], key=len, reverse=True))})(?![^\W\d_])"
)


def read_number(text: str) -> Optional[Decimal]:
    """A number in digits, in German or in English words; None if it is none."""
    text = text.strip().lower()
    if re.fullmatch(_DIGITS, text):
        return _from_digits(text)
    words = re.split(r"[\s-]+", text)
    number = _from_german(text) if len(words) == 1 else None
    number = _from_english(words) if number is None else number
    return None if number is None else Decimal(number)


def _from_digits(text: str) -> Decimal:
    """The last dot or comma with one or two digits behind it begins the decimals; all others part thousands."""
    match = re.fullmatch(r"(?P<whole>.*?)(?:[.,](?P<decimals>[0-9]{1,2}))?", text)
    assert match
    return Decimal(f"{re.sub(r'[^0-9]', '', match.group('whole'))}.{match.group('decimals') or 0}")


def _from_german(word: str) -> Optional[int]:
    word = word.replace("fuenf", "fünf").replace("zwoelf", "zwölf").replace("dreissig", "dreißig")
    for name, size in (("tausend", 1000), ("hundert", 100)):
        if name in word:
            before, _, after = word.partition(name)
            many, rest = _from_german(before) if before else 1, _from_german(after.removeprefix("und")) if after else 0
            return None if many is None or rest is None else many * size + rest
    if word in _UNITS or word in _TENS:
        return _UNITS.get(word, _TENS.get(word))
    unit, _, tens = word.partition("und")
    return _UNITS[unit] + _TENS[tens] if unit in _UNITS and tens in _TENS else None


def _from_english(words: List[str]) -> Optional[int]:
    total = part = 0
    for word in words:
        if word in _ENGLISH:
            part += _ENGLISH[word]
        elif word == "hundred":
            part = max(1, part) * 100
        elif word == "thousand":
            total, part = total + max(1, part) * 1000, 0
        else:
            return None
    return total + part
