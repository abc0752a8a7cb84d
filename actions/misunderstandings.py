"""Asking back when a message was not understood, and offering a person when it happens twice in a row."""

from __future__ import annotations

import logging
from collections.abc import Sequence

from rasa_sdk.events import EventType, FollowupAction, SlotSet

from actions.base import ASK_BACK, LISTEN, LotseAction, offer_person
from actions.conversation import Button, Conversation
from actions.desk_client import DeskUnavailable, desk
from actions.identification import ORDER_NUMBER
from actions.services import BY_FORM
from actions.turn import FAQ, Turn

MOST_SUGGESTIONS = 3
LEAST_SUGGESTIONS = 2
SUGGESTION_CONFIDENCE = 0.08
# What the ranking suggests beyond doubt; less than this is too weak to stand before an article that fits.
CLEAR_CONFIDENCE = 0.2
MOST_ARTICLES = 2
# Nine in ten held-out questions find an article that fits as well as this, and one in three foreign subjects.
LEAST_ARTICLE_SCORE = 0.5
# What most customers want; suggested where the message gives no clue.
COMMON_CONCERNS = ("track_order", "start_return")
ORDER_CONCERNS = ("track_order", "start_return", "refund_status")
# No wish that a customer would pick from a list.
NEVER_SUGGESTED = frozenset({"affirm", "deny", "stop", "insult", "out_of_scope", "thank", "greet", "goodbye"})

logger = logging.getLogger(__name__)


class AskBack(LotseAction):
    """ "Meinten Sie …?", with what is likeliest as buttons; the second time in a row, a person."""

    called = ASK_BACK

    async def act(self, conversation: Conversation) -> list[EventType]:
        """Asks back. A message that is only an order's number continues the last matter with it."""
        number = next(iter(conversation.turn.told("order_number")), None)
        if number and ORDER_NUMBER.fullmatch(number):
            return [*_continue_with(conversation, number), SlotSet("outcome", "still_open")]
        if _asked_back_last_turn(conversation):
            return person_after_two_misunderstandings(conversation)
        found = await _articles_that_fit(conversation)
        likely = likely_concerns(conversation.turn)
        suggested = suggestions(likely, found, is_clear(conversation.turn))
        # Only where nothing but the search has led here, it is said that articles were looked for.
        response = "utter_ask_back_articles" if found and not likely else "utter_ask_back"
        buttons = conversation.buttons_for(suggested)
        conversation.say(response, buttons=[*buttons, *_something_else(conversation)])
        return _still_open()


def person_after_two_misunderstandings(conversation: Conversation) -> list[EventType]:
    """Admits it and offers a person."""
    offered = offer_person(conversation, "repeated_misunderstanding", "utter_misunderstood_twice")
    return offered + _still_open()


def likely_concerns(turn: Turn) -> list[str]:
    """What a message that was not understood may bring, likeliest first."""
    if turn.only_details:
        return []
    likely = (each for each in turn.ranking if each.confidence >= SUGGESTION_CONFIDENCE)
    return [each.concern for each in likely if each.concern not in NEVER_SUGGESTED][:MOST_SUGGESTIONS]


def is_clear(turn: Turn) -> bool:
    """Whether one concern stands out, although not enough to act on it."""
    return any(each.confidence >= CLEAR_CONFIDENCE for each in turn.ranking if each.concern not in NEVER_SUGGESTED)


def suggestions(likely: Sequence[str], found: Sequence[str], clear: bool) -> list[str]:
    """At most three concerns to choose from: a clear ranking and then the articles, else the best article first.

    Where no article fits and hardly a concern is likely, what most customers want.
    """
    ordered = [*likely, *found] if clear else [*found[:1], *likely, *found[1:]]
    told = list(dict.fromkeys(ordered))[:MOST_SUGGESTIONS]
    if clear and found and not set(found) & set(told):
        # The third of the ranking is a guess; the best article is one of another kind.
        told = [*told[: MOST_SUGGESTIONS - 1], found[0]]
    common = [concern for concern in COMMON_CONCERNS if concern not in told and not found]
    return [*told, *common[: max(0, LEAST_SUGGESTIONS - len(told))]]


async def _articles_that_fit(conversation: Conversation) -> list[str]:
    """Concerns of the articles that the desk finds for the message; none for bare details, or without the desk."""
    if conversation.turn.only_details:
        return []
    try:
        found = await desk().search_articles(conversation.turn.text, conversation.language)
    except DeskUnavailable as exc:
        logger.warning("No search: %s", exc)
        return []
    return [f"{FAQ}/{each.slug}" for each in found if each.score >= LEAST_ARTICLE_SCORE][:MOST_ARTICLES]


def _asked_back_last_turn(conversation: Conversation) -> bool:
    """Whether the customer was asked what he meant, or for other words, just before."""
    asked_back = AskBack.called in conversation.actions_of_last_turn
    return asked_back or "utter_ask_rephrase" in conversation.responses_of_last_turn


def _still_open() -> list[EventType]:
    return [SlotSet("outcome", "still_open"), FollowupAction(LISTEN)]


def _something_else(conversation: Conversation) -> list[Button]:
    title = conversation.wording("utter_something_else")
    return [{"title": title, "payload": "deny"}] if title else []


def _continue_with(conversation: Conversation, number: str) -> list[EventType]:
    """Another order for the form that ended last; without one, asks what it is about."""
    forms = [event["name"] for event in conversation.events if event["event"] == "active_loop" and event["name"]]
    if forms and forms[-1] in BY_FORM:
        return [FollowupAction(forms[-1])]
    conversation.say("utter_what_about_order", {"order_number": number}, conversation.buttons_for(ORDER_CONCERNS))
    return [FollowupAction(LISTEN)]
