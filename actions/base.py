"""What all of Lotse's actions share: a name, a conversation to work with, and an honest way out of trouble."""

from __future__ import annotations

import logging
from abc import ABC, abstractmethod
from typing import Any, ClassVar

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType, FollowupAction, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.conversation import Conversation
from actions.shop_client import ShopUnavailable

logger = logging.getLogger(__name__)

HAND_OFF = "action_hand_off"
# Also where a bare number or postcode comes out of nowhere, whatever concern it resembles.
ASK_BACK = "action_ask_back"
LISTEN = "action_listen"


class LotseAction(Action, ABC):
    """An action that works with a `Conversation`. Without the shop's records the customer gets a person."""

    # The name that rules and the domain use.
    called: ClassVar[str]

    def name(self) -> str:
        """The action's name."""
        return self.called

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[EventType]:
        """What rasa-sdk calls."""
        conversation = Conversation(dispatcher, tracker, domain)
        try:
            return await self.act(conversation)
        except ShopUnavailable as exc:
            logger.warning("%s without the shop's records: %s", self.called, exc)
            return apologise_and_hand_off(conversation)
        except Exception:
            # Rasa would drop the turn without a word; the customer gets one, and a person.
            logger.exception("%s failed", self.called)
            return self.recover(conversation)

    def recover(self, conversation: Conversation) -> list[EventType]:
        """What follows an error of our own."""
        conversation.say("utter_trouble")
        return hand_off("complex")

    @abstractmethod
    async def act(self, conversation: Conversation) -> list[EventType]:
        """Does the work and returns the events that follow."""


def apologise_and_hand_off(conversation: Conversation) -> list[EventType]:
    """The shop's records are out of reach: says so, and a person takes over in the same turn."""
    conversation.say("utter_shop_unavailable")
    return hand_off("complex")


def hand_off(reason: str) -> list[EventType]:
    """Events that call a person next."""
    return [SlotSet("handoff_reason", reason), FollowupAction(HAND_OFF)]


def offer_person(conversation: Conversation, reason: str, response: str = "utter_offer_person") -> list[EventType]:
    """Asks whether a person shall take over; `reason` is the handoff's if the customer says yes."""
    conversation.say(response)
    return [SlotSet("person_offered", reason)]
