"""How a form ends: the request is written down and confirmed, or it is said honestly why that is not possible."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from rasa_sdk.events import EventType, FollowupAction, SlotSet

from actions.base import LISTEN, LotseAction, apologise_and_hand_off, offer_person
from actions.conversation import Conversation
from actions.facts import order_facts, today_here
from actions.forget import forget_form
from actions.next_wish import next_form
from actions.orders import Order
from actions.questions import NO
from actions.shop import shop
from actions.shop_client import RequestKind, ServiceRequest

GAVE_UP = "gave_up"
SHOP_UNAVAILABLE = "shop_unavailable"

LOOKED_UP = "looked_up"
FORM_DONE = "form_done"
ANSWERED = "answered"
STILL_OPEN = "still_open"


@dataclass(frozen=True, kw_only=True)
class Reply:
    """A sentence about an order, and what it opens."""

    response: str
    # A concern that the sentence offers with a question, answered by yes or no.
    offers: str | None = None
    # Concerns that stand below as buttons.
    leads_to: tuple[str, ...] = ()
    # The handoff's reason, if the sentence offers a person.
    person: str | None = None


class FormEnd(LotseAction):
    """The action after a form, whether it was filled in or ended early."""

    async def act(self, conversation: Conversation) -> list[EventType]:
        """Closes the matter, then forgets what the form was told."""
        trouble = conversation.slot("form_trouble")
        if trouble == SHOP_UNAVAILABLE:
            return [*forget_form(), *apologise_and_hand_off(conversation)]
        if trouble == GAVE_UP:
            events = _give_up(conversation)
        else:
            events = await self.close(conversation)
        following = None if _offers_something(events) else next_form(conversation, self.called)
        return [*events, *forget_form(), FollowupAction(following or LISTEN)]

    @abstractmethod
    async def close(self, conversation: Conversation) -> list[EventType]:
        """Writes down what was wished and says so."""


class OrderFormEnd(FormEnd):
    """The end of a form about an order."""

    # What is said if the customer does not confirm.
    kept: ClassVar[str | None] = None

    @staticmethod
    def obstacle(order: Order, today: date) -> Reply | None:
        """Why this cannot be done for the order; None if it can. Known before the form asks further."""
        return None

    async def close(self, conversation: Conversation) -> list[EventType]:
        """Tells the obstacle or does what was wished, with the order as the records have it now."""
        order = await shop().find_order(conversation.slot("order_number") or "", conversation.slot("proof") or "")
        if order is None:
            return _give_up(conversation)
        obstacle = self.obstacle(order, today_here())
        if obstacle:
            return [*reply(conversation, order, obstacle), SlotSet("outcome", LOOKED_UP)]
        if self.kept and conversation.slot("confirmation") == NO:
            conversation.say(self.kept, {"order_number": order.number})
            return [SlotSet("outcome", ANSWERED)]
        return await self.fulfil(conversation, order)

    @abstractmethod
    async def fulfil(self, conversation: Conversation, order: Order) -> list[EventType]:
        """Does what was wished."""


def _offers_something(events: list[EventType]) -> bool:
    """Whether the customer was left with a question, so that nothing else may begin."""
    return any(event["event"] == "slot" and event["name"] in _OFFERS and event["value"] for event in events)


_OFFERS = ("person_offered", "offered_concern")


def _give_up(conversation: Conversation) -> list[EventType]:
    offered = offer_person(conversation, "repeated_misunderstanding", "utter_gave_up")
    return [*offered, SlotSet("outcome", STILL_OPEN)]


def reply(conversation: Conversation, order: Order, answer: Reply, **facts: str) -> list[EventType]:
    """Says a sentence about an order with its buttons, and remembers what it offers."""
    told = {**order_facts(order, today_here(), conversation.language), **facts}
    asks = answer.offers or answer.person
    buttons = conversation.yes_no_buttons() if asks else conversation.buttons_for(answer.leads_to)
    conversation.say(answer.response, told, buttons)
    return [SlotSet("offered_concern", answer.offers), SlotSet("person_offered", answer.person)] if asks else []


async def write_down(
    conversation: Conversation, kind: RequestKind, order: Order | None, details: Mapping[str, str | None] | None = None
) -> str:
    """Writes a request into the shop's records, once a turn; its reference. Raises: ShopUnavailable."""
    told = {name: value for name, value in (details or {}).items() if value is not None}
    return await shop().write_down(
        ServiceRequest(
            kind=kind,
            key=conversation.request_key(kind),
            order_number=order.number if order else None,
            details=told,
        )
    )


async def request_done(
    conversation: Conversation,
    order: Order,
    kind: RequestKind,
    answer: Reply,
    details: Mapping[str, str | None] | None = None,
    **facts: str,
) -> list[EventType]:
    """Writes a request down and confirms it with its reference. Raises: ShopUnavailable."""
    reference = await write_down(conversation, kind, order, details)
    return [*reply(conversation, order, answer, reference=reference, **facts), SlotSet("outcome", FORM_DONE)]
