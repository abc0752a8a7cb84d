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
# "Wie ist eure E-Mail?" is a question of its own if it is recognised as surely as this.
CLEAR_CONFIDENCE = 0.9
_CORRECTION = re.compile(
    r"\b(?:nein|falsch\w*|sondern|stattdessen|richtig\w*|korrigier\w*|vertippt"
    r"|wrong|typo|mistyped|instead|i meant|i mean|should be|correct (?:one|number))\b"
)
_OTHER_ORDER = re.compile(
    r"\b(ander|other|another|different)\w*\s+(bestell|auftrag|nummer|paket|order|parcel|package|number)"
)
_DOES_NOT_KNOW = re.compile(
    r"keine ahnung|nicht (?:mehr )?zur hand|wei(?:ß|ss)\b.{0,20}\bnicht|\bfinde?\b.{0,20}\bnicht"
    r"|\bhab\w*\b.{0,20}\b(?:nicht|keine|nimmer)|welche nummer|was f(?:ü|ue)r eine"
    r"|wo (?:find|steht|seh|krieg|bekomm|hab)\w*\s(?:ich\s)?(?:die|denn|das|sie|diese|meine)\b"
    r"(?:\s(?:bestell)?n(?:umme)?r\w*)?(?:\s(?:denn|her|nochmal|überhaupt|eigentlich))*[?.!\s]*$"
    r"|don.?t (?:know|have|remember)|haven.?t got|have no\b|(?:can.?t|cannot|couldn.?t) find|lost (?:it|the|my)"
    r"|no idea|no clue|not sure"
    r"|(?:what|which) (?:order )?number|where (?:do|can|would) i (?:find|get|see)|where is (?:it|that|the order number)"
)

_WHY = re.compile(
    r"\b(?:wozu|warum|weshalb|wieso|wof(?:ü|ue)r|why)\b.*\b(?:brauch|frag|woll|will|wiss|need|ask|want)"
    r"|\bwhat\b.*\bneed\b.*\bfor\b"
)
_ABOUT_PROOF = re.compile(r"\b(?:plz|postleitzahl|e-?mail|mail|adresse|post ?code|postal code|zip(?: code)?|address)\b")


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
    if _OTHER_ORDER.search(conversation.turn.text.lower()):
        sheet.empty("order_number", "proof")
    known = sheet["order_number"] if sheet["proof"] else None
    number = _number(conversation.turn, known, free=False)
    if known and number is None:
        return Finding.AGREED
    turn = conversation.turn if number else _turn_with_number(conversation)
    number, proof = _number(turn, None, free=False), _proof(turn)
    if number is None and not conversation.turn.told("email"):
        # Four or five digits alone may be a year or a price.
        return Finding.NOTHING
    if number:
        sheet["order_number"] = number
        sheet["proof"] = None
    if proof:
        sheet["proof_given"] = proof
    return await _check(sheet)


def corrects_order(turn: Turn, sheet: Sheet, *, free: bool) -> bool:
    """Whether the message names another order than the one known; `free`: the question asked takes any text."""
    return _number(turn, sheet["order_number"], free=free) is not None or wants_other_order(turn)


def wants_other_order(turn: Turn) -> bool:
    """ "Eine andere Bestellung", without its number."""
    return len(turn.words) <= CORRECTION_WORDS and bool(_OTHER_ORDER.search(turn.text.lower()))


def help_for(turn: Turn, requested: str) -> str | None:
    """The response that helps a customer who does not have what is asked for, or asks what it is for."""
    if turn.chosen:
        return None
    text = turn.text.lower()
    if requested not in ASKED_FOR_ORDER:
        return f"utter_retry_{requested}" if _WHY.search(text) else None
    if requested == "order_number" and (turn.concern == "deny" or _DOES_NOT_KNOW.search(text) or _WHY.search(text)):
        return "utter_help_order_number"
    asks_of_proof = _WHY.search(text) or (_ABOUT_PROOF.search(text) and turn.confidence < CLEAR_CONFIDENCE)
    if requested == "proof" and asks_of_proof:
        return "utter_retry_proof"
    return None


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
    if requested == "order_number" or not sheet["order_number"] or not wants_other_order(conversation.turn):
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


def _turn_with_number(conversation: Conversation) -> Turn:
    """The customer's latest message since the last form that names an order; the latest at all if none does."""
    turns = conversation.turns_since_last_form
    named = [turn for turn in turns if _number(turn, None, free=False)]
    return named[-1] if named else conversation.turn
