"""Which order it is, and whether the customer may know of it: number and proof are told in any order, and must agree.

`order_number` is what the customer said, `proof_given` the postcode or e-mail address that he said, and `proof` is set
only once the shop's records agree to both.
"""

from __future__ import annotations

import re
from enum import Enum, auto

from actions.conversation import Conversation
from actions.sheet import Sheet
from actions.shop import shop
from actions.turn import Turn

ORDER_NUMBER = re.compile(r"NV-\d{6}")
ASKED_FOR_ORDER = ("order_number", "proof")
# In a free answer, another order's number is a correction only if it is most of the message, or announced as one.
CORRECTION_WORDS = 5
_CORRECTION = re.compile(r"\b(?:nein|falsch\w*|sondern|stattdessen|richtig\w*|korrigier\w*|vertippt|wrong)\b")
_OTHER_ORDER = re.compile(r"\b(ander|other|different)\w*\s+(bestell|auftrag|nummer|paket|order|parcel)")
_DOES_NOT_KNOW = re.compile(
    r"keine ahnung|nicht (?:mehr )?zur hand|wei(?:ß|ss)\b.{0,20}\bnicht|\bfinde?\b.{0,20}\bnicht"
    r"|\bhab\w*\b.{0,20}\b(?:nicht|keine|nimmer)|welche nummer|was f(?:ü|ue)r eine"
    r"|wo (?:find|steht|seh|krieg|bekomm|hab)\w*\s(?:ich\s)?(?:die|denn|das|sie|diese|meine)\b"
    r"(?:\s(?:bestell)?n(?:umme)?r\w*)?(?:\s(?:denn|her|nochmal|überhaupt|eigentlich))*[?.!\s]*$"
    r"|don.?t (?:know|have)|where (?:do i find|can i find|is) (?:it|that|the order number)|no idea"
)


class Finding(Enum):
    """What a message brought towards the order."""

    NOTHING = auto()
    # Number or proof was told; not both are there yet.
    A_PART = auto()
    AGREED = auto()
    DISAGREED = auto()


async def take_order(conversation: Conversation, sheet: Sheet, requested: str | None, *, free: bool) -> Finding:
    """Takes number and proof from the message onto the sheet, and checks them once both are there.

    `free`: the question asked takes any text. Raises: ShopUnavailable.
    """
    number = _number(conversation.turn, sheet["order_number"], free=free)
    proof = _proof(conversation.turn) if number or requested in ASKED_FOR_ORDER else None
    if number is None and proof is None:
        return _take_other_order(conversation, sheet, requested)
    corrected = bool(number and sheet["order_number"])
    if number:
        _change_number(sheet, number)
    if proof:
        sheet["proof_given"] = proof
    finding = await _check(sheet)
    if corrected and finding is not Finding.DISAGREED:
        conversation.say("utter_number_corrected", {"order_number": sheet["order_number"]})
    return finding


async def take_order_at_start(conversation: Conversation, sheet: Sheet) -> Finding:
    """Takes what the first message says, else the order that is known in this episode. Raises: ShopUnavailable."""
    known = sheet["order_number"] if sheet["proof"] else None
    number = _number(conversation.turn, known, free=False)
    proof = _proof(conversation.turn)
    if known and number is None:
        return Finding.AGREED
    number = number or _number_told_before(conversation)
    if number is None and not conversation.turn.told("email"):
        # Four or five digits alone may be a year or a price.
        return Finding.NOTHING
    if number:
        sheet["order_number"] = number
        sheet["proof"] = None
    if proof:
        sheet["proof_given"] = proof
    return await _check(sheet)


def does_not_know(turn: Turn) -> bool:
    """Whether the customer says that the number is not at hand, or asks where it stands."""
    return bool(_DOES_NOT_KNOW.search(turn.text.lower())) or turn.concern == "deny"


def _number(turn: Turn, known: str | None, *, free: bool) -> str | None:
    """An order's number that is not the known one; the last, if there are several."""
    told = [number for number in turn.told("order_number") if ORDER_NUMBER.fullmatch(number) and number != known]
    if not told:
        return None
    if free and len(turn.words) > CORRECTION_WORDS and not _CORRECTION.search(turn.text.lower()):
        return None
    return told[-1]


def _proof(turn: Turn) -> str | None:
    return next(reversed(turn.told("email") or turn.told("postcode")), None)


def _change_number(sheet: Sheet, number: str) -> None:
    """Article and confirmation belonged to the order that it was not."""
    sheet["order_number"] = number
    sheet.empty("proof", "item", "confirmation")


def _take_other_order(conversation: Conversation, sheet: Sheet, requested: str | None) -> Finding:
    """ "Eine andere Bestellung": the number is asked for again."""
    if requested == "order_number" or not sheet["order_number"]:
        return Finding.NOTHING
    if not _OTHER_ORDER.search(conversation.turn.text.lower()):
        return Finding.NOTHING
    conversation.say("utter_other_order")
    sheet.empty("order_number", "proof", "item", "confirmation")
    return Finding.A_PART


async def _check(sheet: Sheet) -> Finding:
    number, proof = sheet["order_number"], sheet["proof_given"]
    if not number or not proof:
        return Finding.A_PART
    if await shop().find_order(number, proof) is None:
        return Finding.DISAGREED
    sheet["proof"] = proof
    return Finding.AGREED


def _number_told_before(conversation: Conversation) -> str | None:
    """The latest number that the customer told since the last form, before this one began."""
    events = conversation.events
    ended = [place for place, event in enumerate(events) if event["event"] == "active_loop" and not event["name"]]
    since = events[ended[-1] :] if ended else events
    messages = [Turn.of(event.get("parse_data") or {}) for event in since if event["event"] == "user"]
    numbers = [each for message in messages for each in message.told("order_number") if ORDER_NUMBER.fullmatch(each)]
    return numbers[-1] if numbers else None
