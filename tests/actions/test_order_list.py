"""The desk's question for orders, answered by the real action server over the demo shop."""

from __future__ import annotations

import json
import urllib.request
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from actions.order_list import GERMAN_STATES
from actions.orders import OrderState
from tests.actions.conftest import running_action_server


def ask(server: str, *wanted: tuple[str, str]) -> dict[str, Any]:
    """What the action answers to these numbers and proofs."""
    orders = [{"number": number, "proof": proof} for number, proof in wanted]
    tracker = {"sender_id": "desk", "slots": {"orders": orders}, "latest_message": {}, "events": []}
    call = {"next_action": "action_list_orders", "version": "3.6.21", "sender_id": "desk", "tracker": tracker}
    body = json.dumps(call | {"domain": {}}).encode()
    request = urllib.request.Request(server, body, {"Content-Type": "application/json"})
    with urllib.request.urlopen(request) as answer:
        (said,) = json.load(answer)["responses"]
    custom: dict[str, Any] = said["custom"]
    return custom


def test_orders_are_told_in_german_with_day_total_and_articles(
    action_server: str, shop_file: Path, today: date
) -> None:
    told = ask(action_server, ("NV-204518", "10115"), ("NV-204519", "b.oezdemir@example.de"))
    assert told["available"] is True
    assert [order["number"] for order in told["orders"]] == ["NV-204518", "NV-204519"]
    assert told["orders"][0] == {
        "number": "NV-204518",
        "status": "unterwegs",
        "placed_on": (today - timedelta(days=4)).isoformat(),
        "total": "268,95 €",
        "items": ["Kuppelzelt Fjord 3", "Heringe 12 Stück"],
    }


def test_an_order_asked_for_twice_is_told_once(action_server: str, shop_file: Path) -> None:
    assert len(ask(action_server, *[("NV-204518", "10115")] * 2)["orders"]) == 1


@pytest.mark.parametrize("proof", ["10116", "", "b.oezdemir@example.de"])
def test_without_the_right_proof_nothing_is_told(action_server: str, shop_file: Path, proof: str) -> None:
    assert ask(action_server, ("NV-204518", proof)) == {"available": True, "orders": []}
    assert len(ask(action_server, ("NV-204518", "10115"))["orders"]) == 1


def test_records_that_cannot_be_read_are_said_to_be_so(tmp_path: Path) -> None:
    with running_action_server({"LOTSE_SHOP_URL": f"sqlite:///{tmp_path}/nowhere/shop.db"}) as server:
        assert ask(server, ("NV-204518", "10115")) == {"available": False, "orders": []}


def test_every_state_has_a_german_word() -> None:
    assert set(GERMAN_STATES) == set(OrderState)
