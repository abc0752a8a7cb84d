"""A demo shop, a stand-in desk, the real action server and the real dialogue engine, shared by the tests of actions."""

from __future__ import annotations

import asyncio
import json
import logging
import os
import socket
import sqlite3
import subprocess
import sys
import threading
import time
import urllib.request
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from actions.shop_demo import seed_demo_shop
from tests.actions.customer import Customer
from tests.actions.servers import StandInDesk, serving

ROOT = Path(__file__).parents[2]
START_TIMEOUT_SECONDS = 60


@pytest.fixture(scope="session")
def loop() -> Iterator[asyncio.AbstractEventLoop]:
    """The dialogue engine's event loop, in a thread of its own: pytest-asyncio closes those of the tests' thread."""
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever)
    thread.start()
    try:
        yield loop
    finally:
        loop.call_soon_threadsafe(loop.stop)
        thread.join()
        loop.close()


@pytest.fixture(scope="session")
def today() -> date:
    """The day at the shop."""
    return datetime.now(UTC).astimezone().date()


@pytest.fixture(scope="session")
def shop_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("shop")


@pytest.fixture
def shop_file(shop_folder: Path, today: date) -> Path:
    """The demo shop as it is on its first day, without any request."""
    path = shop_folder / "shop.db"
    path.unlink(missing_ok=True)
    seed_demo_shop(path, today)
    return path


@pytest.fixture
def requests(shop_file: Path) -> Requests:
    """What was written into the shop's records."""
    return Requests(shop_file)


class Requests:
    """The requests of the shop's database."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def all(self) -> list[dict[str, Any]]:
        """Kind, order's number and details of each, oldest first."""
        with sqlite3.connect(self._path) as connection:
            rows = connection.execute("SELECT kind, order_number, details FROM requests ORDER BY id").fetchall()
        connection.close()
        return [{"kind": kind, "order_number": number, **json.loads(details)} for kind, number, details in rows]


@pytest.fixture(scope="session")
def desk_and_url() -> Iterator[tuple[StandInDesk, str]]:
    desk = StandInDesk()
    with serving(lambda call: desk.answer(call)) as url:
        yield desk, url


@pytest.fixture
def desk(desk_and_url: tuple[StandInDesk, str]) -> StandInDesk:
    """The stand-in desk, fresh."""
    desk_and_url[0].forget()
    return desk_and_url[0]


@pytest.fixture(scope="session")
def action_server(desk_and_url: tuple[StandInDesk, str], shop_folder: Path) -> Iterator[str]:
    """The real action server over the demo shop; its address."""
    desk, desk_url = desk_and_url
    settings = {
        "LOTSE_DESK_URL": desk_url,
        "LOTSE_INTERNAL_TOKEN": desk.token,
        "LOTSE_SHOP_URL": f"sqlite:///{shop_folder}/shop.db",
    }
    with running_action_server(settings) as url:
        yield url


@contextmanager
def running_action_server(settings: dict[str, str]) -> Iterator[str]:
    """An action server process with these settings; the address of its webhook."""
    port = _free_port()
    environment = {name: value for name, value in os.environ.items() if not name.startswith("LOTSE_")}
    process = subprocess.Popen(
        [sys.executable, "-W", "ignore", "-m", "rasa_sdk", "--actions", "actions", "--port", str(port)],
        cwd=ROOT,
        env={**environment, "SANIC_HOST": "127.0.0.1", "LOTSE_SHOP_TIMEOUT_SECONDS": "1", **settings},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        _wait_until_up(f"http://127.0.0.1:{port}/health", process)
        yield f"http://127.0.0.1:{port}/webhook"
    finally:
        process.terminate()
        process.wait()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait_until_up(url: str, process: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + START_TIMEOUT_SECONDS
    while True:
        assert process.poll() is None, "the action server ended at once"
        try:
            urllib.request.urlopen(url, timeout=1).close()
            return
        except OSError:
            assert time.monotonic() < deadline, "the action server did not start in time"
            time.sleep(0.05)


@pytest.fixture(scope="session")
def model(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The model that `make test` names; without one, the rules alone are trained."""
    if os.environ.get("LOTSE_MODEL"):
        return os.environ["LOTSE_MODEL"]
    with _quiet_rasa():
        from rasa.model_training import train_core

        folder = str(tmp_path_factory.mktemp("model"))
        config = str(ROOT / "tests" / "actions" / "rules_only.yml")
        return str(train_core(str(ROOT / "domain.yml"), config, str(ROOT / "data"), output=folder))


@pytest.fixture(scope="session")
def agent(model: str, action_server: str) -> Any:
    """Rasa's dialogue engine with the project's domain and rules, connected to the action server."""
    return load_agent(model, action_server)


def load_agent(model: str, action_server: str) -> Any:
    """The engine over a model, with the project's way of wording responses."""
    with _quiet_rasa():
        from rasa.core.agent import Agent
        from rasa.utils.endpoints import EndpointConfig

        wording = EndpointConfig(type="language.responses.AddressedResponses")
        return Agent.load(model, action_endpoint=EndpointConfig(url=action_server), generator=wording)


@contextmanager
def _quiet_rasa() -> Iterator[None]:
    """Rasa's pinned libraries warn of their own age, and it logs every step of training."""
    import structlog

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.ERROR))
        logging.getLogger("rasa").setLevel(logging.ERROR)
        yield


@pytest.fixture
def customer(agent: Any, loop: asyncio.AbstractEventLoop, shop_file: Path, desk: StandInDesk) -> Customer:
    """A German customer of the demo shop."""
    return Customer(agent, loop)


@pytest.fixture
def english_customer(agent: Any, loop: asyncio.AbstractEventLoop, shop_file: Path, desk: StandInDesk) -> Customer:
    """An English-speaking customer of the demo shop."""
    return Customer(agent, loop, language="en")
