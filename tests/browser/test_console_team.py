"""Colleagues at the desk: offers, the room, whispers, mentions, taking over, goodwill beyond one's leeway."""

from __future__ import annotations

import pytest
from playwright.sync_api import Route, expect

from tests.browser.colleague import Colleague
from tests.browser.conftest import NewConsole, NewCustomer
from tests.browser.console import Console
from tests.browser.customer import Customer


@pytest.fixture
def mira_at_desk(console: NewConsole) -> Console:
    """Mira's console; she is busy and takes cases herself."""
    return console().log_in("mira@demo.lotse").at_desk()


@pytest.fixture
def anna(customer: NewCustomer) -> Customer:
    """Anna, who waits for a person."""
    anna = customer("Anna Kruse")
    anna.ask_for_person()
    return anna


def test_a_case_offered_to_me_says_why_and_for_how_long_and_is_taken_with_one_key(
    console: NewConsole, customer: NewCustomer
) -> None:
    desk = console().log_in("leni@demo.lotse", available=True).at_desk()
    customer("Anna Kruse").ask_for_person()
    offer = desk.calls.get_by_role("listitem").filter(has_text="Anna Kruse")
    expect(offer).to_contain_text("Neuer Fall für dich")
    expect(offer).to_contain_text("Du hattest gerade nichts in Arbeit.")
    expect(offer).to_contain_text("noch")
    expect(desk.page).to_have_title("Neuer Fall für dich · Lotse")
    desk.page.keyboard.press("a")
    expect(desk.reply).to_be_focused()
    expect(desk.calls).to_be_hidden()
    expect(desk.known).to_contain_text("Warum dieser Fall zu dir kam")
    expect(desk.known).to_contain_text("Du hattest gerade nichts in Arbeit.")
    expect(desk.page).to_have_title("Lotse")


def test_an_offer_declined_with_one_key_goes_back_to_the_queue(console: NewConsole, customer: NewCustomer) -> None:
    desk = console().log_in("leni@demo.lotse", available=True).at_desk()
    customer("Anna Kruse").ask_for_person()
    expect(desk.calls).to_contain_text("Anna Kruse")
    desk.page.keyboard.press("x")
    expect(desk.calls).to_be_hidden()
    expect(desk.waiting("Anna Kruse")).to_be_visible()


def test_who_else_looks_and_who_writes_is_shown(mira_at_desk: Console, anna: Customer, jonas: Colleague) -> None:
    mira_at_desk.accept("Anna Kruse")
    jonas.look_at(anna.id)
    expect(mira_at_desk.conversation).to_contain_text("Jonas sieht mit")
    jonas.look_at(anna.id, typing=True)
    expect(mira_at_desk.conversation).to_contain_text("Jonas schreibt hier gerade")


def test_a_late_answer_of_the_desk_does_not_undo_who_looks(
    mira_at_desk: Console, anna: Customer, jonas: Colleague
) -> None:
    """The case file was read before Jonas came, and arrives after the news of him."""
    mira_at_desk.accept("Anna Kruse")
    arrived = []

    def hold(route: Route) -> None:
        answer = route.fetch()
        if not arrived:
            jonas.look_at(anna.id)
            expect(mira_at_desk.conversation).to_contain_text("Jonas sieht mit")
        arrived.append(answer.json()["viewers"])
        route.fulfill(response=answer)

    case_file = f"**/desk/conversations/{anna.id}"
    mira_at_desk.page.route(case_file, hold)
    with mira_at_desk.page.expect_response(lambda answer: answer.url.endswith(anna.id) and len(arrived) == 2):
        anna.say("Sind Sie noch da?")
    mira_at_desk.page.unroute(case_file)
    assert arrived[0] == []
    expect(mira_at_desk.conversation).to_contain_text("Jonas sieht mit")


def test_a_whisper_stands_out_and_no_customer_hears_it(
    mira_at_desk: Console, anna: Customer, katrin: Colleague
) -> None:
    mira_at_desk.accept("Anna Kruse")
    mira_at_desk.page.keyboard.press("Escape")
    mira_at_desk.page.keyboard.press("m")
    katrin.note(anna.id, "Sei großzügig.", whisper=True)
    expect(mira_at_desk.calls).to_contain_text("Katrin flüstert dir zu")
    mira_at_desk.calls.get_by_role("button", name="Fall ansehen").click()
    expect(mira_at_desk.said("Sei großzügig.")).to_contain_text("Katrin flüstert")
    expect(mira_at_desk.calls).to_be_hidden()
    assert "Sei großzügig." not in anna.heard()


def test_a_lead_whispers_from_the_console(console: NewConsole, anna: Customer, jonas: Colleague) -> None:
    jonas.take(anna.id)
    lead = console().log_in("katrin@demo.lotse").at_desk()
    lead.page.goto(f"{lead.url}#{anna.id}")
    expect(lead.conversation).to_contain_text("Jonas kümmert sich um diesen Fall.")
    lead.page.keyboard.press("w")
    lead.page.keyboard.type("Biete ein neues Zelt an.")
    lead.page.keyboard.press("Enter")
    expect(lead.said("Biete ein neues Zelt an.")).to_contain_text("Katrin flüstert")


def test_a_mention_calls_a_colleague_who_opens_the_case_from_it(
    mira_at_desk: Console, console: NewConsole, anna: Customer
) -> None:
    jonas = console().log_in("jonas@demo.lotse").at_desk()
    mira_at_desk.accept("Anna Kruse")
    mira_at_desk.page.keyboard.press("Escape")
    mira_at_desk.page.keyboard.press("n")
    mira_at_desk.page.keyboard.type("Weißt du mehr, @jo")
    expect(mira_at_desk.page.get_by_role("option", name="Jonas Brandt")).to_be_visible()
    mira_at_desk.page.keyboard.press("Enter")
    expect(mira_at_desk.note).to_have_value("Weißt du mehr, @Jonas Brandt ")
    mira_at_desk.page.keyboard.press("Enter")
    expect(jonas.calls).to_contain_text("Mira hat dich erwähnt")
    jonas.calls.get_by_role("button", name="Fall ansehen").click()
    expect(jonas.said("Weißt du mehr")).to_be_visible()


def test_a_mention_waits_for_a_colleague_who_is_not_there(
    console: NewConsole, anna: Customer, katrin: Colleague
) -> None:
    katrin.note(anna.id, "Weißt du mehr?", mentions=("Jonas Brandt",))
    jonas = console().log_in("jonas@demo.lotse").at_desk()
    expect(jonas.calls).to_contain_text("Katrin hat dich erwähnt")
    jonas.calls.get_by_role("button", name="Hinweis schließen").click()
    expect(jonas.calls).to_be_hidden()
    jonas.page.reload()  # not read yet
    jonas.calls.get_by_role("button", name="Fall ansehen").click()
    expect(jonas.said("Weißt du mehr?")).to_be_visible()
    with jonas.page.expect_response("**/desk/mentions") as mentions:
        jonas.page.reload()
    assert mentions.value.json() == {"items": []}


def test_a_case_brought_into_the_room_is_seen_there_and_taken_over_by_a_colleague(
    mira_at_desk: Console, console: NewConsole, anna: Customer
) -> None:
    jonas = console().log_in("jonas@demo.lotse").at_desk()
    mira_at_desk.accept("Anna Kruse")
    mira_at_desk.page.keyboard.press("Escape")
    mira_at_desk.page.keyboard.press("h")
    mira_at_desk.page.keyboard.type("Kann mal jemand draufschauen?")
    mira_at_desk.dialog.get_by_role("button", name="Ins Team bringen").click()
    link = jonas.page.get_by_role("link", name="Team-Raum")
    expect(link).to_contain_text("Neuigkeit")
    link.click()
    expect(jonas.room).to_contain_text("Kann mal jemand draufschauen?")
    expect(link).not_to_contain_text("Neuigkeit")
    jonas.page.reload()
    jonas.room.get_by_role("button", name="Fall von Anna Kruse").last.click()
    expect(jonas.conversation).to_contain_text("Mira kümmert sich um diesen Fall.")
    jonas.page.keyboard.press("v")
    jonas.page.keyboard.type("Ich kenne das Zelt")
    jonas.dialog.get_by_role("button", name="Übernehmen").click()
    expect(jonas.reply).to_be_focused()
    expect(mira_at_desk.conversation).to_contain_text("Jonas kümmert sich um diesen Fall.")


def test_what_is_said_in_the_room_arrives_and_is_answered_there(mira_at_desk: Console, jonas: Colleague) -> None:
    mira_at_desk.page.keyboard.press("m")
    jonas.say_in_room("Mittag um zwölf?")
    expect(mira_at_desk.room).to_contain_text("Mittag um zwölf?")
    mira_at_desk.page.keyboard.type("Bin dabei")
    mira_at_desk.page.keyboard.press("Enter")
    expect(mira_at_desk.room.get_by_role("listitem").filter(has_text="Bin dabei").last).to_contain_text("Du")
    mira_at_desk.page.keyboard.press("Escape")
    mira_at_desk.page.keyboard.press("f")
    expect(mira_at_desk.mine).to_be_visible()
    mira_at_desk.page.go_back()
    expect(mira_at_desk.room).to_be_visible()


def test_goodwill_within_the_leeway_is_granted_at_once(mira_at_desk: Console, anna: Customer) -> None:
    mira_at_desk.accept("Anna Kruse")
    _ask_for_goodwill(mira_at_desk, "12,50", "Gewähren")
    expect(mira_at_desk.known).to_contain_text("12,50 €")
    expect(mira_at_desk.known).to_contain_text("gewährt")


def test_goodwill_beyond_the_leeway_is_decided_by_a_lead_with_one_click(
    mira_at_desk: Console, console: NewConsole, anna: Customer
) -> None:
    lead = console().log_in("katrin@demo.lotse").at_desk()
    mira_at_desk.accept("Anna Kruse")
    _ask_for_goodwill(mira_at_desk, "80", "Freigabe anfragen")
    expect(mira_at_desk.known).to_contain_text("wartet auf Freigabe")
    expect(lead.calls).to_contain_text("Mira bittet um 80,00 € Kulanz")
    lead.calls.get_by_role("button", name="Genehmigen").click()
    expect(lead.calls).to_be_hidden()
    expect(mira_at_desk.known).to_contain_text("genehmigt")


def test_an_amount_that_is_none_is_told_in_the_dialog(mira_at_desk: Console, anna: Customer) -> None:
    mira_at_desk.accept("Anna Kruse")
    mira_at_desk.page.keyboard.press("Escape")
    mira_at_desk.page.keyboard.press("g")
    mira_at_desk.page.keyboard.type("viel")
    mira_at_desk.dialog.get_by_label("Warum?").fill("Ärger")
    mira_at_desk.dialog.get_by_role("button", name="Gewähren").click()
    expect(mira_at_desk.dialog.get_by_role("alert")).to_contain_text("Bitte gib einen Betrag ein")
    expect(mira_at_desk.dialog.get_by_label("Betrag in Euro")).to_be_focused()


def _ask_for_goodwill(desk: Console, amount: str, button: str) -> None:
    desk.page.keyboard.press("Escape")
    desk.page.keyboard.press("g")
    desk.page.keyboard.type(amount)
    desk.dialog.get_by_label("Warum?").fill("Dritte Verspätung")
    desk.dialog.get_by_role("button", name=button).click()
    expect(desk.dialog).to_be_hidden()
