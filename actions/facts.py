"""An order's facts as sentences use them: days, amounts and articles in the customer's language."""

from __future__ import annotations

from datetime import UTC, date, datetime

from actions.orders import INVESTIGATION_WORKING_DAYS, ItemReturn, Order, add_working_days
from actions.wording import amount_text, day_text, list_text


def today_here() -> date:
    """The day at the shop."""
    return datetime.now(UTC).astimezone().date()


def order_facts(order: Order, today: date, language: str) -> dict[str, str]:
    """Everything that a response may say of an order, by name of the gap in its text; what is unknown is left out."""
    days = {
        "ordered_on": order.ordered_on,
        "shipped_on": order.shipped_on,
        "expected_on": order.expected_on,
        "delivered_on": order.delivered_on,
        "returned_on": order.returned_on,
        "cancelled_on": order.cancelled_on,
        "return_until": order.return_until,
        "warranty_until": order.warranty_until,
        "plus_until": order.plus_until,
        "answer_by": add_working_days(today, INVESTIGATION_WORKING_DAYS),
    }
    return {
        "order_number": order.number,
        "carrier": order.carrier or "",
        "tracking_number": order.tracking_number or "",
        "invoice_number": order.invoice_number or "",
        "total": amount_text(order.total_cents, order.currency, language),
        "returned_items": list_text([item.name for item in order.items if item.returned is ItemReturn.BACK], language),
        **{name: day_text(day, today, language) for name, day in days.items() if day},
        **_refund_facts(order, today, language),
    }


def _refund_facts(order: Order, today: date, language: str) -> dict[str, str]:
    if order.refund is None:
        return {}
    facts = {
        "refund_amount": amount_text(order.refund.amount_cents, order.currency, language),
        "refund_items": list_text(order.refund.items, language),
        "refund_by": day_text(max(order.refund.due_on, today), today, language),
    }
    if order.refund.paid_on:
        facts["refunded_on"] = day_text(order.refund.paid_on, today, language)
    return facts
