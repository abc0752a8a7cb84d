"""After a person has closed the case: one click rates it, and one asks the same person again."""

from __future__ import annotations

import pytest
from playwright.sync_api import Locator, expect

from tests.browser.chat import Chat
from tests.browser.colleague import Colleague, Json


@pytest.fixture
def case(chat: Chat, mira: Colleague) -> Json:
    """A case that Mira has answered and closed."""
    mira.be("available")
    chat.person.click()
    expect(chat.standing).to_be_visible()
    case = mira.take(chat.session["id"])
    mira.reply(case, "Das ist erledigt.")
    expect(chat.message("Das ist erledigt.")).to_be_visible()
    mira.resolve(mira.case(case["id"]))
    expect(_again(chat)).to_be_visible()
    return case


def _again(chat: Chat) -> Locator:
    return chat.panel.get_by_role("button", name="Das war noch nicht alles")


def _star(chat: Chat, count: int) -> Locator:
    return chat.panel.get_by_role("button", name=f"{count} von 5 Sternen")


def test_one_click_rates_and_a_comment_may_follow(chat: Chat, case: Json, mira: Colleague) -> None:
    _star(chat, 4).click()
    expect(chat.panel.get_by_role("status").get_by_text("Danke für Ihre Bewertung!")).to_be_visible()
    expect(_star(chat, 4)).to_have_attribute("aria-pressed", "true")
    assert mira.case(case["id"])["rating"]["score"] == 4

    chat.panel.get_by_role("textbox", name="Noch ein Wort dazu?").fill("Sehr freundlich")
    chat.panel.get_by_role("form", name="Noch ein Wort dazu?").get_by_role("button", name="Senden").click()
    expect(chat.panel).to_contain_text("Danke, das hilft uns.")
    rating = mira.case(case["id"])["rating"]
    assert (rating["score"], rating["comment"]) == (4, "Sehr freundlich")


@pytest.mark.usefixtures("case")
def test_a_second_click_changes_nothing(chat: Chat) -> None:
    calls: list[str] = []
    chat.page.on("request", lambda request: calls.append(request.url))
    _star(chat, 2).click()
    expect(chat.panel).to_contain_text("Danke für Ihre Bewertung!")
    _star(chat, 5).click(force=True)
    expect(_star(chat, 2)).to_have_attribute("aria-pressed", "true")
    assert len([url for url in calls if url.endswith("/rating")]) == 1


@pytest.mark.usefixtures("case")
def test_a_rating_that_does_not_get_through_can_be_given_again(chat: Chat) -> None:
    chat.page.route("**/rating", lambda route: route.abort())
    _star(chat, 5).click()
    expect(chat.panel).to_contain_text("Das hat nicht geklappt")
    expect(_star(chat, 5)).to_have_attribute("aria-pressed", "false")
    chat.page.unroute("**/rating")
    _star(chat, 5).click()
    expect(chat.panel).to_contain_text("Danke für Ihre Bewertung!")
    expect(chat.panel).not_to_contain_text("Das hat nicht geklappt")


def test_not_done_asks_the_same_person_again_and_says_so(chat: Chat, case: Json, mira: Colleague) -> None:
    _again(chat).click()
    expect(chat.standing).to_have_text("Gleich ist jemand für Sie da")
    expect(chat.panel.get_by_text("Wir fragen zuerst Mira", exact=True)).to_be_visible()
    expect(chat.log).to_contain_text("Zuerst fragen wir Mira.")
    expect(_again(chat)).to_have_count(0)
    expect(chat.field).to_be_focused()  # the button that had the focus is gone

    assert mira.take(case["id"])["id"] == case["id"]
    expect(chat.standing).to_have_text("Mira ist jetzt für Sie da")
    expect(chat.message("Das ist erledigt.")).to_be_visible()


def test_not_done_waits_where_the_same_person_is_away(chat: Chat, case: Json, mira: Colleague) -> None:
    mira.be("away")
    _again(chat).click()
    expect(chat.standing).to_have_text("Gerade ist niemand da – wir melden uns")
    expect(chat.panel).not_to_contain_text("Wir fragen zuerst")


@pytest.mark.usefixtures("case")
def test_not_done_that_does_not_get_through_is_said_and_can_be_asked_again(chat: Chat) -> None:
    chat.page.route("**/reopen", lambda route: route.abort())
    _again(chat).click()
    expect(chat.panel).to_contain_text("Das hat nicht geklappt")
    chat.page.unroute("**/reopen")
    _again(chat).click()
    expect(chat.standing).to_be_visible()


@pytest.mark.usefixtures("case")
def test_rating_commenting_and_asking_again_by_keyboard(chat: Chat) -> None:
    keyboard = chat.page.keyboard
    _star(chat, 3).focus()
    keyboard.press("Enter")
    expect(chat.panel).to_contain_text("Danke für Ihre Bewertung!")
    expect(_star(chat, 3)).to_be_focused()
    for _ in range(3):
        keyboard.press("Tab")
    expect(chat.panel.get_by_role("textbox", name="Noch ein Wort dazu?")).to_be_focused()
    for _ in range(2):
        keyboard.press("Tab")
    expect(_again(chat)).to_be_focused()
    keyboard.press("Space")
    expect(chat.standing).to_be_visible()
    expect(chat.field).to_be_focused()


@pytest.mark.usefixtures("case")
def test_after_a_reload_it_can_still_be_rated_and_asked_again(chat: Chat) -> None:
    chat.page.reload()
    expect(_star(chat, 1)).to_be_visible()
    expect(_again(chat)).to_be_visible()
