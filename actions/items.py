"""The question for an article, with the order's articles as buttons."""

from __future__ import annotations

from rasa_sdk.events import EventType

from actions.base import LotseAction
from actions.conversation import Conversation
from actions.shop import shop

MOST_BUTTONS = 6
EVERYTHING = {"de": "Alles", "en": "Everything"}


class AskItem(LotseAction):
    """Rasa runs it instead of `utter_ask_item` when a form asks for the slot `item`."""

    called = "action_ask_item"

    async def act(self, conversation: Conversation) -> list[EventType]:
        """Asks; what is back with us already is no choice."""
        order = await shop().find_order(conversation.slot("order_number") or "", conversation.slot("proof") or "")
        names = [item.name for item in order.returnable][:MOST_BUTTONS] if order else []
        titles = [*names, EVERYTHING[conversation.language]] if len(names) > 1 else names
        conversation.say("utter_ask_item", buttons=[{"title": title} for title in titles])
        return []
