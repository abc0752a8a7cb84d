"""A copy of an invoice."""

from __future__ import annotations

from datetime import date

from rasa_sdk.events import EventType

from actions.conversation import Conversation
from actions.form_end import OrderFormEnd, Reply, request_done
from actions.order_forms import OrderForm
from actions.orders import Order, OrderState
from actions.shop_client import RequestKind


class RequestInvoice(OrderFormEnd):
    """Has the invoice sent again, to the order's e-mail address."""

    called = "action_request_invoice"

    @staticmethod
    def obstacle(order: Order, today: date) -> Reply | None:
        """An invoice exists from the day of shipping."""
        if order.state is OrderState.CANCELLED:
            return Reply(response="utter_invoice_cancelled")
        return None if order.invoice_number else Reply(response="utter_invoice_not_yet")

    async def fulfil(self, conversation: Conversation, order: Order) -> list[EventType]:
        """Writes the wish down."""
        return await request_done(conversation, order, RequestKind.INVOICE, Reply(response="utter_invoice_done"))


class InvoiceForm(OrderForm):
    """Which order it is."""

    end = RequestInvoice
