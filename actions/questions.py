"""What forms ask beyond order number and proof, and how an answer is recognised in what a customer writes."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from actions.addresses import address_in
from actions.item_words import in_german
from actions.orders import Item, Order, OrderState
from actions.turn import Turn
from actions.wording import ENGLISH

YES = "yes"
NO = "no"
REPLACEMENT = "replacement"
REFUND = "refund"

LONGEST_ANSWER = 1000
SHORTEST_DESCRIPTION = 4
FEWEST_PHONE_DIGITS = 7

Reader = Callable[[Turn, Order | None], str | None]


@dataclass(frozen=True, kw_only=True)
class Question:
    """One slot that a form asks for."""

    slot: str
    # The answer found in a message; None if there is none.
    read: Reader
    # Whether nearly any text is an answer, so that only clear signs interrupt.
    free: bool = False
    # What is an answer here, whatever else it resembles.
    sure: re.Pattern[str] | None = None
    # The answer found in the message that begins the form, where there is no question yet that it could belong to.
    told_at_start: Reader = lambda turn, order: None
    # Whether it has to be asked for this order.
    needed: Callable[[Order | None], bool] = lambda order: True

    def is_sure(self, turn: Turn) -> bool:
        """Whether the message is an answer beyond doubt."""
        return bool(self.sure and self.sure.search(turn.text.lower()))


def read_item(turn: Turn, order: Order | None) -> str | None:
    """The article meant, by any word of its name that no other article has; "alles" means all of them."""
    items = order.returnable if order else ()
    if len(items) > 1 and set(turn.words) & _ALL:
        return "; ".join(item.name for item in items)
    by_position = _by_position(turn, items)
    return by_position.name if by_position else named_item(turn, order)


def named_item(turn: Turn, order: Order | None) -> str | None:
    """The one article that the message names; None if none or several are."""
    items = order.returnable if order else ()
    exact = [item for item in items if item.name.lower() == turn.text.lower()]
    meant = exact or [item for item in items if _names(turn, item, items)]
    return meant[0].name if len(meant) == 1 else None


_ALL = {"alles", "alle", "beide", "beides", "komplett", "all", "both", "everything"}
_POSITIONS = {
    **dict.fromkeys(("erste", "ersten", "erster", "first"), 0),
    **dict.fromkeys(("zweite", "zweiten", "zweiter", "second"), 1),
    **dict.fromkeys(("dritte", "dritten", "dritter", "third"), 2),
}
_TELLING_LENGTH = 4


def _names(turn: Turn, item: Item, items: tuple[Item, ...]) -> bool:
    others = {word for other in items if other is not item for word in _words(other.name)}
    own = [word for word in _words(item.name) if word not in others and len(word) >= _TELLING_LENGTH]
    translated = in_german(turn.text) if turn.language == ENGLISH else ()
    return any(_alike(word, said) for word in own for said in (*turn.words, *translated))


def _words(name: str) -> list[str]:
    return re.findall(r"\w+", name.lower())


def _alike(word: str, said: str) -> bool:
    """Whether one is part of the other: "zelt" and "kuppelzelt", "lampen" and "lampe"."""
    return len(said) >= _TELLING_LENGTH and (said in word or word in said)


def _by_position(turn: Turn, items: tuple[Item, ...]) -> Item | None:
    places = [_POSITIONS[word] for word in turn.words if word in _POSITIONS]
    if len(turn.words) == 1 and turn.words[0].isdigit():
        places.append(int(turn.words[0]) - 1)
    return next((items[place] for place in places if 0 <= place < len(items)), None)


def read_description(turn: Turn, order: Order | None) -> str | None:
    """A text that says something: letters, and more than a syllable."""
    says_something = _letters(turn.text) >= SHORTEST_DESCRIPTION and not _is_yes_or_no(turn)
    return turn.text[:LONGEST_ANSWER] if says_something else None


def read_reason(turn: Turn, order: Order | None) -> str | None:
    """Any word or sentence."""
    return turn.text[:LONGEST_ANSWER] if _letters(turn.text) > 1 else None


def _is_yes_or_no(turn: Turn) -> bool:
    return len(turn.words) <= 2 and read_yes_no(turn, None) is not None


def _letters(text: str) -> int:
    return sum(character.isalpha() for character in text)


def read_wish(turn: Turn, order: Order | None) -> str | None:
    """Replacement or money; None if both or neither are named."""
    text = turn.text.lower()
    replacement, money = bool(_REPLACEMENT.search(text)), bool(_MONEY.search(text))
    if replacement == money:
        return None
    return REPLACEMENT if replacement else REFUND


_REPLACEMENT = re.compile(
    r"ersatz|ersetz|nachliefer|\bd(?:en|as|ie) richtigen?\b|umtausch|austausch|tausch|neue[srn]?\b|nochmal"
    r"|replace|exchange|swap|\bnew (?:one|item)|\banother one|\b(?:right|correct) (?:one|item|article|size)"
)
_MONEY = re.compile(
    r"geld|erstatt|zur(?:ü|ue)ckzahl|r(?:ü|ue)ckzahl|gutschr|refund|money|reimburse|\bcash\b|pay me back"
)


def read_yes_no(turn: Turn, order: Order | None) -> str | None:
    """Yes or no, by what was understood, by an English "do(n't)", or by the first word."""
    if turn.concern in _UNDERSTOOD_YES_NO:
        return _UNDERSTOOD_YES_NO[turn.concern]
    if _DO_IT.search(turn.text.lower()):
        return NO if _DO_NOT.search(turn.text.lower()) else YES
    first = next(iter(turn.words), "")
    return YES if _YES.fullmatch(first) else NO if _NO.fullmatch(first) else None


def read_address_confirmed(turn: Turn, order: Order | None) -> str | None:
    """Yes or no to the address read back; one that is told instead is a no, however it is introduced."""
    answer = read_yes_no(turn, order)
    return answer or (NO if read_address(turn, order) else None)


_UNDERSTOOD_YES_NO = {"affirm": YES, "deny": NO}
_YES = re.compile(
    "ja|jo|jep|jawohl|klar|gerne?|genau|richtig|stimmt|passt|korrekt|okay|ok|sicher|unbedingt"
    "|yes|yep|yeah|yup|aye|sure|right|correct|exactly|absolutely|definitely|certainly|indeed"
)
_NO = re.compile("nein|nee?|n[öo]|noe|nicht|falsche?s?r?|lieber|nope|nah|never|wrong|don|not")
_DO_IT = re.compile(
    r"^(?:please |just |no,? |so )?(?:(?:do|don.?t|do not)(?: do it| it)?|go ahead)\W*(?:please|then|now)?\W*$"
)
_DO_NOT = re.compile(r"\b(?:don.?t|not)\b")


def read_searched(turn: Turn, order: Order | None) -> str | None:
    """Whether the customer has looked everywhere; "noch nicht" is a no wherever it stands."""
    if _NOT_YET.search(turn.text.lower()):
        return NO
    if _SEARCHED.search(turn.text.lower()):
        return YES
    return read_yes_no(turn, order)


_NOT_YET = re.compile(
    r"noch nicht|noch keine|nicht (?:nach)?geschaut"
    r"|not yet|haven.?t (?:yet )?(?:looked|checked|asked|searched|been|done)|didn.?t (?:look|check|ask)"
    r"|(?:\bwill|.ll) (?:look|check|ask)"
)
_SEARCHED = re.compile(
    r"überall|ueberall|alles abgesucht|nichts gefunden|nirgend|keiner hat|niemand hat"
    r"|everywhere|nowhere|no ?(?:one|body) (?:has|had|took|accepted|knows)|none of (?:them|the neighbo)"
    r"|all (?:of )?(?:the|my|our)? ?neighbo|not(?:hing)? (?:there|found)|can.?t find it anywhere|looked all over"
)


def read_address(turn: Turn, order: Order | None) -> str | None:
    """An address with street, house number, postcode and place."""
    return address_in(turn.text)


def told_phone(turn: Turn, order: Order | None) -> str | None:
    """A telephone number as the patterns found it; plain digits may be anything where none was asked for."""
    return next(reversed(turn.told("phone")), None)


def read_phone(turn: Turn, order: Order | None) -> str | None:
    """A telephone number, as the patterns found it or as plain digits."""
    told = told_phone(turn, order)
    if told:
        return told
    typed = _PHONE.search(turn.text)
    digits = re.sub(r"[^\d+]", "", typed.group()) if typed else ""
    return digits if re.fullmatch(rf"\+?\d{{{FEWEST_PHONE_DIGITS},15}}", digits) else None


# The patterns take the last six digits of "+44 7700 900123" for an order's number.
_PHONE = re.compile(r"\+?\d[\d\s()/.-]+\d")


def read_callback_time(turn: Turn, order: Order | None) -> str | None:
    """Any time but Sunday, when nobody calls."""
    if _SUNDAY.search(turn.text.lower()) or _is_yes_or_no(turn):
        return None
    return read_reason(turn, order) or _hour(turn)


_SUNDAY = re.compile(r"\bsonntag|\bsunday")


def _hour(turn: Turn) -> str | None:
    return turn.text if re.fullmatch(r"[\d\s.:–-]{1,12}", turn.text) else None


def _not_late(order: Order | None) -> bool:
    return order is None or order.state is not OrderState.LATE


ITEM = Question(slot="item", read=read_item)
DESCRIPTION = Question(slot="description", read=read_description, free=True)
# "Hab es mir anders überlegt" would end any other form.
RETURN_REASON = Question(
    slot="return_reason", read=read_reason, free=True, sure=re.compile(r"überlegt|ueberlegt|changed my mind")
)
WISH = Question(slot="wish", read=read_wish)
# A late parcel was delivered nowhere, so there is nowhere to look.
SEARCHED = Question(slot="searched", read=read_searched, needed=_not_late)
CONFIRMATION = Question(slot="confirmation", read=read_yes_no)
ADDRESS = Question(slot="address", read=read_address, free=True)
# "Stopp, Hausnummer 14: Hafenweg 14, 24103 Kiel" would end any other form.
ADDRESS_CONFIRMATION = Question(
    slot="confirmation", read=read_address_confirmed, sure=re.compile(r"\d\D*\b\d{4,5}\s+[^\W\d]")
)
PHONE = Question(slot="phone", read=read_phone, told_at_start=told_phone)
CALLBACK_TIME = Question(slot="callback_time", read=read_callback_time, free=True)
