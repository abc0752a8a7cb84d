"""The shop's records in an SQLite database (schema: shop_schema.sql)."""

from __future__ import annotations

import asyncio
import json
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TypeVar

from actions import shop_queries as queries
from actions.orders import Item, ItemReturn, Order, OrderState, Refund
from actions.shop_client import RequestKind, ServiceRequest, ShopUnavailable

SCHEMA = Path(__file__).with_name("shop_schema.sql")
# The first reference of every kind ends in 1001.
REFERENCE_START = 1000
REFERENCE_PREFIXES = {
    RequestKind.RETURN: "RL",
    RequestKind.CANCELLATION: "ST",
    RequestKind.INVESTIGATION: "NF",
    RequestKind.DAMAGE: "SM",
    RequestKind.WRONG_ITEM: "FL",
    RequestKind.DEFECT: "MG",
    RequestKind.INVOICE: "RK",
    RequestKind.ADDRESS: "AD",
    RequestKind.DELETION: "LD",
    RequestKind.DATA_COPY: "DA",
    RequestKind.TERMINATION: "KB",
    RequestKind.CALLBACK: "RR",
}

Result = TypeVar("Result")


def today_here() -> date:
    """The day at the shop."""
    return datetime.now(UTC).astimezone().date()


class SqlShop:
    """A shop whose records are an SQLite file; each call opens it anew, in a thread of its own."""

    def __init__(self, *, path: Path, timeout_seconds: float, today: Callable[[], date] = today_here) -> None:
        self._path = path
        self._timeout_seconds = timeout_seconds
        self._today = today

    async def find_order(self, number: str, proof: str) -> Order | None:
        """See `ShopClient.find_order`."""
        return await self._in_time(lambda connection: _find_order(connection, number, proof, self._today()))

    async def write_down(self, request: ServiceRequest) -> str:
        """See `ShopClient.write_down`."""
        return await self._in_time(lambda connection: _write_down(connection, request, self._today()))

    async def _in_time(self, work: Callable[[sqlite3.Connection], Result]) -> Result:
        try:
            async with asyncio.timeout(self._timeout_seconds):
                return await asyncio.to_thread(self._in_transaction, work)
        except (TimeoutError, sqlite3.Error) as exc:
            raise ShopUnavailable(f"the shop's database: {type(exc).__name__}") from exc

    def _in_transaction(self, work: Callable[[sqlite3.Connection], Result]) -> Result:
        with open_database(self._path, timeout_seconds=self._timeout_seconds) as connection:
            return work(connection)


@contextmanager
def open_database(path: Path, *, timeout_seconds: float, create: bool = False) -> Iterator[sqlite3.Connection]:
    """A connection in one transaction: committed at the end, rolled back on an error."""
    mode = "rwc" if create else "rw"
    connection = sqlite3.connect(f"{path.absolute().as_uri()}?mode={mode}", uri=True, timeout=timeout_seconds)
    try:
        connection.row_factory = sqlite3.Row
        with connection:
            yield connection
    finally:
        connection.close()


def _find_order(connection: sqlite3.Connection, number: str, proof: str, today: date) -> Order | None:
    row = connection.execute(queries.FIND_ORDER, {"number": number, "proof": proof.strip()}).fetchone()
    if row is None:
        return None
    items = connection.execute(queries.ITEMS_OF_ORDER, {"number": number}).fetchall()
    refund = connection.execute(queries.REFUND_OF_ORDER, {"number": number}).fetchone()
    return _order(row, items, refund).moved(_days_since_seeding(connection, today))


def _order(row: sqlite3.Row, items: list[sqlite3.Row], refund: sqlite3.Row | None) -> Order:
    ordered_on = _day(row["ordered_on"])
    assert ordered_on is not None, "the schema forbids it"
    return Order(
        number=row["number"],
        state=OrderState(row["state"]),
        country=row["country"],
        items=tuple(
            Item(name=item["name"], price_cents=item["price_cents"], returned=ItemReturn(item["returned"]))
            for item in items
        ),
        ordered_on=ordered_on,
        shipped_on=_day(row["shipped_on"]),
        expected_on=_day(row["expected_on"]),
        delivered_on=_day(row["delivered_on"]),
        returned_on=_day(row["returned_on"]),
        cancelled_on=_day(row["cancelled_on"]),
        carrier=row["carrier"],
        tracking_number=row["tracking_number"],
        invoice_number=row["invoice_number"],
        refund=_refund(refund),
        plus_until=_day(row["plus_until"]),
    )


def _refund(row: sqlite3.Row | None) -> Refund | None:
    if row is None:
        return None
    return Refund(
        amount_cents=row["amount_cents"],
        items=tuple(json.loads(row["items"])),
        started_on=date.fromisoformat(row["started_on"]),
        paid_on=_day(row["paid_on"]),
    )


def _day(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)


def _days_since_seeding(connection: sqlite3.Connection, today: date) -> int:
    row = connection.execute(queries.SEEDED_ON).fetchone()
    return 0 if row is None else (today - date.fromisoformat(row["seeded_on"])).days


def _write_down(connection: sqlite3.Connection, request: ServiceRequest, today: date) -> str:
    # Taking the write lock first: of two equal requests at once, the second finds the first.
    connection.execute("BEGIN IMMEDIATE")
    row = connection.execute(queries.REQUEST_BY_KEY, {"key": request.key}).fetchone()
    if row is None:
        row = connection.execute(queries.WRITE_REQUEST, _request_row(request)).fetchone()
        _carry_out(connection, request, today)
    return f"{REFERENCE_PREFIXES[request.kind]}-{REFERENCE_START + row['id']}"


def _request_row(request: ServiceRequest) -> dict[str, str | None]:
    return {
        "key": request.key,
        "kind": request.kind,
        "order_number": request.order_number,
        "details": json.dumps(dict(request.details), ensure_ascii=False),
        "written_at": datetime.now(UTC).isoformat(timespec="seconds"),
    }


def _carry_out(connection: sqlite3.Connection, request: ServiceRequest, today: date) -> None:
    """What a request changes in the records at once; the rest is work for people."""
    if request.kind is RequestKind.RETURN:
        for name in request.details.get("items", "").split("; "):
            connection.execute(queries.ANNOUNCE_RETURN, {"number": request.order_number, "name": name})
    elif request.kind is RequestKind.CANCELLATION:
        day = today.fromordinal(today.toordinal() - _days_since_seeding(connection, today)).isoformat()
        connection.execute(queries.CANCEL_ORDER, {"number": request.order_number, "day": day})
        connection.execute(queries.REFUND_CANCELLED_ORDER, {"number": request.order_number, "day": day})
    elif request.kind is RequestKind.ADDRESS:
        address = request.details["address"]
        connection.execute(queries.CHANGE_ADDRESS, {"number": request.order_number, "address": address})
