"""The demo shop: fills an SQLite file with the orders of demo_orders.yml, whose days count back from today."""

from __future__ import annotations

import json
import sqlite3
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import yaml

from actions import shop_queries as queries
from actions.shop_sql import SCHEMA, open_database

DEMO_ORDERS = Path(__file__).with_name("demo_orders.yml")
SEEDING_TIMEOUT_SECONDS = 30
CARRIERS = {"DE": "DHL", "AT": "GLS", "CH": "Swiss Post"}


def seed_demo_shop(path: Path, today: date, *, anew: bool = False) -> int:
    """Fills the demo shop, once a day unless `anew`; how many orders were written (0: it was filled already).

    What customers wished before (`requests`) stays; the orders start afresh.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    with open_database(path, timeout_seconds=SEEDING_TIMEOUT_SECONDS, create=True) as connection:
        connection.executescript(SCHEMA.read_text(encoding="utf-8"))
        connection.execute("BEGIN IMMEDIATE")
        seeded = connection.execute(queries.SEEDED_ON).fetchone()
        if seeded and seeded["seeded_on"] == today.isoformat() and not anew:
            return 0
        return _write_orders(connection, today)


def _write_orders(connection: sqlite3.Connection, today: date) -> int:
    told = yaml.safe_load(DEMO_ORDERS.read_text(encoding="utf-8"))
    for statement in queries.CLEAR_DEMO:
        connection.execute(statement)
    connection.execute(queries.SEED_DEMO, {"seeded_on": today.isoformat()})
    for customer in told["customers"]:
        connection.execute(queries.SEED_CUSTOMER, _customer_row(customer, today))
        for order in customer["orders"]:
            _write_order(connection, customer, order, today)
    return sum(len(customer["orders"]) for customer in told["customers"])


def _write_order(connection: sqlite3.Connection, customer: dict[str, Any], order: dict[str, Any], today: date) -> None:
    connection.execute(queries.SEED_ORDER, _order_row(customer, order, today))
    for position, item in enumerate(order["items"], start=1):
        connection.execute(queries.SEED_ITEM, _item_row(order, position, item))
    if "refund" in order:
        connection.execute(queries.SEED_REFUND, _refund_row(order, today))


def _customer_row(customer: dict[str, Any], today: date) -> dict[str, Any]:
    plus_days_left = customer.get("plus_days_left")
    return {
        "email": customer["email"],
        "name": customer["name"],
        "address": None,
        "plus_until": None if plus_days_left is None else _days_ago(-plus_days_left, today),
    }


def _order_row(customer: dict[str, Any], order: dict[str, Any], today: date) -> dict[str, Any]:
    shipped, digits = "shipped" in order, order["number"].removeprefix("NV-")
    return {
        "number": order["number"],
        "email": customer["email"],
        "postcode": customer["postcode"],
        "country": customer["country"],
        "state": order["state"],
        "ordered_on": _days_ago(order["ordered"], today),
        "shipped_on": _days_ago(order.get("shipped"), today),
        "expected_on": _days_ago(order.get("expected"), today),
        "delivered_on": _days_ago(order.get("delivered"), today),
        "returned_on": _days_ago(order.get("returned"), today),
        "cancelled_on": _days_ago(order.get("cancelled"), today),
        "carrier": CARRIERS[customer["country"]] if shipped else None,
        "tracking_number": f"JJD0149{digits}" if shipped else None,
        "invoice_number": f"RE-{digits}" if shipped else None,
    }


def _item_row(order: dict[str, Any], position: int, item: dict[str, Any]) -> dict[str, Any]:
    return {
        "order_number": order["number"],
        "position": position,
        "name": item["name"],
        "price_cents": _cents(item["price"]),
        "returned": item.get("returned", "kept"),
    }


def _refund_row(order: dict[str, Any], today: date) -> dict[str, Any]:
    refund = order["refund"]
    return {
        "order_number": order["number"],
        "amount_cents": _cents(refund["amount"]),
        "items": json.dumps(refund["items"], ensure_ascii=False),
        "started_on": _days_ago(refund["started"], today),
        "paid_on": _days_ago(refund.get("paid"), today),
    }


def _days_ago(days: int | None, today: date) -> str | None:
    return None if days is None else (today - timedelta(days=days)).isoformat()


def _cents(amount: float) -> int:
    return round(amount * 100)
