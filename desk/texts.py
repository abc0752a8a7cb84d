"""What people type: made safe, measured, and searched for a way to reach them."""

import re
import unicodedata

from desk.errors import InvalidError, TooLargeError

LONGEST_TEXT = 2000
BIDI_CONTROLS = dict.fromkeys([*range(0x202A, 0x202F), *range(0x2066, 0x206A)])
EMAIL = re.compile(r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63})+")
PHONE = re.compile(r"(?<![\w.-])(?:\+|00|0)[\d ()/-]{5,24}\d")


def clean(text: str) -> str:
    """The text without control characters (line breaks stay), lone surrogates and reordering marks."""
    unified = text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ").translate(BIDI_CONTROLS)
    return "".join(sign for sign in unified if sign == "\n" or unicodedata.category(sign) not in ("Cc", "Cs")).strip()


def encodable(text: str) -> str:
    """The text, with lone surrogates replaced: everything else stays, as in a password."""
    return text.encode(errors="replace").decode()


def message_text(text: str) -> str:
    """A message as it is stored. Raises InvalidError (text_empty), TooLargeError (text_too_long)."""
    cleaned = clean(text)
    if not _visible(cleaned):
        raise InvalidError("There is nothing to read in the text.", code="text_empty")
    if len(cleaned) > LONGEST_TEXT:
        message = f"A text may have {LONGEST_TEXT} characters; this one has {len(cleaned)}."
        raise TooLargeError(message, code="text_too_long", limit=LONGEST_TEXT, length=len(cleaned))
    return cleaned


def contact_in(text: str) -> dict[str, str]:
    """The e-mail address and the phone number in a text, where there are any."""
    found = {"email": EMAIL.search(text), "phone": PHONE.search(text)}
    return {name: match.group().strip() for name, match in found.items() if match}


def is_email(text: str) -> bool:
    """Whether the text is an e-mail address and nothing else."""
    return len(text) <= 254 and EMAIL.fullmatch(text) is not None


def is_phone(text: str) -> bool:
    """Whether the text is a phone number and nothing else: with area code, at least seven signs."""
    return PHONE.fullmatch(text) is not None


def _visible(text: str) -> bool:
    """Whether anything can be seen: neither only space nor only invisible format characters."""
    return any(unicodedata.category(sign) not in ("Cf", "Zs", "Zl", "Zp", "Cc") for sign in text)
