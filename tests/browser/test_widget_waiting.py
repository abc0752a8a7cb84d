"""While a customer waits: the place, how long it takes if that was measured, when the team is back, and who it is."""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from playwright.sync_api import Page, WebSocketRoute, expect

from tests.browser.chat import Chat
from tests.browser.colleague import Colleague
from tests.browser.conftest import NewVisitor
from tests.browser.desk_process import DeskProcess
from tests.browser.engine_standin import EngineStandIn

BERLIN = {"timezone_id": "Europe/Berlin"}


def _with_a_word_from_the_desk(page: Page, **of_state: Any) -> None:
    """Every state that the stream tells has these values, within `queue` only where somebody waits."""

    def changed(frame: str) -> str:
        told = json.loads(frame)
        if told["type"] == "state" and told["queue"]:
            told["queue"] |= of_state.get("queue", {})
            told |= {name: value for name, value in of_state.items() if name != "queue"}
        return json.dumps(told)

    def relay(stream: WebSocketRoute) -> None:
        server = stream.connect_to_server()
        server.on_message(lambda frame: stream.send(changed(str(frame))))

    page.route_web_socket("**/stream", relay)


def _waits(seconds: tuple[int, int]) -> dict[str, Any]:
    return {"queue": {"wait": {"from_seconds": seconds[0], "to_seconds": seconds[1]}}}


@pytest.fixture
def page(visitor: NewVisitor, engine: EngineStandIn) -> Page:
    return visitor(**BERLIN).new_page()


@pytest.mark.usefixtures("taken_by_hand")
@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        ((5, 40), "Wartezeit: weniger als eine Minute"),
        ((20, 60), "Wartezeit: etwa eine Minute"),
        ((180, 360), "Wartezeit: etwa 3 bis 6 Minuten"),
        ((190, 350), "Wartezeit: etwa 3 bis 6 Minuten"),
        ((3600, 9000), "Wartezeit: etwa 1 bis 3 Stunden"),
    ],
)
def test_the_measured_wait_is_told_as_a_range_beside_the_place(
    page: Page, desk: DeskProcess, mira: Colleague, seconds: tuple[int, int], words: str
) -> None:
    _with_a_word_from_the_desk(page, **_waits(seconds))
    page.goto(f"{desk.url}/demo")
    mira.be("available")
    chat = Chat(page).open()
    chat.person.click()
    expect(chat.standing).to_have_text(re.compile(r"Sie sind Nr\. \d+ in der Warteschlange"))
    expect(chat.panel.get_by_text(words, exact=True)).to_be_visible()


@pytest.mark.usefixtures("taken_by_hand")
def test_what_was_not_measured_is_not_told(chat: Chat, mira: Colleague) -> None:
    mira.be("available")
    chat.person.click()
    expect(chat.panel.get_by_text("Ihr Team:")).to_be_visible()
    expect(chat.panel).not_to_contain_text("Wartezeit")


@pytest.mark.usefixtures("taken_by_hand")
def test_the_team_is_told_by_first_names(page: Page, desk: DeskProcess, mira: Colleague) -> None:
    _with_a_word_from_the_desk(page, team={"people": ["Mira", "Jonas", "Katrin"]})
    page.goto(f"{desk.url}/demo")
    chat = Chat(page).open()
    chat.person.click()
    expect(chat.panel.get_by_text("Ihr Team: Mira, Jonas und Katrin", exact=True)).to_be_visible()
    expect(chat.panel.get_by_role("textbox", name="E-Mail oder Telefon")).to_be_visible()


@pytest.mark.usefixtures("closed")
def test_out_of_hours_the_team_says_when_it_is_back_and_a_contact_can_be_left(
    page: Page, desk: DeskProcess, mira: Colleague
) -> None:
    mira.be("available")
    page.goto(f"{desk.url}/demo")
    chat = Chat(page).open()
    chat.person.click()
    expect(chat.standing).to_have_text("Gerade ist niemand da – wir melden uns")
    expect(
        chat.panel.get_by_text(re.compile(r"^Unser Team ist ab (\w+tag|Mittwoch), 8 Uhr wieder da$"))
    ).to_be_visible()
    contact = chat.panel.get_by_role("textbox", name="E-Mail oder Telefon")
    contact.fill("anna.kruse@example.de")
    contact.press("Enter")
    expect(chat.log).to_contain_text("anna.kruse@example.de")
    expect(contact).to_be_hidden()


@pytest.mark.parametrize(
    ("ahead", "words"),
    [
        (timedelta(0), "Unser Team ist ab heute, 23:30 Uhr wieder da"),
        (timedelta(days=1), "Unser Team ist ab morgen, 23:30 Uhr wieder da"),
        (timedelta(days=9), r"Unser Team ist ab \S+, \d+\. \S+, 23:30 Uhr wieder da"),
    ],
)
def test_the_day_is_told_as_people_tell_it(
    page: Page, desk: DeskProcess, mira: Colleague, ahead: timedelta, words: str
) -> None:
    page.clock.install(time=datetime(2026, 3, 4, 11, 0, tzinfo=UTC))
    opens_at = (datetime(2026, 3, 4, 22, 30, tzinfo=UTC) + ahead).isoformat()
    _with_a_word_from_the_desk(page, queue={"open": False, "available": False, "opens_at": opens_at})
    page.goto(f"{desk.url}/demo")
    chat = Chat(page).open()
    chat.person.click()
    expect(chat.panel.get_by_text(re.compile(f"^{words}$"))).to_be_visible()


@pytest.mark.usefixtures("taken_by_hand")
def test_an_english_page_waits_in_english(page: Page, desk: DeskProcess, mira: Colleague) -> None:
    _with_a_word_from_the_desk(page, team={"people": ["Mira", "Jonas", "Katrin"]}, **_waits((180, 360)))
    mira.be("available")
    page.goto(f"{desk.url}/demo/en.html")
    page.locator("lotse-chat").get_by_role("button", name="Open chat").click()
    panel = page.locator("lotse-chat").get_by_role("dialog")
    panel.get_by_role("button", name="Talk to a person").click()
    expect(panel.get_by_text("Waiting time: about 3 to 6 minutes", exact=True)).to_be_visible()
    expect(panel.get_by_text("Your team: Mira, Jonas and Katrin", exact=True)).to_be_visible()


@pytest.mark.usefixtures("taken_by_hand")
def test_without_the_second_script_the_place_is_told_and_the_chat_goes_on(shop: Page, mira: Colleague) -> None:
    errors: list[str] = []
    shop.on("pageerror", lambda error: errors.append(str(error)))
    shop.route("**/widget-more.js", lambda route: route.abort())
    mira.be("available")
    chat = Chat(shop).open()
    chat.person.click()
    expect(chat.standing).to_have_text(re.compile(r"Sie sind Nr\. \d+ in der Warteschlange"))
    expect(chat.say("Ich warte")).to_contain_text("Gesendet")
    shop.get_by_role("button", name="Hell oder dunkel").click()
    assert errors == []
