"""A parcel that has not arrived: shown as delivered, late, or lost."""

from __future__ import annotations

from datetime import date

from rasa_sdk.events import EventType, SlotSet

from actions.conversation import Conversation
from actions.form_end import ANSWERED, OrderFormEnd, Reply, reply, request_done
from actions.order_forms import OrderForm
from actions.orders import Order, OrderState
from actions.questions import NO, SEARCHED
from actions.shop_client import RequestKind

REFUSALS = {
    OrderState.PROCESSING: Reply(response="utter_not_shipped_yet"),
    OrderState.SHIPPED: Reply(response="utter_missing_too_early"),
    OrderState.LOST: Reply(response="utter_lost_person_offered", person="complex"),
    OrderState.RETURNED: Reply(response="utter_already_returned", leads_to=("refund_status",)),
    OrderState.REFUNDED: Reply(response="utter_already_returned", leads_to=("refund_status",)),
    OrderState.CANCELLED: Reply(response="utter_already_cancelled", leads_to=("refund_status",)),
}


class ReportMissingParcel(OrderFormEnd):
    """Has a parcel searched for."""

    called = "action_report_missing_parcel"

    @staticmethod
    def obstacle(order: Order, today: date) -> Reply | None:
        """Searched for is what should have arrived."""
        return REFUSALS.get(order.state)

    async def fulfil(self, conversation: Conversation, order: Order) -> list[EventType]:
        """Starts the search; who has not looked around yet is asked to do so first."""
        if conversation.slot("searched") == NO:
            first = Reply(response="utter_missing_search_first", leads_to=("report_missing_parcel",))
            return [*reply(conversation, order, first), SlotSet("outcome", ANSWERED)]
        return await request_done(conversation, order, RequestKind.INVESTIGATION, Reply(response="utter_missing_done"))


class MissingParcelForm(OrderForm):
    """Which order it is, and whether the parcel is really nowhere."""

    end = ReportMissingParcel
    questions = (SEARCHED,)
