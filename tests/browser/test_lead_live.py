"""The live view: who waits, who has what in hand, and what a lead does about it. And who may not see any of it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import Route, expect

from tests.browser.colleague import Colleague
from tests.browser.conftest import NewConsole, NewCustomer
from tests.browser.lead import Lead

pytestmark = pytest.mark.usefixtures("taken_by_hand")
LEADS_ONLY = ("/live", "/people", "/pods", "/invitations", "/audit", "/goodwill")


@pytest.fixture
def lead(console: NewConsole) -> Lead:
    """Katrin, who leads a pod, at the live view."""
    return Lead(console())


def test_who_waits_and_who_has_what_is_seen_as_it_happens(lead: Lead, customer: NewCustomer, jonas: Colleague) -> None:
    expect(lead.waiting.get_by_text("Niemand wartet")).to_be_visible()
    anna = customer("Anna Kruse")
    anna.ask_for_person()
    expect(lead.waiting.get_by_role("listitem").filter(has_text="Anna Kruse")).to_contain_text("wartet seit")
    expect(lead.person("Jonas Brandt")).to_contain_text("0 Fälle · Last 0 von 4")
    jonas.take(anna.id)
    expect(lead.person("Jonas Brandt")).to_contain_text("Anna Kruse")
    expect(lead.person("Jonas Brandt")).to_contain_text("1 Fall · Last 1 von 4")
    expect(lead.person("Jonas Brandt")).to_contain_text("In Bearbeitung")
    expect(lead.waiting.get_by_text("Niemand wartet")).to_be_visible()


def test_people_stand_by_team_and_name_whatever_they_have_in_hand(
    lead: Lead, customer: NewCustomer, mira: Colleague
) -> None:
    anna = customer("Anna Kruse")
    anna.ask_for_person()
    mira.take(anna.id)
    expect(lead.person("Mira Jansen")).to_contain_text("Anna Kruse")
    names = lead.main.locator(".live-person h4").all_text_contents()
    assert names[:3] == ["Jonas Brandt", "Katrin Vogel", "Mira Jansen"]
    assert names[3:6] == ["Emre Yildiz", "Leni Huber", "Sabine Roth"]


def test_the_live_view_says_kindly_whom_a_break_would_do_good(lead: Lead) -> None:
    def tired(route: Route) -> None:
        live = route.fetch().json()
        jonas = next(person for person in live["people"] if person["name"] == "Jonas Brandt")
        long_ago = datetime.now(UTC) - timedelta(hours=3, minutes=1)
        jonas |= {"break_due": True, "working_since": long_ago.isoformat(), "hard_in_a_row": 2, "load": 4}
        route.fulfill(json=live)

    lead.page.route("**/desk/live", tired)
    lead.turn_to("Kulanz").turn_to("Jetzt")
    expect(lead.person("Jonas Brandt")).to_contain_text(
        "Seit 3 Std. 1 min am Stück da: Eine Pause täte Jonas jetzt gut."
    )
    expect(lead.person("Jonas Brandt")).to_contain_text("2 fordernde Fälle nacheinander")
    expect(lead.person("Jonas Brandt")).to_contain_text("Last 4 von 4")
    expect(lead.person("Mira Jansen")).not_to_contain_text("Pause")


def test_what_has_the_focus_keeps_it_while_others_come(lead: Lead, customer: NewCustomer) -> None:
    customer("Anna Kruse").ask_for_person()
    look = lead.case_of("Anna Kruse").get_by_role("button", name="Ansehen")
    look.focus()
    customer("Ben Fuchs").ask_for_person()
    expect(lead.case_of("Ben Fuchs")).to_be_visible()
    expect(look).to_be_focused()
    lead.page.keyboard.press("Enter")
    expect(lead.console.conversation.get_by_role("heading", name="Anna Kruse")).to_be_visible()


def test_a_lead_whispers_from_the_live_view(lead: Lead, customer: NewCustomer, jonas: Colleague) -> None:
    anna = customer("Anna Kruse")
    anna.ask_for_person()
    jonas.take(anna.id)
    lead.case_of("Anna Kruse").get_by_role("button", name="Jonas zuflüstern").click()
    lead.dialog.get_by_label("Was möchtest du sagen?").fill("Du darfst großzügig sein.")
    lead.dialog.get_by_role("button", name="Flüstern").click()
    expect(lead.console.notice).to_contain_text("Jonas kann es jetzt lesen.")
    assert "Du darfst großzügig sein." in [event.get("text") for event in jonas.case(anna.id)["events"]]
    assert "Du darfst großzügig sein." not in anna.heard()


def test_a_lead_takes_a_case_over_and_may_answer_at_once(lead: Lead, customer: NewCustomer, jonas: Colleague) -> None:
    anna = customer("Anna Kruse")
    anna.ask_for_person()
    jonas.take(anna.id)
    lead.case_of("Anna Kruse").get_by_role("button", name="Übernehmen").click()
    lead.dialog.get_by_label("Warum?").fill("Ich kenne den Fall.")
    lead.dialog.get_by_role("button", name="Übernehmen").click()
    expect(lead.console.reply).to_be_focused()
    anna.wait_for("Katrin")


def test_a_lead_gives_a_waiting_case_to_a_person(lead: Lead, customer: NewCustomer) -> None:
    customer("Anna Kruse").ask_for_person()
    lead.case_of("Anna Kruse").get_by_role("button", name="Weitergeben").press("Enter")
    lead.dialog.get_by_label("An wen?").select_option(label="Team Süd")
    lead.dialog.get_by_label("Warum?").fill("Passt besser.")
    lead.dialog.get_by_role("button", name="Übergeben").click()
    expect(lead.case_of("Anna Kruse")).to_contain_text("Team Süd")


def test_goodwill_that_waits_is_decided_with_one_click(lead: Lead, customer: NewCustomer, jonas: Colleague) -> None:
    anna = customer("Anna Kruse")
    anna.ask_for_person()
    case = jonas.take(anna.id)
    jonas.give_goodwill(case, 4500, "Dritte Verspätung")
    lead.turn_to("Kulanz")
    expect(lead.row("45,00 € für Anna Kruse")).to_contain_text("Dritte Verspätung")
    lead.row("45,00 € für Anna Kruse").get_by_role("button", name="Genehmigen").click()
    expect(lead.main.get_by_text("Gerade bittet niemand um Kulanz.")).to_be_visible()
    assert [item["state"] for item in jonas.case(anna.id)["goodwill"]["items"]] == ["approved"]


def test_what_a_lead_asks_for_somebody_else_decides(lead: Lead, customer: NewCustomer, katrin: Colleague) -> None:
    anna = customer("Anna Kruse")
    anna.ask_for_person()
    katrin.give_goodwill(katrin.take(anna.id), 4500, "Dritte Verspätung")
    lead.turn_to("Kulanz")
    expect(lead.row("45,00 € für Anna Kruse")).to_contain_text("Jemand anderes entscheidet.")
    expect(lead.row("45,00 € für Anna Kruse").get_by_role("button", name="Genehmigen")).to_have_count(0)


def test_an_agent_sees_none_of_it_and_is_refused(console: NewConsole) -> None:
    desk = console().log_in("mira@demo.lotse").at_desk()
    expect(desk.page.get_by_role("link", name="Team-Raum")).to_be_visible()
    expect(desk.page.get_by_role("link", name="Leitung")).to_have_count(0)
    desk.page.keyboard.press("l")
    expect(desk.mine).to_be_visible()
    for path in LEADS_ONLY:
        answer = desk.page.request.get(f"{desk.url.removesuffix('/desk')}/api/v1/desk{path}")
        assert answer.status == 403, path


def test_a_trainer_finds_the_snippets_and_nothing_else(console: NewConsole) -> None:
    desk = console().log_in("tom@demo.lotse")
    desk.page.get_by_role("link", name="Bausteine").click()
    page = desk.page.get_by_role("main", name="Bausteine")
    expect(page.get_by_role("listitem").first).to_be_visible()
    expect(page.get_by_role("navigation")).to_be_hidden()
    assert desk.page.request.get(f"{desk.url.removesuffix('/desk')}/api/v1/desk/live").status == 403
