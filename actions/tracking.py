"""Where is my parcel?"""

from __future__ import annotations

from rasa_sdk.events import EventType, SlotSet

from actions.conversation import Conversation
from actions.form_end import LOOKED_UP, OrderFormEnd, Reply, reply
from actions.order_forms import OrderForm
from actions.orders import Order, OrderState

# What is said in each state, and where it leads.
ANSWERS = {
    OrderState.PROCESSING: Reply(response="utter_track_processing", leads_to=("cancel_order",)),
    OrderState.SHIPPED: Reply(response="utter_track_shipped"),
    OrderState.LATE: Reply(response="utter_track_late", offers="report_missing_parcel"),
    OrderState.LOST: Reply(response="utter_track_lost", person="complex"),
    OrderState.DELIVERED: Reply(response="utter_track_delivered", leads_to=("report_missing_parcel", "start_return")),
    OrderState.PARTLY_RETURNED: Reply(response="utter_track_partly_returned", leads_to=("refund_status",)),
    OrderState.RETURNED: Reply(response="utter_track_returned", leads_to=("refund_status",)),
    OrderState.REFUNDED: Reply(response="utter_track_refunded", leads_to=("refund_status",)),
    OrderState.CANCELLED: Reply(response="utter_track_cancelled", leads_to=("refund_status",)),
}


class TrackOrder(OrderFormEnd):
    """Tells where the parcel is."""

    called = "action_track_order"

    async def fulfil(self, conversation: Conversation, order: Order) -> list[EventType]:
        """The state of the order, in the customer's words."""
        return [*reply(conversation, order, ANSWERS[order.state]), SlotSet("outcome", LOOKED_UP)]


class TrackingForm(OrderForm):
    """Which order it is."""

    end = TrackOrder
