"""Articles that arrived damaged, and deliveries that were wrong or incomplete."""

from __future__ import annotations

from datetime import date

from rasa_sdk.events import EventType

from actions.conversation import Conversation
from actions.form_end import OrderFormEnd, Reply, request_done
from actions.order_forms import OrderForm
from actions.orders import Order, OrderState
from actions.questions import DESCRIPTION, ITEM, REPLACEMENT, WISH
from actions.shop_client import RequestKind
from actions.wording import list_text

# What must have arrived before it can be damaged or wrong.
REFUSALS = {
    OrderState.PROCESSING: Reply(response="utter_not_shipped_yet"),
    OrderState.SHIPPED: Reply(response="utter_not_delivered_yet"),
    OrderState.LATE: Reply(response="utter_late_search_offered", offers="report_missing_parcel"),
    OrderState.LOST: Reply(response="utter_lost_person_offered", person="complex"),
    OrderState.RETURNED: Reply(response="utter_already_returned", leads_to=("refund_status",)),
    OrderState.REFUNDED: Reply(response="utter_already_returned", leads_to=("refund_status",)),
    OrderState.CANCELLED: Reply(response="utter_already_cancelled", leads_to=("refund_status",)),
}


class ReportDamagedItem(OrderFormEnd):
    """Records a damage and what shall come of it."""

    called = "action_report_damaged_item"

    @staticmethod
    def obstacle(order: Order, today: date) -> Reply | None:
        """Only what has arrived and is not back yet."""
        return REFUSALS.get(order.state)

    async def fulfil(self, conversation: Conversation, order: Order) -> list[EventType]:
        """Writes the damage down."""
        told = {slot: conversation.slot(slot) for slot in ("item", "description", "wish")}
        items = list_text((told["item"] or order.number).split("; "), conversation.language)
        answer = Reply(response=f"utter_damage_{told['wish'] or REPLACEMENT}")
        return await request_done(conversation, order, RequestKind.DAMAGE, answer, told, item=items)


class DamageForm(OrderForm):
    """Which article, what happened to it, and what the customer wants."""

    end = ReportDamagedItem
    questions = (ITEM, DESCRIPTION, WISH)


class ReportWrongItem(OrderFormEnd):
    """Records a wrong or incomplete delivery and what shall come of it."""

    called = "action_report_wrong_item"

    @staticmethod
    def obstacle(order: Order, today: date) -> Reply | None:
        """Only what has arrived and is not back yet."""
        return REFUSALS.get(order.state)

    async def fulfil(self, conversation: Conversation, order: Order) -> list[EventType]:
        """Writes it down."""
        told = {slot: conversation.slot(slot) for slot in ("description", "wish")}
        answer = Reply(response=f"utter_wrong_item_{told['wish'] or REPLACEMENT}")
        return await request_done(conversation, order, RequestKind.WRONG_ITEM, answer, told)


class WrongItemForm(OrderForm):
    """What came instead, and what the customer wants."""

    end = ReportWrongItem
    questions = (DESCRIPTION, WISH)
