"""Sending something back."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import ClassVar

from rasa_sdk.events import EventType

from actions import damages
from actions.conversation import Conversation
from actions.form_end import OrderFormEnd, Reply, request_done
from actions.order_forms import OrderForm
from actions.orders import Order, OrderState
from actions.questions import ITEM, RETURN_REASON
from actions.shop_client import RequestKind
from actions.wording import list_text

# What can be damaged can go back; an order that has not left us may be cancelled instead.
REFUSALS = {
    **damages.REFUSALS,
    OrderState.PROCESSING: Reply(response="utter_not_shipped_yet", leads_to=("cancel_order",)),
}


class StartReturn(OrderFormEnd):
    """Announces a return; the label comes by e-mail."""

    called = "action_start_return"

    @staticmethod
    def obstacle(order: Order, today: date) -> Reply | None:
        """Only what has arrived, is not back yet, and within the period."""
        if order.state in REFUSALS:
            return REFUSALS[order.state]
        if order.return_until and order.return_until < today:
            return Reply(response="utter_return_period_over", leads_to=("report_defect",))
        return None

    async def fulfil(self, conversation: Conversation, order: Order) -> list[EventType]:
        """Writes the return down; a label that was lost is sent again the same way."""
        items, reason = conversation.slot("item") or "", conversation.slot("return_reason")
        response = "utter_return_done_switzerland" if order.country == "CH" else "utter_return_done"
        return await request_done(
            conversation,
            order,
            RequestKind.RETURN,
            Reply(response=response),
            {"items": items, "reason": reason},
            item=list_text(items.split("; "), conversation.language),
        )


class ReturnForm(OrderForm):
    """Which article goes back, and why."""

    end = StartReturn
    questions = (ITEM, RETURN_REASON)
    foreseen: ClassVar[Mapping[str, str]] = {"refund_status": "utter_refund_after_return"}
