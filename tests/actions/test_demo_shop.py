"""The demo shop: its orders, and that its days stay true."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from collections import Counter
from datetime import date, timedelta
from pathlib import Path

from actions.orders import OrderState
from actions.shop_client import RequestKind, ServiceRequest
from actions.shop_demo import seed_demo_shop
from actions.shop_sql import SqlShop

TODAY = date(2026, 11, 20)


def shop_on(path: Path, day: date) -> SqlShop:
    return SqlShop(path=path, timeout_seconds=5, today=lambda: day)


def test_there_are_sixty_orders_in_every_state_and_customers_with_several(tmp_path: Path) -> None:
    path = tmp_path / "shop.db"
    assert seed_demo_shop(path, TODAY) >= 60
    with sqlite3.connect(path) as connection:
        states = Counter(state for (state,) in connection.execute("SELECT state FROM orders"))
        customers = Counter(email for (email,) in connection.execute("SELECT email FROM orders"))
    connection.close()
    assert set(states) == {str(state) for state in OrderState}
    assert max(customers.values()) >= 3


def test_seeding_again_on_the_same_day_changes_nothing(tmp_path: Path) -> None:
    path = tmp_path / "shop.db"
    seed_demo_shop(path, TODAY)
    assert seed_demo_shop(path, TODAY) == 0


async def test_days_stay_true_while_the_shop_runs(tmp_path: Path) -> None:
    path = tmp_path / "shop.db"
    seed_demo_shop(path, TODAY)
    later = TODAY + timedelta(days=40)
    order = await shop_on(path, later).find_order("NV-204520", "50667")
    assert order is not None
    assert order.delivered_on == later


async def test_a_cancellation_is_of_the_day_it_was_made(tmp_path: Path) -> None:
    path = tmp_path / "shop.db"
    seed_demo_shop(path, TODAY)
    later = TODAY + timedelta(days=3)
    shop = shop_on(path, later)
    await shop.write_down(ServiceRequest(kind=RequestKind.CANCELLATION, key="k", order_number="NV-204523"))
    order = await shop.find_order("NV-204523", "70173")
    assert order is not None
    assert order.cancelled_on == later


async def test_a_new_day_or_a_reset_starts_orders_afresh_and_keeps_requests(tmp_path: Path) -> None:
    path = tmp_path / "shop.db"
    seed_demo_shop(path, TODAY)
    cancellation = ServiceRequest(kind=RequestKind.CANCELLATION, key="k", order_number="NV-204523")
    first = await shop_on(path, TODAY).write_down(cancellation)
    assert seed_demo_shop(path, TODAY, anew=True) >= 60
    order = await shop_on(path, TODAY).find_order("NV-204523", "70173")
    assert order is not None
    assert order.state is OrderState.PROCESSING
    assert seed_demo_shop(path, TODAY + timedelta(days=1)) >= 60
    assert await shop_on(path, TODAY).write_down(cancellation) == first


def test_the_command_fills_the_shop_once(tmp_path: Path) -> None:
    said = [run_command(tmp_path, "seed").stdout for _ in range(2)]
    assert said[0].startswith("The demo shop has 6")
    assert said[1] == "The demo shop is filled already.\n"


def test_the_command_explains_itself(tmp_path: Path) -> None:
    told = run_command(tmp_path, "sow")
    assert (told.returncode, told.stderr) == (2, "usage: python -m actions.shop seed|reset\n")


def run_command(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "actions.shop", *arguments],
        cwd=Path(__file__).parents[2],
        env={**os.environ, "LOTSE_SHOP_URL": f"sqlite:///{folder}/shop.db"},
        capture_output=True,
        text=True,
        check=False,
    )
