"""Messages without a concern of ours: insults, and what is not the company's business."""

from __future__ import annotations

from rasa_sdk.events import EventType, FollowupAction, SlotSet

from actions.articles import tell_talk
from actions.base import ASK_BACK, LISTEN, LotseAction, hand_off
from actions.conversation import Conversation

MOST_INSULTS = 1
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
        if conversation.turn.only_details:
            return [FollowupAction(ASK_BACK)]
        buttons = [] if conversation.active_form else conversation.buttons_for(COMMON_CONCERNS)
        await tell_talk(conversation, "out_of_scope", "utter_answer_out_of_scope", buttons)
        return [SlotSet("outcome", "answered"), FollowupAction(conversation.active_form or LISTEN)]
