"""One contract, two drivers: the shop's records in a database, and behind a company's own HTTP API."""

from __future__ import annotations

import asyncio
import sqlite3
import time
from collections.abc import AsyncIterator
from dataclasses import asdict
from datetime import date, timedelta
from enum import Enum
from pathlib import Path
from typing import Any

import pytest

from actions.orders import ItemReturn, OrderState
from actions.settings import Settings
from actions.shop import open_shop
from actions.shop_client import RequestKind, ServiceRequest, ShopClient, ShopUnavailable
from actions.shop_http import HttpShop
from actions.shop_sql import SqlShop
from tests.actions.servers import Answer, Call, serving

TOKEN = "shop-token"
SECONDS = 5.0


class CompanySystem:
    """A company's own system: the API of docs/reference/shop_api.md over the demo's records."""

    def __init__(self, records: SqlShop) -> None:
        self._records = records

    def answer(self, call: Call) -> Answer:
        if call.authorization != f"Bearer {TOKEN}":
            return 401, {}
        if call.path == "/api/orders/find":
            order = asyncio.run(self._records.find_order(**call.body))
            return (404, {}) if order is None else (200, asdict(order, dict_factory=_json))
        request = ServiceRequest(**{**call.body, "kind": RequestKind(call.body["kind"])})
        return 201, {"reference": asyncio.run(self._records.write_down(request))}


def _json(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    return {name: value.isoformat() if isinstance(value, date) else _plain(value) for name, value in pairs}


def _plain(value: Any) -> Any:
    return value.value if isinstance(value, Enum) else value


@pytest.fixture(params=["sql", "http"])
async def shop(request: pytest.FixtureRequest, shop_file: Path) -> AsyncIterator[ShopClient]:
    records = SqlShop(path=shop_file, timeout_seconds=SECONDS)
    if request.param == "sql":
        yield records
        return
    with serving(CompanySystem(records).answer) as url:
        yield HttpShop(url=f"{url}/api/", token=TOKEN, timeout_seconds=SECONDS)


async def test_number_and_postcode_together_find_the_order(shop: ShopClient, today: date) -> None:
    order = await shop.find_order("NV-204519", "20095")
    assert order is not None
    assert order.state is OrderState.DELIVERED
    assert order.delivered_on == today - timedelta(days=5)
    assert [(item.name, item.returned) for item in order.items] == [
        ("Stirnlampe Polar", ItemReturn.BACK),
        ("Schlafsack Tundra", ItemReturn.KEPT),
    ]
    assert order.refund is not None
    assert (order.refund.amount_cents, order.refund.paid_on) == (3495, None)


async def test_the_email_address_finds_it_in_any_case(shop: ShopClient) -> None:
    assert await shop.find_order("NV-204519", "B.Oezdemir@Example.de") is not None


@pytest.mark.parametrize("proof", ["10115", "", "anna.kruse@example.de", "%", "' OR 1=1 --"])
async def test_a_wrong_proof_finds_nothing(shop: ShopClient, proof: str) -> None:
    assert await shop.find_order("NV-204519", "20095") is not None
    assert await shop.find_order("NV-204519", proof) is None


async def test_an_unknown_number_finds_nothing(shop: ShopClient) -> None:
    assert await shop.find_order("NV-999999", "20095") is None


async def test_an_order_tells_no_name_address_or_email(shop: ShopClient) -> None:
    told = str(await shop.find_order("NV-204519", "20095"))
    assert "Özdemir" not in told
    assert "example.de" not in told
    assert "20095" not in told


async def test_a_membership_is_told_with_its_last_day(shop: ShopClient, today: date) -> None:
    order = await shop.find_order("NV-204518", "10115")
    assert order is not None
    assert order.plus_until == today + timedelta(days=212)


async def test_a_request_written_twice_exists_once(shop: ShopClient) -> None:
    request = ServiceRequest(kind=RequestKind.INVOICE, key="turn-1:invoice", order_number="NV-204519")
    first = await shop.write_down(request)
    assert await shop.write_down(request) == first
    other = ServiceRequest(kind=RequestKind.INVOICE, key="turn-2:invoice", order_number="NV-204519")
    assert await shop.write_down(other) != first


async def test_two_equal_requests_at_once_exist_once(shop: ShopClient) -> None:
    request = ServiceRequest(kind=RequestKind.DAMAGE, key="turn-1:damage", order_number="NV-204520")
    references = await asyncio.gather(*(shop.write_down(request) for _ in range(5)))
    assert len(set(references)) == 1


async def test_a_cancelled_order_is_cancelled_with_its_money_on_the_way(shop: ShopClient, today: date) -> None:
    await shop.write_down(ServiceRequest(kind=RequestKind.CANCELLATION, key="k", order_number="NV-204523"))
    order = await shop.find_order("NV-204523", "70173")
    assert order is not None
    assert (order.state, order.cancelled_on) == (OrderState.CANCELLED, today)
    assert order.refund is not None
    assert order.refund.amount_cents == 9995


async def test_an_announced_return_is_kept_until_it_is_back(shop: ShopClient) -> None:
    details = {"items": "Vorhang Düne 2er-Set", "reason": "zu lang"}
    await shop.write_down(ServiceRequest(kind=RequestKind.RETURN, key="k", order_number="NV-204520", details=details))
    order = await shop.find_order("NV-204520", "50667")
    assert order is not None
    assert [item.returned for item in order.items] == [ItemReturn.KEPT, ItemReturn.ANNOUNCED]


@pytest.mark.parametrize("kind", list(RequestKind))
async def test_every_kind_of_request_gets_a_reference(shop: ShopClient, kind: RequestKind) -> None:
    details = {"items": "Klapptisch Lagune", "address": "Lindenallee 5, 10119 Berlin"}
    request = ServiceRequest(kind=kind, key=f"k:{kind}", order_number="NV-204520", details=details)
    assert (await shop.write_down(request)).endswith("-1001")


async def test_a_missing_database_is_unavailable(tmp_path: Path) -> None:
    with pytest.raises(ShopUnavailable):
        await SqlShop(path=tmp_path / "none.db", timeout_seconds=SECONDS).find_order("NV-204518", "10115")


async def test_a_locked_database_is_unavailable_in_time(shop_file: Path) -> None:
    locker = sqlite3.connect(shop_file, isolation_level=None)
    locker.execute("BEGIN EXCLUSIVE")
    started = time.monotonic()
    with pytest.raises(ShopUnavailable):
        await SqlShop(path=shop_file, timeout_seconds=0.2).find_order("NV-204518", "10115")
    locker.close()
    assert time.monotonic() - started < 2


@pytest.mark.parametrize("answer", [(500, {}), (401, {}), (200, {"number": "NV-204518"}), (200, {"state": 1})])
async def test_a_system_that_does_not_keep_to_the_api_is_unavailable(answer: Answer) -> None:
    with serving(lambda call: answer) as url, pytest.raises(ShopUnavailable):
        await HttpShop(url=url, token=TOKEN, timeout_seconds=SECONDS).find_order("NV-204518", "10115")


async def test_a_slow_system_is_unavailable_in_time() -> None:
    def slow(call: Call) -> Answer:
        time.sleep(0.5)
        return 200, {}

    with serving(slow) as url, pytest.raises(ShopUnavailable):
        await HttpShop(url=url, token=TOKEN, timeout_seconds=0.1).find_order("NV-204518", "10115")


async def test_a_system_that_is_off_is_unavailable() -> None:
    with serving(lambda call: (200, {})) as url:
        pass
    with pytest.raises(ShopUnavailable):
        await HttpShop(url=url, token=TOKEN, timeout_seconds=SECONDS).find_order("NV-204518", "10115")


async def test_proof_travels_in_the_body_with_the_token() -> None:
    calls: list[Call] = []

    def note(call: Call) -> Answer:
        calls.append(call)
        return 404, {}

    with serving(note) as url:
        assert await HttpShop(url=url, token=TOKEN, timeout_seconds=SECONDS).find_order("NV-204518", "10115") is None
    assert calls == [
        Call(
            method="POST",
            path="/orders/find",
            query={},
            authorization=f"Bearer {TOKEN}",
            body={"number": "NV-204518", "proof": "10115"},
        )
    ]


async def test_another_order_than_asked_for_is_not_told(shop_file: Path) -> None:
    order = await SqlShop(path=shop_file, timeout_seconds=SECONDS).find_order("NV-204518", "10115")
    assert order is not None
    with serving(lambda call: (200, asdict(order, dict_factory=_json))) as url:
        shop = HttpShop(url=url, token=TOKEN, timeout_seconds=SECONDS)
        assert await shop.find_order("NV-204518", "x") is not None
        assert await shop.find_order("NV-204519", "x") is None


@pytest.mark.parametrize(
    ("url", "driver"),
    [("sqlite:///var/shop.db", SqlShop), ("http://127.0.0.1:1", HttpShop), ("https://shop.example/api", HttpShop)],
)
def test_the_address_chooses_the_driver(url: str, driver: type) -> None:
    assert isinstance(open_shop(Settings.from_environment({"LOTSE_SHOP_URL": url})), driver)


def test_an_address_without_a_driver_is_refused_with_what_was_expected() -> None:
    with pytest.raises(ValueError, match="expected sqlite:///path, http://… or https://…"):
        open_shop(Settings.from_environment({"LOTSE_SHOP_URL": "ftp://shop.example"}))
