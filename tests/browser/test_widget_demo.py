"""The sample shop's page: whole without anything from elsewhere, by day and by night, on a phone, in two languages."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.browser.chat import GREETING, Chat
from tests.browser.conftest import NewVisitor
from tests.browser.desk_process import DeskProcess

GERMAN, ENGLISH = "/demo", "/demo/en.html"


@pytest.mark.parametrize("path", [GERMAN, ENGLISH])
def test_the_page_loads_without_complaint_and_from_its_own_desk_only(
    visitor: NewVisitor, desk: DeskProcess, path: str
) -> None:
    page = visitor().new_page()
    asked: list[str] = []
    complaints: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: complaints.append(message.text))
    page.goto(desk.url + path)
    expect(page.locator("lotse-chat")).to_be_attached()
    assert [url for url in asked if not url.startswith(desk.url)] == []
    assert complaints == []


@pytest.mark.parametrize("path", [GERMAN, ENGLISH])
def test_nothing_runs_over_the_edge_of_a_phone(visitor: NewVisitor, desk: DeskProcess, path: str) -> None:
    page = visitor(viewport={"width": 360, "height": 740}, is_mobile=True).new_page()
    page.goto(desk.url + path)
    assert not page.evaluate("document.documentElement.scrollWidth > innerWidth")


def test_the_page_and_its_chat_change_between_day_and_night_together(chat: Chat) -> None:
    def brightness() -> list[str]:
        colours: list[str] = chat.page.evaluate("[getComputedStyle(document.body).backgroundColor]")
        return [*colours, chat.panel.evaluate("(panel) => getComputedStyle(panel).backgroundColor")]

    day = brightness()
    chat.page.get_by_role("button", name="Hell oder dunkel").click()
    night = brightness()
    assert all(before != after for before, after in zip(day, night, strict=True))


def test_the_pages_own_button_opens_the_chat(shop: Page) -> None:
    shop.get_by_role("main").get_by_role("button", name="Chat öffnen").click()
    chat = Chat(shop)
    expect(chat.log).to_contain_text(GREETING)
    expect(chat.field).to_be_focused()


def test_the_languages_lead_to_each_other(shop: Page) -> None:
    shop.get_by_role("link", name="English").click()
    expect(shop.get_by_role("heading", level=1)).to_have_text("At home outdoors.")
    shop.get_by_role("link", name="Deutsch").click()
    expect(shop.get_by_role("heading", level=1)).to_have_text("Draußen zu Hause.")
