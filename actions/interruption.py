"""Whether a message leaves a form's question for something else: another question, another wish, a person, an end.

A form that returns nothing is rejected by Rasa, and the rule of the message's intent runs instead.
"""

from __future__ import annotations

from actions.questions import Question
from actions.services import BY_CONCERN, PROBLEMS
from actions.turn import FALLBACK_INTENT, Turn

# Ways to say yes or no belong to the question; what was not understood is an answer that did not help.
_PART_OF_THE_FORM = frozenset({"affirm", "deny", FALLBACK_INTENT})
# How sure a wish to leave must be. "Moment" resembles a stop, and must not throw away what was told.
_LEAVING = {"stop": 0.7, "request_human": 0.5}
_TALK = frozenset({"greet", "goodbye", "thank", "give_praise", "insult"})
_ABOUT_THE_BOT = frozenset({"ask_bot", "ask_capabilities"})

# A question whose answer has a form of its own ("NV-204518"): another concern is easily told apart.
OTHER_CONCERN_CONFIDENCE = 0.4
UNRELATED_CONFIDENCE = 0.7
OTHER_SERVICE_CONFIDENCE = 0.6
# A free question, where "ist zu klein" is an answer and only looks like a concern about sizes.
FREE_QUESTION_CONFIDENCE = 0.7
# "Meinem Mann sind sie zu dick" has the words of a question about the bot, and is an answer.
ABOUT_THE_BOT_CONFIDENCE = 0.9
TALK_WORDS = 4


def ends_form(turn: Turn, question: Question | None) -> bool:
    """Whether the customer wants out: to stop, or to talk to a person."""
    if question and question.is_sure(turn):
        return False
    return turn.concern in _LEAVING and (turn.chosen or turn.confidence >= _LEAVING[turn.concern])


def is_answer(turn: Turn, question: Question, own_concern: str, value: str | None) -> bool:
    """Whether the message answers the question; `value` is what the question found in it."""
    if question.is_sure(turn):
        return True
    if question.free:
        return not interrupts(turn, question, own_concern)
    return value is not None and not _asks_beside(turn, own_concern)


def interrupts(turn: Turn, question: Question | None, own_concern: str) -> bool:
    """Whether a message without an answer is about something else; `question` is None while the order is asked for."""
    if _belongs_to_the_form(turn, own_concern):
        return False
    if turn.chosen:
        return True
    if question and question.free:
        return _interrupts_free(turn)
    if turn.concern in _LEAVING:
        return turn.confidence >= _LEAVING[turn.concern]
    if turn.concern == "out_of_scope":
        return turn.confidence >= UNRELATED_CONFIDENCE
    return turn.confidence >= OTHER_CONCERN_CONFIDENCE


def wishes_another_service(turn: Turn, own_concern: str) -> bool:
    """Whether a message that names an order clearly wants something else with it: that form takes the order along."""
    if _belongs_to_the_form(turn, own_concern) or turn.concern not in BY_CONCERN:
        return False
    return turn.chosen or turn.confidence >= OTHER_SERVICE_CONFIDENCE


def _asks_beside(turn: Turn, own_concern: str) -> bool:
    """A message that could be an answer asks a question first ("ja, aber was kostet das?")."""
    unsure = turn.confidence < OTHER_CONCERN_CONFIDENCE
    return not _belongs_to_the_form(turn, own_concern) and turn.asks_beside and not unsure


def _belongs_to_the_form(turn: Turn, own_concern: str) -> bool:
    same = turn.concern == own_concern or {turn.concern, own_concern} <= PROBLEMS
    return same or turn.concern in _PART_OF_THE_FORM or turn.only_details


def _interrupts_free(turn: Turn) -> bool:
    if turn.confidence < FREE_QUESTION_CONFIDENCE:
        return False
    if turn.concern in _TALK:
        return len(turn.words) <= TALK_WORDS
    if turn.concern in _ABOUT_THE_BOT:
        return turn.is_question or turn.confidence >= ABOUT_THE_BOT_CONFIDENCE
    return turn.is_question
