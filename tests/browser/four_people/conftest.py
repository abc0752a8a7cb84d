"""The cast: two customers in shops, two agents and their lead at the desk, each in a browser of their own."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack

import pytest
from playwright.sync_api import expect

from tests.browser.chat import Chat
from tests.browser.colleague import Colleague
from tests.browser.conftest import NewConsole, NewVisitor, running_desk
from tests.browser.console import Console
from tests.browser.desk_process import DeskProcess
from tests.browser.engine_standin import EngineStandIn
from tests.browser.four_people.cast import AGENTS, ANNA, BEN, WITH_MIRA
from tests.browser.lead import Lead
from tests.browser.other_site import OtherSite

SOON = {"LOTSE_PRESENCE_SECONDS": "3", "LOTSE_AGENT_GRACE_SECONDS": "3", "LOTSE_HOUSEKEEPING_SECONDS": "0.5"}
DEMO_ROOM = 4

InShop = Callable[[str], Chat]


@pytest.fixture(scope="session")
def desk(tmp_path_factory: pytest.TempPathFactory, _running_engine: EngineStandIn) -> Iterator[DeskProcess]:
    """A desk where only these people are; it notices within seconds that somebody is gone."""
    with running_desk(tmp_path_factory.mktemp("desk"), _running_engine, **SOON) as desk:
        yield desk


@pytest.fixture
def in_shop(visitor: NewVisitor, desk: DeskProcess, engine: EngineStandIn) -> Iterator[InShop]:
    """Opens the chat for somebody whom a shop on an origin of its own knows by name."""
    with ExitStack() as shops:

        def enter(name: str) -> Chat:
            shop = shops.enter_context(OtherSite())
            widget = f'<script src="{desk.url}/widget.js" data-customer-name="{name}" async></script>'
            shop.html = f'<!doctype html><html lang="de"><title>Zelte</title><body>{widget}'
            page = visitor().new_page()
            page.goto(shop.url)
            return Chat(page).open()

        yield enter


@pytest.fixture
def anna(in_shop: InShop) -> Chat:
    return in_shop(ANNA)


@pytest.fixture
def ben(in_shop: InShop) -> Chat:
    return in_shop(BEN)


@pytest.fixture
def mira(console: NewConsole) -> Console:
    """An agent, busy until she says otherwise."""
    return console().log_in("mira@demo.lotse").at_desk()


@pytest.fixture
def jonas(console: NewConsole) -> Console:
    """An agent of Mira's pod, busy until he says otherwise."""
    return console().log_in("jonas@demo.lotse").at_desk()


@pytest.fixture
def lead(console: NewConsole) -> Lead:
    """Katrin, who leads their pod, at the live view."""
    return Lead(console())


@pytest.fixture
def one_case_each(katrin: Colleague) -> Iterator[None]:
    """No agent has room for a second case."""
    for name in AGENTS:
        katrin.give_room(name, 1)
    yield
    for name in AGENTS:
        katrin.give_room(name, DEMO_ROOM)


@pytest.fixture
def both_with_mira(anna: Chat, ben: Chat, mira: Console) -> None:
    """Mira has Anna's case and Ben's; his is on her screen."""
    mira.be("Verfügbar")
    for chat, name in ((anna, ANNA), (ben, BEN)):
        chat.person.click()
        mira.accept_offer(name)
        expect(chat.standing).to_have_text(WITH_MIRA)


@pytest.fixture
def anna_with_mira_and_ben_with_jonas(anna: Chat, ben: Chat, mira: Console, jonas: Console) -> None:
    """Each agent has a case, on screen."""
    for agent, chat, name in ((mira, anna, ANNA), (jonas, ben, BEN)):
        agent.be("Verfügbar")
        chat.person.click()
        agent.accept_offer(name)
        agent.be("Beschäftigt")
