"""Terminating Nordlicht Plus."""

from __future__ import annotations

from datetime import date

from rasa_sdk.events import EventType

from actions.conversation import Conversation
from actions.form_end import OrderFormEnd, Reply, request_done
from actions.order_forms import OrderForm
from actions.orders import Order
from actions.questions import CONFIRMATION
from actions.shop_client import RequestKind


class CancelSubscription(OrderFormEnd):
    """Terminates the membership and confirms number and day, as the law asks for."""

    called = "action_cancel_subscription"
    kept = "utter_termination_kept"

    @staticmethod
    def obstacle(order: Order, today: date) -> Reply | None:
        """Only a running membership can be terminated."""
        running = order.plus_until is not None and order.plus_until >= today
        return None if running else Reply(response="utter_termination_no_plus")

    async def fulfil(self, conversation: Conversation, order: Order) -> list[EventType]:
        """Writes the termination down."""
        details = {"ends_on": order.plus_until.isoformat() if order.plus_until else None}
        answer = Reply(response="utter_termination_done")
        return await request_done(conversation, order, RequestKind.TERMINATION, answer, details)


class TerminationForm(OrderForm):
    """Whether it shall really end."""

    end = CancelSubscription
    questions = (CONFIRMATION,)
