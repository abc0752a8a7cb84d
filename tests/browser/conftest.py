"""A browser, and a running desk to look at: the real one, with an engine that can be forced to be late or silent."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright
from playwright.sync_api import Error as PlaywrightError

from tests.browser.angry import ANGRY, hand_over_when_angry
from tests.browser.chat import Chat
from tests.browser.colleague import Colleague
from tests.browser.console import Console
from tests.browser.customer import Customer
from tests.browser.desk_process import DeskProcess
from tests.browser.engine_standin import EngineStandIn

TOKEN = "browser-tests-internal-token"
QUIET = (
    "--no-sandbox",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
)
DESKTOP = {"width": 1200, "height": 820}
DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")

SESSIONS_OF_STORAGE = """() => Object.entries(localStorage)
  .filter(([key, value]) => key.endsWith(" session") && value).map(([key, value]) => [key, JSON.parse(value)])"""

PATIENCE_MS = 10_000
expect.set_options(timeout=PATIENCE_MS)

NewVisitor = Callable[..., BrowserContext]
NewConsole = Callable[..., Console]
NewCustomer = Callable[[str], Customer]


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium as the machine has it (LOTSE_CHROMIUM says where, if it is not on the path)."""
    path = os.environ.get("LOTSE_CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=list(QUIET))
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def _running_engine() -> Iterator[EngineStandIn]:
    with EngineStandIn(TOKEN) as engine:
        yield engine


@pytest.fixture(scope="session")
def desk(tmp_path_factory: pytest.TempPathFactory, _running_engine: EngineStandIn) -> Iterator[DeskProcess]:
    """The real desk on a port of its own; `desk.url`."""
    with running_desk(tmp_path_factory.mktemp("desk"), _running_engine) as desk:
        yield desk


@contextmanager
def running_desk(folder: Path, engine: EngineStandIn, **settings: str) -> Iterator[DeskProcess]:
    """A desk with an empty database in `folder` and limits that no test reaches."""
    limits = {"LOTSE_NEW_CONVERSATIONS_PER_MINUTE": "10000", "LOTSE_LOGIN_FAILURES_PER_QUARTER_HOUR": "10000"}
    desk = DeskProcess(folder, engine.url, TOKEN, **limits, **settings)
    desk.prepare()
    desk.start()
    yield desk
    desk.stop()


@pytest.fixture
def engine(_running_engine: EngineStandIn) -> EngineStandIn:
    """The stand-in engine, as new."""
    _running_engine.reset()
    return _running_engine


@pytest.fixture
def visitor(browser: Browser) -> Iterator[NewVisitor]:
    """Makes browser profiles, closed after the test; options as Playwright's `new_context` takes them."""
    contexts: list[BrowserContext] = []

    def new(**options: Any) -> BrowserContext:
        context = browser.new_context(**{"locale": "de-DE", "viewport": DESKTOP} | options)
        context.set_default_timeout(PATIENCE_MS)
        contexts.append(context)
        return context

    yield new
    for context in contexts:
        _forget_customers(context)
        context.close()


def _forget_customers(context: BrowserContext) -> None:
    """Erases what was begun in this profile, so that nobody waits in the next test."""
    for page in context.pages:
        with suppress(PlaywrightError):  # a page that is gone, or a desk that is
            for key, session in page.evaluate(SESSIONS_OF_STORAGE):
                headers = {"Authorization": f"Bearer {session['token']}"}
                desk = key.split(" ")[1]
                context.request.delete(f"{desk}/api/v1/conversations/{session['id']}", headers=headers)


@pytest.fixture
def shop(visitor: NewVisitor, desk: DeskProcess, engine: EngineStandIn) -> Page:
    """The sample shop's page in a new profile."""
    page = visitor().new_page()
    page.goto(f"{desk.url}/demo")
    return page


@pytest.fixture
def chat(shop: Page) -> Chat:
    """The chat on the sample shop's page, opened, greeted."""
    return Chat(shop).open()


@pytest.fixture
def mira(desk: DeskProcess) -> Iterator[Colleague]:
    """Mira, logged in at the desk and away."""
    mira = Colleague(desk.url, "mira@demo.lotse")
    mira.be("away")
    yield mira
    mira.close()


@pytest.fixture
def console(visitor: NewVisitor, desk: DeskProcess, engine: EngineStandIn) -> Iterator[NewConsole]:
    """Makes tabs at the desk, each in a new profile; options as for `visitor`. Afterwards nobody is offered cases."""
    consoles: list[Console] = []

    def new(**options: Any) -> Console:
        consoles.append(Console(visitor(**options).new_page(), desk.url))
        return consoles[-1]

    yield new
    for email in {console.available for console in consoles if console.available}:
        Colleague(desk.url, email).close()


@pytest.fixture
def customer(desk: DeskProcess, engine: EngineStandIn) -> Iterator[NewCustomer]:
    """Makes customers by name, who have everything erased after the test."""
    customers: list[Customer] = []

    def new(name: str) -> Customer:
        customers.append(Customer(desk.url, name))
        return customers[-1]

    yield new
    for one in customers:
        one.close()


@pytest.fixture
def angry_customer(customer: NewCustomer, engine: EngineStandIn, desk: DeskProcess) -> Customer:
    """Wants to return a tent, is asked too often, and waits for a person."""
    engine.script = lambda question: hand_over_when_angry(desk.url, TOKEN, question)
    anna = customer("Anna Kruse")
    anna.say("ich will das zelt zurückschicken")
    anna.wait_for("Wie lautet Ihre Bestellnummer?")
    anna.say(ANGRY)
    anna.wait_for("Ich hole jemanden dazu")
    return anna


@pytest.fixture
def jonas(desk: DeskProcess) -> Iterator[Colleague]:
    """Jonas, an agent of Mira's pod, logged in at the desk."""
    jonas = Colleague(desk.url, "jonas@demo.lotse")
    yield jonas
    jonas.close()


@pytest.fixture
def katrin(desk: DeskProcess) -> Iterator[Colleague]:
    """Katrin, who leads the pod, logged in at the desk."""
    katrin = Colleague(desk.url, "katrin@demo.lotse")
    yield katrin
    katrin.close()


@pytest.fixture
def taken_by_hand(katrin: Colleague) -> Iterator[None]:
    """Nobody is offered a case: whoever waits keeps a place in line until somebody takes the case."""
    katrin.rule("routing", automatic=False)
    yield
    katrin.rule("routing")


@pytest.fixture
def closed(katrin: Colleague) -> Iterator[None]:
    """Open on one day of the week only, three days from now."""
    opens = DAYS[(datetime.now(UTC) + timedelta(days=3)).weekday()]
    katrin.rule("hours", week={opens: [{"opens": "08:00", "closes": "16:00"}]})
    yield
    katrin.rule("hours")
