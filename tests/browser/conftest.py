"""A browser, and a running desk to look at: the real one, with an engine that can be forced to be late or silent."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from tests.browser.chat import Chat
from tests.browser.colleague import Colleague
from tests.browser.desk_process import DeskProcess
from tests.browser.engine_standin import EngineStandIn

TOKEN = "browser-tests-internal-token"
QUIET = ("--no-sandbox", "--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run")
DESKTOP = {"width": 1200, "height": 820}

expect.set_options(timeout=10_000)

NewVisitor = Callable[..., BrowserContext]


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
    limits = {"LOTSE_CONVERSATIONS_PER_MINUTE": "10000", "LOTSE_LOGIN_FAILURES_PER_QUARTER_HOUR": "10000"}
    desk = DeskProcess(tmp_path_factory.mktemp("desk"), _running_engine.url, TOKEN, **limits)
    desk.prepare()
    desk.start()
    yield desk
    desk.stop()


@pytest.fixture
def engine(_running_engine: EngineStandIn) -> Iterator[EngineStandIn]:
    """The stand-in engine, as new."""
    _running_engine.reset()
    yield _running_engine


@pytest.fixture
def visitor(browser: Browser) -> Iterator[NewVisitor]:
    """Makes browser profiles, closed after the test; options as Playwright's `new_context` takes them."""
    contexts: list[BrowserContext] = []

    def new(**options: Any) -> BrowserContext:
        context = browser.new_context(**{"locale": "de-DE", "viewport": DESKTOP} | options)
        contexts.append(context)
        return context

    yield new
    for context in contexts:
        context.close()


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
