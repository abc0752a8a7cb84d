"""The orders that a customer has proved to be his, told to the people at the desk. No story runs this action.

The desk calls it like Rasa does; the tracker's slot `orders` holds `{number, proof}` of each order. Wherever number and
proof do not agree, nothing is told.
"""

from __future__ import annotations

import asyncio
import logging
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType
from rasa_sdk.executor import CollectingDispatcher

from actions.orders import Order, OrderState
from actions.shop import shop
from actions.shop_client import ShopUnavailable
from actions.wording import GERMAN, amount_text

logger = logging.getLogger(__name__)
MOST_ORDERS = 10
GERMAN_STATES = {
    OrderState.PROCESSING: "in Bearbeitung",
    OrderState.SHIPPED: "unterwegs",
    OrderState.LATE: "verspätet",
    OrderState.LOST: "verloren gegangen",
    OrderState.DELIVERED: "zugestellt",
    OrderState.PARTLY_RETURNED: "teilweise zurückgeschickt",
    OrderState.RETURNED: "zurückgeschickt",
    OrderState.REFUNDED: "erstattet",
    OrderState.CANCELLED: "storniert",
}


class ListOrders(Action):
    """Answers with `{available, orders: [{number, status, placed_on, total, items}]}` as a custom message."""

    def name(self) -> str:
        """The action's name."""
        return "action_list_orders"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[EventType]:
        """Looks the orders up; `available` is False if the shop's records do not answer."""
        try:
            found = await asyncio.gather(*(_find(wanted) for wanted in _wanted(tracker)))
        except ShopUnavailable as exc:
            logger.warning("No orders for the desk: %s", exc)
            dispatcher.utter_message(json_message={"available": False, "orders": []})
        else:
            orders = [described(order) for order in found if order]
            dispatcher.utter_message(json_message={"available": True, "orders": orders})
        return []


def described(order: Order) -> dict[str, Any]:
    """The order in German words, for colleagues."""
    return {
        "number": order.number,
        "status": GERMAN_STATES[order.state],
        "placed_on": order.ordered_on.isoformat(),
        "total": amount_text(order.total_cents, order.currency, GERMAN),
        "items": [item.name for item in order.items],
    }


def _wanted(tracker: Tracker) -> list[dict[str, str]]:
    """Each pair once."""
    pairs = {(each["number"], each["proof"]) for each in tracker.slots.get("orders") or ()}
    return [{"number": number, "proof": proof} for number, proof in sorted(pairs)][:MOST_ORDERS]


async def _find(wanted: dict[str, str]) -> Order | None:
    return await shop().find_order(wanted["number"], wanted["proof"])
