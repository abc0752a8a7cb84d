"""An order as the shop's records tell it, and the dates that follow from it.

It carries no name, address or e-mail: the bot needs none of them once order number and proof agree.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum

RETURN_DAYS = 30
RETURN_DAYS_PLUS = 60
REFUND_WORKING_DAYS = 5
INVESTIGATION_WORKING_DAYS = 5
WARRANTY_YEARS = 2


class OrderState(StrEnum):
    """Where an order stands."""

    PROCESSING = "processing"
    SHIPPED = "shipped"
    LATE = "late"
    LOST = "lost"
    DELIVERED = "delivered"
    PARTLY_RETURNED = "partly_returned"
    RETURNED = "returned"
    REFUNDED = "refunded"
    CANCELLED = "cancelled"


class ItemReturn(StrEnum):
    """Whether an article of an order comes back."""

    KEPT = "kept"
    ANNOUNCED = "announced"
    BACK = "back"


@dataclass(frozen=True, kw_only=True)
class Item:
    """One article of an order."""

    name: str
    price_cents: int
    returned: ItemReturn = ItemReturn.KEPT


@dataclass(frozen=True, kw_only=True)
class Refund:
    """Money on its way back to the customer, or arrived (`paid_on`)."""

    amount_cents: int
    items: tuple[str, ...]
    started_on: date
    paid_on: date | None = None

    @property
    def due_on(self) -> date:
        """The day by which the money has arrived at the latest."""
        return add_working_days(self.started_on, REFUND_WORKING_DAYS)


@dataclass(frozen=True, kw_only=True)
class Order:
    """An order; days that have not come yet, or never come, are None."""

    number: str
    state: OrderState
    country: str
    items: tuple[Item, ...]
    ordered_on: date
    shipped_on: date | None = None
    expected_on: date | None = None
    delivered_on: date | None = None
    returned_on: date | None = None
    cancelled_on: date | None = None
    carrier: str | None = None
    tracking_number: str | None = None
    invoice_number: str | None = None
    refund: Refund | None = None
    # The day on which the customer's Nordlicht Plus ends; None without a membership.
    plus_until: date | None = None

    @property
    def total_cents(self) -> int:
        """What the articles cost together."""
        return sum(item.price_cents for item in self.items)

    @property
    def currency(self) -> str:
        """The currency of the order, by country."""
        return "CHF" if self.country == "CH" else "EUR"

    @property
    def returnable(self) -> tuple[Item, ...]:
        """The articles that are not back yet."""
        return tuple(item for item in self.items if item.returned is not ItemReturn.BACK)

    @property
    def return_until(self) -> date | None:
        """The last day on which a return may be handed in; None before delivery."""
        if self.delivered_on is None:
            return None
        return self.delivered_on + timedelta(days=RETURN_DAYS_PLUS if self.plus_until else RETURN_DAYS)

    @property
    def warranty_until(self) -> date | None:
        """The last day of the statutory warranty; None before delivery."""
        if self.delivered_on is None:
            return None
        return _same_day(self.delivered_on, self.delivered_on.year + WARRANTY_YEARS)

    def moved(self, days: int) -> Order:
        """The same order with every day later by so many days."""
        return replace(
            self,
            ordered_on=self.ordered_on + timedelta(days=days),
            shipped_on=_later(self.shipped_on, days),
            expected_on=_later(self.expected_on, days),
            delivered_on=_later(self.delivered_on, days),
            returned_on=_later(self.returned_on, days),
            cancelled_on=_later(self.cancelled_on, days),
            plus_until=_later(self.plus_until, days),
            refund=_refund_moved(self.refund, days),
        )


def add_working_days(day: date, working_days: int) -> date:
    """The day that lies so many days from Monday to Friday after `day`; public holidays are not known here."""
    while working_days > 0:
        day += timedelta(days=1)
        working_days -= day.weekday() < 5
    return day


def _same_day(day: date, year: int) -> date:
    leap_day = (day.month, day.day) == (2, 29)
    return date(year, 2, 28) if leap_day else day.replace(year=year)


def _later(day: date | None, days: int) -> date | None:
    return None if day is None else day + timedelta(days=days)


def _refund_moved(refund: Refund | None, days: int) -> Refund | None:
    if refund is None:
        return None
    started_on = refund.started_on + timedelta(days=days)
    return replace(refund, started_on=started_on, paid_on=_later(refund.paid_on, days))
