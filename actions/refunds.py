"""Where is my money?"""

from __future__ import annotations

from rasa_sdk.events import EventType, SlotSet

from actions.conversation import Conversation
from actions.form_end import LOOKED_UP, OrderFormEnd, Reply, reply
from actions.order_forms import OrderForm
from actions.orders import ItemReturn, Order, OrderState


class RefundStatus(OrderFormEnd):
    """Tells where the refund is."""

    called = "action_refund_status"

    async def fulfil(self, conversation: Conversation, order: Order) -> list[EventType]:
        """The refund's amount and days, or why there is none."""
        return [*reply(conversation, order, refund_answer(order)), SlotSet("outcome", LOOKED_UP)]


def refund_answer(order: Order) -> Reply:
    """What is said of an order's refund."""
    if order.refund and order.refund.paid_on:
        return Reply(response="utter_refund_paid")
    if order.refund:
        cancelled = order.state is OrderState.CANCELLED
        return Reply(response="utter_refund_after_cancellation" if cancelled else "utter_refund_under_way")
    if order.state is OrderState.LOST:
        return Reply(response="utter_lost_person_offered", person="complex")
    if any(item.returned is ItemReturn.ANNOUNCED for item in order.items):
        return Reply(response="utter_refund_announced")
    delivered = order.state in (OrderState.DELIVERED, OrderState.PARTLY_RETURNED)
    return Reply(response="utter_refund_none", leads_to=("start_return",) if delivered else ())


class RefundForm(OrderForm):
    """Which order it is."""

    end = RefundStatus
