"""Messages without a concern of ours: insults, and what is not the company's business."""

from __future__ import annotations

from rasa_sdk.events import EventType, FollowupAction, SlotSet

from actions.articles import tell_talk
from actions.base import ASK_BACK, LISTEN, LotseAction, hand_off
from actions.conversation import Conversation
from actions.misunderstandings import person_after_two_misunderstandings

MOST_INSULTS = 1
# Below it, a message taken for somebody else's business may after all be ours in other words.
SURELY_OUT_OF_SCOPE = 0.95
# What most customers want; shown where we could not help.
COMMON_CONCERNS = ("track_order", "start_return", "faq/delivery_time", "request_human")


class AnswerInsult(LotseAction):
    """Stays calm at a first insult; a second one goes to a person."""

    called = "action_answer_insult"

    async def act(self, conversation: Conversation) -> list[EventType]:
        """Answers, then returns to the form if one is open."""
        insults = sum("insult" in (turn.concern, *turn.concerns) for turn in conversation.turns)
        if insults > MOST_INSULTS:
            return hand_off("emotion")
        await tell_talk(conversation, "insult", "utter_answer_insult")
        return [SlotSet("outcome", "answered"), FollowupAction(conversation.active_form or LISTEN)]


class AnswerOutOfScope(LotseAction):
    """Says honestly what the bot is for."""

    called = "action_answer_out_of_scope"

    async def act(self, conversation: Conversation) -> list[EventType]:
        """Answers, then returns to the form if one is open; otherwise shows what it can do."""
        if conversation.turn.only_details or _names_an_order(conversation):
            return [FollowupAction(ASK_BACK)]
        if _may_be_misunderstood(conversation):
            return person_after_two_misunderstandings(conversation)
        buttons = [] if conversation.active_form else conversation.buttons_for(COMMON_CONCERNS)
        await tell_talk(conversation, "out_of_scope", "utter_answer_out_of_scope", buttons)
        return [SlotSet("outcome", "answered"), FollowupAction(conversation.active_form or LISTEN)]


def _names_an_order(conversation: Conversation) -> bool:
    """Whether the message speaks of an order of ours, in whatever words; inside a form, the form has taken it."""
    turn = conversation.turn
    return bool(turn.told("order_number")) and not conversation.active_form and turn.confidence < SURELY_OUT_OF_SCOPE


def _may_be_misunderstood(conversation: Conversation) -> bool:
    """Whether this message and the last one were both refused or asked about, and this one without certainty."""
    before = conversation.actions_of_last_turn
    refused_before = AnswerOutOfScope.called in before or ASK_BACK in before
    return refused_before and conversation.turn.confidence < SURELY_OUT_OF_SCOPE
