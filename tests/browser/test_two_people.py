"""A customer and an agent in two browsers, over the whole real system: trained model, engine, actions, desk."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.browser.chat import Chat
from tests.browser.colleague import Colleague
from tests.browser.conftest import NewVisitor
from tests.browser.console import Console
from tests.browser.desk_process import DeskProcess
from tests.browser.engine_standin import EngineStandIn

BOT_PATIENCE_MS = 30_000  # the first answer of a cold engine


@pytest.fixture
def customer(visitor: NewVisitor, lotse: dict[str, str]) -> Chat:
    page = visitor().new_page()
    page.goto(f"{lotse['LOTSE_DESK_URL']}/demo")
    return Chat(page).open()


@pytest.fixture
def mira_at_desk(visitor: NewVisitor, lotse: dict[str, str]) -> Iterator[Console]:
    """Mira is available, and takes cases from the queue herself."""
    katrin = Colleague(lotse["LOTSE_DESK_URL"], "katrin@demo.lotse")
    katrin.rule("routing", automatic=False)
    yield Console(visitor().new_page(), lotse["LOTSE_DESK_URL"]).log_in("mira@demo.lotse", available=True).at_desk()
    katrin.rule("routing")
    katrin.close()


def test_an_answer_then_anger_then_a_person_who_knows_and_a_rating(customer: Chat, mira_at_desk: Console) -> None:
    customer.say("was kostet eigentlich der versand nach wien")
    expect(customer.log).to_contain_text("7,95 €", timeout=BOT_PATIENCE_MS)

    customer.say("ich will meinen schlafsack zurückschicken, nv204519")
    expect(customer.log).to_contain_text(re.compile("Postleitzahl|E-Mail"), timeout=BOT_PATIENCE_MS)
    customer.say("ihr spinnt doch, zum dritten mal!!! ich hab die schnauze gestrichen voll von eurem saftladen!!!")
    expect(customer.standing).to_contain_text("in der Warteschlange", timeout=BOT_PATIENCE_MS)

    case = mira_at_desk.case(customer.session["id"])
    expect(case).to_contain_text("Starke Gefühle")
    expect(case).to_contain_text("sehr verärgert")
    case.get_by_role("button").first.press("Enter")
    expect(mira_at_desk.reply).to_be_focused()
    expect(mira_at_desk.known).to_contain_text("NV-204519")
    expect(mira_at_desk.log).to_contain_text("was kostet eigentlich der versand nach wien")
    expect(customer.standing).to_have_text("Mira ist jetzt für Sie da")

    mira_at_desk.reply.fill("Guten Tag, das bringe ich sofort in Ordnung.")
    mira_at_desk.reply.press("Enter")
    expect(customer.message("Guten Tag, das bringe ich sofort in Ordnung.")).to_contain_text("Mira")
    customer.say("danke, endlich jemand der hilft")
    expect(mira_at_desk.said("danke, endlich jemand der hilft")).to_be_visible()
    expect(customer.log.locator(".message:not(.customer)").last).to_contain_text("in Ordnung")  # the bot is silent

    mira_at_desk.page.keyboard.press("Escape")
    mira_at_desk.page.keyboard.press("e")
    mira_at_desk.dialog.get_by_role("radio", name="Gelöst", exact=True).check()
    mira_at_desk.page.keyboard.press("Enter")
    expect(mira_at_desk.dialog).to_be_hidden()
    customer.panel.get_by_role("button", name="5 von 5 Sternen").click()
    expect(customer.panel).to_contain_text("Danke für Ihre Bewertung!")


def test_an_answer_of_the_bot_that_comes_after_a_person_took_over_is_never_shown(
    taken_by_hand: None, chat: Chat, shop: Page, desk: DeskProcess, engine: EngineStandIn, mira: Colleague
) -> None:
    mira.be("available")
    with engine.held():
        chat.say("Und was kostet das?")
        engine.asked.wait()
        chat.person.click()
        expect(chat.standing).to_contain_text("in der Warteschlange")
        case = mira.take(chat.session["id"])
        mira.reply(case, "Ich bin dran.")
        expect(chat.message("Ich bin dran.")).to_be_visible()
    # The late answer is on its way now; what a person says next proves that it had its chance.
    mira.reply(case, "Einen Moment noch.")
    expect(chat.message("Einen Moment noch.")).to_be_visible()
    expect(chat.message("Echo: Und was kostet das?")).to_have_count(0)
    said = [event.get("text", "") for event in mira.case(case["id"])["events"]]
    assert "Ich bin dran." in said
    assert not [text for text in said if text.startswith("Echo")]
