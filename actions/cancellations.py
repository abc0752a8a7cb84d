"""Cancelling an order, as long as it has not shipped."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import ClassVar

from rasa_sdk.events import EventType

from actions.conversation import Conversation
from actions.facts import today_here
from actions.form_end import OrderFormEnd, Reply, request_done
from actions.order_forms import OrderForm
from actions.orders import REFUND_WORKING_DAYS, Order, OrderState, add_working_days
from actions.questions import CONFIRMATION
from actions.shop_client import RequestKind
from actions.wording import day_text

REFUSALS = {
    OrderState.SHIPPED: Reply(response="utter_cancel_refused_under_way"),
    OrderState.LATE: Reply(response="utter_late_search_offered", offers="report_missing_parcel"),
    OrderState.LOST: Reply(response="utter_lost_person_offered", person="complex"),
    OrderState.DELIVERED: Reply(response="utter_cancel_refused_delivered", offers="start_return"),
    OrderState.PARTLY_RETURNED: Reply(response="utter_cancel_refused_delivered", offers="start_return"),
    OrderState.RETURNED: Reply(response="utter_already_returned", leads_to=("refund_status",)),
    OrderState.REFUNDED: Reply(response="utter_already_returned", leads_to=("refund_status",)),
    OrderState.CANCELLED: Reply(response="utter_already_cancelled", leads_to=("refund_status",)),
}


class CancelOrder(OrderFormEnd):
    """Cancels an order once the customer has confirmed."""

    called = "action_cancel_order"
    kept = "utter_cancel_kept"

    @staticmethod
    def obstacle(order: Order, today: date) -> Reply | None:
        """Only what is still in the warehouse can be cancelled."""
        if order.state in (OrderState.DELIVERED, OrderState.PARTLY_RETURNED) and (order.return_until or today) < today:
            return Reply(response="utter_cancel_refused_over")
        return REFUSALS.get(order.state)

    async def fulfil(self, conversation: Conversation, order: Order) -> list[EventType]:
        """Writes the cancellation down."""
        today = today_here()
        refund_by = day_text(add_working_days(today, REFUND_WORKING_DAYS), today, conversation.language)
        answer = Reply(response="utter_cancel_done")
        return await request_done(conversation, order, RequestKind.CANCELLATION, answer, refund_by=refund_by)


class CancellationForm(OrderForm):
    """Which order it is, and whether it shall really be cancelled."""

    end = CancelOrder
    questions = (CONFIRMATION,)
    foreseen: ClassVar[Mapping[str, str]] = {"refund_status": "utter_refund_after_cancelling"}
