"""An article that broke in use, within the warranty."""

from __future__ import annotations

from datetime import date

from rasa_sdk.events import EventType

from actions.conversation import Conversation
from actions.damages import REFUSALS
from actions.form_end import OrderFormEnd, Reply, request_done
from actions.order_forms import OrderForm
from actions.orders import Order
from actions.questions import DESCRIPTION, ITEM
from actions.shop_client import RequestKind
from actions.wording import list_text


class ReportDefect(OrderFormEnd):
    """Records a defect for the warranty team."""

    called = "action_report_defect"

    @staticmethod
    def obstacle(order: Order, today: date) -> Reply | None:
        """Only what has arrived, is not back, and within two years."""
        if order.state in REFUSALS:
            return REFUSALS[order.state]
        if order.warranty_until and order.warranty_until < today:
            return Reply(response="utter_defect_warranty_over", leads_to=("faq/repair",))
        return None

    async def fulfil(self, conversation: Conversation, order: Order) -> list[EventType]:
        """Writes the defect down."""
        told = {slot: conversation.slot(slot) for slot in ("item", "description")}
        items = list_text((told["item"] or order.number).split("; "), conversation.language)
        answer = Reply(response="utter_defect_done")
        return await request_done(conversation, order, RequestKind.DEFECT, answer, told, item=items)


class DefectForm(OrderForm):
    """Which article, and what is wrong with it."""

    end = ReportDefect
    questions = (ITEM, DESCRIPTION)
