"""Asking back when a message was not understood, and offering a person when it happens twice in a row."""

from __future__ import annotations

from rasa_sdk.events import EventType, FollowupAction, SlotSet

from actions.base import ASK_BACK, LISTEN, LotseAction, offer_person
from actions.conversation import Button, Conversation
from actions.identification import ORDER_NUMBER
from actions.services import BY_FORM
from actions.turn import Turn

MOST_SUGGESTIONS = 3
LEAST_SUGGESTIONS = 2
SUGGESTION_CONFIDENCE = 0.08
# What most customers want; suggested where the message gives no clue.
COMMON_CONCERNS = ("track_order", "start_return")
ORDER_CONCERNS = ("track_order", "start_return", "refund_status")
# No wish that a customer would pick from a list.
NEVER_SUGGESTED = frozenset({"affirm", "deny", "stop", "insult", "out_of_scope", "thank", "greet", "goodbye"})


class AskBack(LotseAction):
    """ "Meinten Sie …?", with what is likeliest as buttons; the second time in a row, a person."""

    called = ASK_BACK

    async def act(self, conversation: Conversation) -> list[EventType]:
        """Asks back. A message that is only an order's number continues the last matter with it."""
        number = next(iter(conversation.turn.told("order_number")), None)
        if number and ORDER_NUMBER.fullmatch(number):
            return [*_continue_with(conversation, number), SlotSet("outcome", "still_open")]
        if _asked_back_last_turn(conversation):
            offered = offer_person(conversation, "repeated_misunderstanding", "utter_misunderstood_twice")
            return offered + _still_open()
        buttons = conversation.buttons_for(suggestions(conversation.turn))
        conversation.say("utter_ask_back", buttons=[*buttons, *_something_else(conversation)])
        return _still_open()


def suggestions(turn: Turn) -> list[str]:
    """The two or three likeliest concerns of a message that was not understood."""
    likely = [
        each.concern
        for each in turn.ranking
        if each.concern not in NEVER_SUGGESTED and each.confidence >= SUGGESTION_CONFIDENCE and not turn.only_details
    ]
    common = [concern for concern in COMMON_CONCERNS if concern not in likely]
    return [*likely[:MOST_SUGGESTIONS], *common[: max(0, LEAST_SUGGESTIONS - len(likely))]]


def _asked_back_last_turn(conversation: Conversation) -> bool:
    """Whether the customer was asked what he meant, or for other words, just before."""
    said = [(event.get("metadata") or {}).get("utter_action") for event in conversation.events_of_last_turn]
    return AskBack.called in conversation.actions_of_last_turn or "utter_ask_rephrase" in said


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
