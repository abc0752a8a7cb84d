"""Two customers and two agents at once: who gets which case, and what it goes through from hand to hand."""

from __future__ import annotations

import re
from datetime import UTC, datetime

import pytest
from playwright.sync_api import expect

from tests.browser.chat import Chat
from tests.browser.colleague import Colleague, Json
from tests.browser.console import Console
from tests.browser.four_people.cast import ANNA, BEN, FIRST, NEXT, NOBODY, SECOND, WITH_JONAS, WITH_MIRA

GRACE_MS = 30_000
BACK_WHEN = re.compile(r"ab (\w+tag|Mittwoch), 8 Uhr sind wir wieder da")


@pytest.mark.usefixtures("one_case_each")
def test_whoever_becomes_available_is_offered_the_case_that_has_waited_longest(
    anna: Chat, ben: Chat, mira: Console, jonas: Console
) -> None:
    for chat in (anna, ben):
        chat.person.click()
        expect(chat.standing).to_have_text(NOBODY)
    jonas.be("Verfügbar")
    expect(jonas.offer(ANNA)).to_be_visible()
    expect(anna.standing).to_have_text(NEXT)
    expect(ben.standing).to_have_text(SECOND)
    jonas.accept_offer(ANNA)
    expect(ben.standing).to_have_text(FIRST)
    expect(jonas.waiting(BEN)).to_be_visible()  # Jonas has no room for him

    mira.be("Verfügbar")
    expect(mira.offer(BEN)).to_be_visible()
    mira.page.keyboard.press("a")
    mira.has_at_work(BEN)
    expect(anna.standing).to_have_text(WITH_JONAS)
    expect(ben.standing).to_have_text(WITH_MIRA)
    for agent in (mira, jonas):
        expect(agent.queue).to_contain_text("Niemand wartet")


@pytest.mark.usefixtures("one_case_each", "jonas")
def test_a_resolved_case_makes_room_for_the_next_in_line_at_once(anna: Chat, ben: Chat, mira: Console) -> None:
    mira.be("Verfügbar")
    anna.person.click()
    mira.accept_offer(ANNA)
    ben.person.click()
    expect(ben.standing).to_have_text(FIRST)
    expect(mira.waiting(BEN)).to_be_visible()
    mira.resolve()
    mira.accept_offer(BEN)
    expect(ben.standing).to_have_text(WITH_MIRA)


@pytest.mark.usefixtures("both_with_mira")
def test_a_case_passed_on_with_a_reason_reaches_the_colleague_and_keeps_its_customer_informed(
    anna: Chat, ben: Chat, mira: Console, jonas: Console
) -> None:
    jonas.be("Verfügbar")
    mira.turn_to(ANNA)
    mira.pass_on("Jonas Brandt", "Kennt sich mit Zelten aus")
    expect(jonas.offer(ANNA)).to_contain_text("Mira hat dir den Fall übergeben.")
    expect(anna.log).to_contain_text("Ihr Platz in der Reihe bleibt erhalten.")
    jonas.accept_offer(ANNA)
    expect(jonas.said("Kennt sich mit Zelten aus")).to_contain_text("Notiz von Mira")
    expect(anna.standing).to_have_text(WITH_JONAS)
    jonas.answer("Guten Tag, ich bin Jonas.")
    expect(anna.message("Guten Tag, ich bin Jonas.")).to_contain_text("Jonas")
    expect(anna.log).not_to_contain_text("Kennt sich mit Zelten aus")
    expect(mira.own(ANNA)).to_have_count(0)
    expect(ben.standing).to_have_text(WITH_MIRA)


@pytest.mark.usefixtures("both_with_mira")
def test_after_being_handed_back_the_bot_answers_and_a_second_handoff_comes_to_who_knows_the_customer(
    anna: Chat, ben: Chat, mira: Console, jonas: Console
) -> None:
    mira.turn_to(ANNA)
    mira.key("b")
    mira.settle("Zurückgeben", "Mein digitaler Kollege hilft Ihnen weiter.")
    expect(anna.message("Mein digitaler Kollege hilft Ihnen weiter.")).to_contain_text("Mira")
    anna.say("Wie lange dauert der Versand?")
    expect(anna.message("Echo: Wie lange dauert der Versand?")).to_be_visible()
    mira.turn_to(BEN)

    jonas.be("Verfügbar")
    anna.person.click()
    expect(mira.offer(ANNA)).to_contain_text("Du kennst diesen Kunden schon.")
    expect(jonas.calls).to_be_hidden()  # although he has nothing to do
    mira.accept_offer(ANNA)
    expect(mira.said("Echo: Wie lange dauert der Versand?")).to_contain_text("Bot")
    expect(mira.known).to_contain_text("Frühere Übergaben")
    expect(anna.standing).to_have_text(WITH_MIRA)
    expect(ben.standing).to_have_text(WITH_MIRA)


@pytest.mark.usefixtures("one_case_each")
def test_the_case_of_an_agent_who_vanished_is_first_in_line_with_its_waiting_time(
    anna: Chat, ben: Chat, mira: Console, jonas: Console, katrin: Colleague
) -> None:
    mira.be("Verfügbar")
    anna.person.click()
    expect(mira.offer(ANNA)).to_be_visible()
    since = _waiting_since(katrin, anna)
    mira.accept_offer(ANNA)
    ben.person.click()
    expect(ben.standing).to_have_text(FIRST)

    mira.page.context.close()
    expect(anna.log).to_contain_text("Die Verbindung zu Mira ist leider abgerissen.", timeout=GRACE_MS)
    assert [item["conversation_id"] for item in katrin.waiting()] == [anna.session["id"], ben.session["id"]]
    assert _waiting_since(katrin, anna) == since
    jonas.be("Verfügbar")
    jonas.accept_offer(ANNA)
    expect(anna.standing).to_have_text(WITH_JONAS)
    expect(ben.standing).to_have_text(FIRST)
    jonas.resolve()
    jonas.accept_offer(BEN)


@pytest.mark.usefixtures("closed")
def test_out_of_hours_nobody_is_asked_and_customers_hear_when_people_are_back(
    anna: Chat, ben: Chat, mira: Console, jonas: Console, katrin: Colleague
) -> None:
    for agent in (mira, jonas):
        agent.be("Verfügbar")
    for chat in (anna, ben):
        chat.person.click()
        expect(chat.standing).to_have_text(NOBODY)
        expect(chat.log).to_contain_text(BACK_WHEN)
    for agent in (mira, jonas):
        expect(agent.waiting(BEN)).to_be_visible()
        expect(agent.calls).to_be_hidden()

    opened = datetime.now(UTC)
    katrin.rule("hours")
    for agent in (mira, jonas):
        expect(agent.calls).to_contain_text("Neuer Fall für dich")
    for chat in (anna, ben):
        expect(chat.standing).to_have_text(NEXT)
        assert min(_asked_at(katrin, chat)) > opened  # nobody was asked before


@pytest.mark.usefixtures("both_with_mira")
def test_that_was_not_all_brings_the_case_back_to_the_same_person(
    anna: Chat, ben: Chat, mira: Console, jonas: Console
) -> None:
    mira.turn_to(ANNA)
    mira.answer("Das ist erledigt.")
    mira.resolve()
    mira.turn_to(BEN)
    jonas.be("Verfügbar")
    anna.panel.get_by_role("button", name="Das war noch nicht alles").click()
    expect(mira.offer(ANNA)).to_contain_text("Der Kunde kommt zu dir zurück: Es war noch nicht alles.")
    expect(anna.log).to_contain_text("Zuerst fragen wir Mira.")
    expect(jonas.calls).to_be_hidden()  # although he has nothing to do
    mira.accept_offer(ANNA)
    expect(mira.said("Das ist erledigt.")).to_be_visible()
    expect(anna.standing).to_have_text(WITH_MIRA)
    expect(ben.standing).to_have_text(WITH_MIRA)


def _waiting_since(lead: Colleague, chat: Chat) -> str:
    return str(_waiting(lead, chat)["waiting_since"])


def _waiting(lead: Colleague, chat: Chat) -> Json:
    return next(item for item in lead.waiting() if item["conversation_id"] == chat.session["id"])


def _asked_at(lead: Colleague, chat: Chat) -> list[datetime]:
    """When somebody was asked to take the case."""
    return [datetime.fromisoformat(one["at"]) for one in lead.assignments(chat.session["id"])]
