"""A yes or a no outside of forms: it belongs to what was offered just before."""

from __future__ import annotations

from rasa_sdk.events import EventType, FollowupAction, SlotSet

from actions.articles import tell_articles
from actions.base import LISTEN, LotseAction, hand_off
from actions.conversation import Conversation
from actions.misunderstandings import AskBack
from actions.reasons import HUMAN_CONCERNS
from actions.services import BY_CONCERN


class ConfirmOffer(LotseAction):
    """Takes up or drops the offer; without one, a yes or no is small talk."""

    called = "action_confirm_offer"

    async def act(self, conversation: Conversation) -> list[EventType]:
        """Does what fits what the bot said last."""
        said_yes = conversation.turn.concern != "deny"
        reason = conversation.set_last_turn("person_offered")
        concern = conversation.set_last_turn("offered_concern")
        if reason:
            return [*_forget_offers(), *(hand_off(reason) if said_yes else _decline(conversation))]
        if concern in BY_CONCERN:
            return [*_forget_offers(), *(_begin(concern) if said_yes else _decline(conversation))]
        if AskBack.called in conversation.actions_of_last_turn:
            return await _answer_to_asking_back(conversation, said_yes)
        return [*await tell_articles(conversation, [conversation.turn.concern]), FollowupAction(LISTEN)]


def _forget_offers() -> list[EventType]:
    return [SlotSet("person_offered", None), SlotSet("offered_concern", None)]


def _begin(concern: str) -> list[EventType]:
    return [FollowupAction(BY_CONCERN[concern].form)]


def _decline(conversation: Conversation) -> list[EventType]:
    conversation.say("utter_offer_declined")
    return [SlotSet("outcome", "answered"), FollowupAction(LISTEN)]


async def _answer_to_asking_back(conversation: Conversation, said_yes: bool) -> list[EventType]:
    """A plain yes takes the likeliest suggestion; a no asks for other words."""
    suggested = [payload for payload in conversation.offered_last_turn if payload != "deny"]
    if not said_yes or not suggested:
        conversation.say("utter_ask_rephrase")
        return [SlotSet("outcome", "still_open"), FollowupAction(LISTEN)]
    return await _take_up(conversation, suggested[0])


async def _take_up(conversation: Conversation, concern: str) -> list[EventType]:
    if concern in BY_CONCERN:
        return _begin(concern)
    if concern in HUMAN_CONCERNS:
        return hand_off(HUMAN_CONCERNS[concern])
    return [*await tell_articles(conversation, [concern]), FollowupAction(LISTEN)]
