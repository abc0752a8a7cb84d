"""Whether a message leaves a form's question for something else: another question, another wish, a person, an end.

A form that returns nothing is rejected by Rasa, and the rule of the message's intent runs instead.
"""

from __future__ import annotations

from actions.questions import Question
from actions.services import BY_CONCERN
from actions.turn import FALLBACK_INTENT, Turn

# Ways to say yes or no belong to the question; what was not understood is an answer that did not help.
_PART_OF_THE_FORM = frozenset({"affirm", "deny", FALLBACK_INTENT})
_LEAVING = frozenset({"stop", "request_human"})
_TALK = frozenset({"greet", "goodbye", "thank", "give_praise", "insult"})
_ABOUT_THE_BOT = frozenset({"ask_bot", "ask_capabilities"})

LEAVING_CONFIDENCE = 0.5
# A question whose answer has a form of its own ("NV-204518"): another concern is easily told apart.
OTHER_CONCERN_CONFIDENCE = 0.4
UNRELATED_CONFIDENCE = 0.7
OTHER_SERVICE_CONFIDENCE = 0.6
# A free question, where "ist zu klein" is an answer and only looks like a concern about sizes.
FREE_QUESTION_CONFIDENCE = 0.7
TALK_WORDS = 4


def interrupts(turn: Turn, question: Question | None, own_concern: str) -> bool:
    """Whether the message is about something else; `question` is None while the order is asked for."""
    if turn.concern in _PART_OF_THE_FORM or turn.concern == own_concern:
        return False
    if turn.chosen:
        return True
    if turn.concern in _LEAVING:
        return turn.confidence >= LEAVING_CONFIDENCE
    if question and question.free:
        return _interrupts_free(turn)
    if turn.concern == "out_of_scope":
        return turn.confidence >= UNRELATED_CONFIDENCE
    return turn.confidence >= OTHER_CONCERN_CONFIDENCE


def leaves_for_other(turn: Turn, question: Question | None, own_concern: str) -> bool:
    """Whether the message clearly goes elsewhere, even if it names an order: the next action takes that along."""
    if turn.concern in _PART_OF_THE_FORM or turn.concern == own_concern:
        return False
    if turn.chosen:
        return True
    if turn.concern in _LEAVING:
        return turn.confidence >= LEAVING_CONFIDENCE
    if question and question.free:
        return False
    return turn.concern in BY_CONCERN and turn.confidence >= OTHER_SERVICE_CONFIDENCE


def asks_beside(turn: Turn, own_concern: str) -> bool:
    """Whether a message that could be an answer asks a question first ("ja, aber was kostet das?")."""
    return (
        turn.concern not in _PART_OF_THE_FORM
        and turn.concern != own_concern
        and turn.asks_beside
        and turn.confidence >= OTHER_CONCERN_CONFIDENCE
    )


def _interrupts_free(turn: Turn) -> bool:
    if turn.confidence < FREE_QUESTION_CONFIDENCE:
        return False
    if turn.concern in _TALK:
        return len(turn.words) <= TALK_WORDS
    return turn.is_question or turn.concern in _ABOUT_THE_BOT
