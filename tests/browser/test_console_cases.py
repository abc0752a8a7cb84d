"""Work at the desk: from the queue to the closed case."""

from __future__ import annotations

import re
from collections.abc import Iterator

import httpx
import pytest
from playwright.sync_api import Page, Route, expect

from tests.browser.angry import ANGRY, TELLING
from tests.browser.chat import Chat
from tests.browser.colleague import Colleague
from tests.browser.conftest import NewConsole, NewCustomer
from tests.browser.console import Console
from tests.browser.customer import Customer
from tests.browser.desk_process import DeskProcess


@pytest.fixture
def desk_of_mira(console: NewConsole, mira: Colleague) -> Console:
    """Mira's console, with nothing to do and nothing new in the team's room."""
    mira.read_room()
    return console().log_in("mira@demo.lotse").at_desk()


@pytest.fixture
def forgotten_chat(chat: Chat, desk: DeskProcess) -> Iterator[Chat]:
    """The widget on the shop's page; the conversation is erased afterwards, so that nobody waits in the next test."""
    yield chat
    headers = {"Authorization": f"Bearer {chat.session['token']}"}
    httpx.delete(f"{desk.url}/api/v1/conversations/{chat.session['id']}", headers=headers).raise_for_status()


def test_the_queue_tells_why_how_they_feel_about_what_and_since_when(
    desk_of_mira: Console, angry_customer: Customer
) -> None:
    case = desk_of_mira.waiting("Anna Kruse")
    expect(case).to_contain_text("Starke Gefühle")
    expect(case).to_contain_text("sehr verärgert")
    expect(case).to_contain_text("zurückschicken")
    expect(case).to_contain_text("Fordernder Fall")
    expect(case).to_contain_text("wartet seit")


def test_the_waiting_time_ticks(console: NewConsole, customer: NewCustomer) -> None:
    customer("Anna Kruse").ask_for_person()
    desk = console()
    desk.page.clock.install()
    desk.log_in("mira@demo.lotse").at_desk()
    expect(desk.waiting("Anna Kruse")).to_be_visible()
    desk.page.context.set_offline(True)  # the desk's own news, counted by its clock, would set it right again
    expect(desk.page.get_by_text("Keine Verbindung")).to_be_visible()
    desk.page.clock.fast_forward("05:00")
    expect(desk.waiting("Anna Kruse")).to_contain_text("5 min")


def test_all_that_is_known_comes_with_the_case(desk_of_mira: Console, angry_customer: Customer) -> None:
    desk_of_mira.look_at("Anna Kruse")
    known = desk_of_mira.known
    for fact in ("Starke Gefühle", "Möchte ein Zelt zurücksenden.", "NV-204518", "Nach der Bestellnummer gefragt"):
        expect(known).to_contain_text(fact)
    expect(known.get_by_role("img", name="Verlauf der Stimmung: ruhig, sehr verärgert")).to_be_visible()
    expect(desk_of_mira.said(ANGRY).locator("mark")).to_have_text(TELLING)
    expect(desk_of_mira.said(ANGRY)).to_contain_text("83 %")
    expect(desk_of_mira.said("Wie lautet Ihre Bestellnummer?")).to_contain_text("Bot")
    expect(desk_of_mira.conversation).to_contain_text("Wartet auf einen Menschen.")


def test_a_case_is_taken_answered_noted_and_closed_by_keyboard_alone(
    desk_of_mira: Console, angry_customer: Customer
) -> None:
    page = desk_of_mira.page
    expect(desk_of_mira.waiting("Anna Kruse")).to_be_visible()
    press(page, "j", "Enter")
    expect(desk_of_mira.reply).to_be_focused()
    page.keyboard.type("Ich kümmere mich darum.")
    press(page, "Enter")
    angry_customer.wait_for("Ich kümmere mich darum.")
    expect(desk_of_mira.said("Ich kümmere mich darum.")).to_contain_text("Gesendet")

    press(page, "Escape", "n")
    expect(desk_of_mira.note).to_be_focused()
    page.keyboard.type("Porto erlassen")
    press(page, "Enter")
    expect(desk_of_mira.said("Porto erlassen")).to_contain_text("Notiz von Mira")

    press(page, "Escape", "e")
    expect(desk_of_mira.dialog.get_by_role("radio", name="Gelöst", exact=True)).to_be_focused()
    press(page, "ArrowDown", "Enter")
    expect(desk_of_mira.dialog).to_be_hidden()
    expect(desk_of_mira.conversation).to_contain_text("Abgeschlossen: Gelöst, mit Kulanz.")
    expect(desk_of_mira.conversation.get_by_role("heading", name="Anna Kruse")).to_be_focused()
    angry_customer.wait_for("Wie zufrieden sind Sie?")
    assert "Porto erlassen" not in angry_customer.heard()


def test_of_two_agents_who_take_the_same_case_one_gets_it_and_the_other_a_kind_word(
    desk_of_mira: Console, angry_customer: Customer, jonas: Colleague
) -> None:
    def jonas_is_faster(route: Route) -> None:
        jonas.take(angry_customer.id)
        route.continue_()

    desk_of_mira.page.route("**/claim", jonas_is_faster)
    desk_of_mira.waiting("Anna Kruse").press("Enter")
    expect(desk_of_mira.notice).to_contain_text("Da war jemand schneller")
    expect(desk_of_mira.queue).to_contain_text("Niemand wartet")
    expect(desk_of_mira.mine).to_contain_text("Du hast gerade keinen Fall")


def test_the_next_case_is_one_that_fits_and_is_taken_with_one_key(console: NewConsole, customer: NewCustomer) -> None:
    for name in ("Anna Kruse", "Bülent Özdemir", "Clara Vogt", "Dirk Alm"):  # teams take turns with new customers
        customer(name).ask_for_person()
    desk = console().log_in("leni@demo.lotse").at_desk()  # Mira may rest after a hard case
    expect(desk.waiting("Dirk Alm")).to_be_visible()
    press(desk.page, "t")
    expect(desk.mine.get_by_role("listitem")).to_have_count(1)
    expect(desk.reply).to_be_focused()


def test_customer_and_agent_see_each_other_type_and_the_agent_sees_what_was_read(
    desk_of_mira: Console, forgotten_chat: Chat
) -> None:
    desk, chat = desk_of_mira, forgotten_chat
    chat.person.click()
    desk.accept("Ohne Namen")
    chat.field.press_sequentially("Ich schreibe")
    expect(desk.conversation).to_contain_text("schreibt …")
    desk.page.keyboard.type("Guten Tag!")
    expect(chat.typing).to_be_visible()
    press(desk.page, "Enter")
    expect(chat.message("Guten Tag!")).to_be_visible()
    expect(desk.said("Guten Tag!")).to_contain_text("Gelesen")
    chat.say("Hallo Mira")
    expect(desk.said("Hallo Mira")).to_be_visible()
    expect(desk.conversation).not_to_contain_text("schreibt …")


def test_drafts_of_reply_and_note_survive_a_reload(desk_of_mira: Console, angry_customer: Customer) -> None:
    desk_of_mira.accept("Anna Kruse")
    desk_of_mira.reply.fill("Halb fertig")
    press(desk_of_mira.page, "Escape", "n")
    desk_of_mira.note.fill("Auch halb fertig")
    desk_of_mira.page.reload()
    expect(desk_of_mira.reply).to_have_value("Halb fertig")
    press(desk_of_mira.page, "n")
    expect(desk_of_mira.note).to_have_value("Auch halb fertig")


def test_what_customers_write_is_text_and_never_runs(desk_of_mira: Console, customer: NewCustomer) -> None:
    attack = '<img src=x onerror="window.hit=1"><script>window.hit=1</script> **fett** [Klick](https://boese.example)'
    mallory = customer('<b onmouseover="window.hit=1">Mallory</b>')
    mallory.say(attack)
    mallory.ask_for_person()
    desk_of_mira.waiting("<b onmouseover").press("Enter")
    said = desk_of_mira.log.locator("[data-kind=customer]").filter(has_text="onerror")
    expect(said).to_contain_text(attack)
    expect(said.locator("img, script, strong, a")).to_have_count(0)
    assert desk_of_mira.page.evaluate("window.hit") is None


def test_a_reply_to_a_case_that_has_changed_hands_is_refused_and_its_words_are_kept(
    desk_of_mira: Console, angry_customer: Customer, katrin: Colleague
) -> None:
    desk_of_mira.accept("Anna Kruse")

    def katrin_resolves(route: Route) -> None:
        katrin.resolve(katrin.case(angry_customer.id))
        route.continue_()

    desk_of_mira.page.route("**/replies", katrin_resolves)
    desk_of_mira.reply.fill("Zu spät")
    desk_of_mira.reply.press("Enter")
    late = desk_of_mira.said("Zu spät")
    expect(late).to_contain_text("Nicht gesendet")
    assert "Zu spät" not in angry_customer.heard()
    expect(late.get_by_role("button", name="In den Entwurf")).to_be_visible()


def test_what_is_written_without_a_line_arrives_once_and_nothing_is_missed(
    desk_of_mira: Console, angry_customer: Customer
) -> None:
    desk_of_mira.accept("Anna Kruse")
    page = desk_of_mira.page
    page.context.set_offline(True)
    expect(page.get_by_text("Keine Verbindung")).to_be_visible()
    desk_of_mira.reply.fill("Aus dem Tunnel")
    desk_of_mira.reply.press("Enter")
    expect(desk_of_mira.said("Aus dem Tunnel")).to_contain_text("Wartet auf die Verbindung")
    angry_customer.say("Sind Sie noch da?")
    page.context.set_offline(False)
    expect(desk_of_mira.said("Sind Sie noch da?")).to_be_visible()
    expect(desk_of_mira.said("Aus dem Tunnel")).to_contain_text("Gesendet")
    expect(page.get_by_text("Keine Verbindung")).to_be_hidden()
    assert angry_customer.heard().count("Aus dem Tunnel") == 1
    expect(desk_of_mira.said("Aus dem Tunnel")).to_have_count(1)


def test_a_reply_whose_answer_got_lost_is_not_sent_twice(desk_of_mira: Console, angry_customer: Customer) -> None:
    desk_of_mira.accept("Anna Kruse")

    def stored_but_unheard(route: Route) -> None:
        route.fetch()
        route.abort()

    desk_of_mira.page.route("**/replies", stored_but_unheard, times=1)
    desk_of_mira.reply.fill("Nur einmal")
    desk_of_mira.reply.press("Enter")
    expect(desk_of_mira.said("Nur einmal")).to_contain_text("Gesendet")
    expect(desk_of_mira.said("Nur einmal")).to_have_count(1)
    assert angry_customer.heard().count("Nur einmal") == 1


def test_a_late_answer_of_the_desk_undoes_nothing_that_was_heard_since(
    desk_of_mira: Console, angry_customer: Customer, katrin: Colleague
) -> None:
    desk_of_mira.accept("Anna Kruse")
    address = f"**/conversations/{angry_customer.id}"
    held: list[Route] = []
    desk_of_mira.page.route(address, lambda route: held.append(route))
    with desk_of_mira.page.expect_request(address):
        angry_customer.say("Erstens.")
    before = katrin.case(angry_customer.id)
    angry_customer.say("Zweitens.")
    expect(desk_of_mira.said("Zweitens.")).to_be_visible()
    held[0].fulfill(json=before | {"contact": {"email": "spaete.antwort@example.de", "phone": None}})
    expect(desk_of_mira.known).to_contain_text("spaete.antwort@example.de")
    expect(desk_of_mira.said("Zweitens.")).to_have_count(1)
    expect(desk_of_mira.said("Erstens.")).to_have_count(1)


def test_unread_messages_are_counted_in_the_list_and_in_the_title(desk_of_mira: Console, customer: NewCustomer) -> None:
    anna, ben = customer("Anna Kruse"), customer("Ben Fuchs")
    for name, someone in (("Anna Kruse", anna), ("Ben Fuchs", ben)):
        someone.ask_for_person()
        desk_of_mira.accept(name)
    anna.say("Hallo?")
    expect(desk_of_mira.own("Anna Kruse")).to_contain_text("1 neue Nachricht")
    expect(desk_of_mira.page).to_have_title("(1) Lotse")
    desk_of_mira.own("Anna Kruse").click()
    expect(desk_of_mira.said("Hallo?")).to_be_visible()
    expect(desk_of_mira.page).to_have_title("Lotse")


def test_a_suggested_article_is_put_into_the_reply_with_one_key(desk_of_mira: Console, customer: NewCustomer) -> None:
    anna = customer("Anna Kruse")
    anna.say("Wie lange dauert es?")
    anna.wait_for("Echo")
    anna.ask_for_person()
    desk_of_mira.accept("Anna Kruse")
    expect(desk_of_mira.known.get_by_role("button", name="Lieferzeit einfügen")).to_be_visible()
    desk_of_mira.page.keyboard.type("Gern: ")
    press(desk_of_mira.page, "Alt+Digit1")
    expect(desk_of_mira.reply).to_have_value(re.compile("^Gern: .*Werktage", re.DOTALL))
    expect(desk_of_mira.reply).to_be_focused()


def test_a_long_conversation_opens_at_its_end_and_shows_more_when_asked(
    desk_of_mira: Console, angry_customer: Customer
) -> None:
    def lengthened(route: Route) -> None:
        case = route.fetch().json()
        [*_, last] = case["events"]
        case["events"] = [last | {"sequence": number, "text": f"Zeile {number}."} for number in range(1, 501)]
        route.fulfill(json=case)

    desk_of_mira.page.route(f"**/conversations/{angry_customer.id}", lengthened)
    desk_of_mira.look_at("Anna Kruse")
    expect(desk_of_mira.said("Zeile 500.")).to_be_in_viewport()
    expect(desk_of_mira.said("Zeile 250.")).to_have_count(0)
    desk_of_mira.log.get_by_role("button", name="Frühere Nachrichten anzeigen").click()
    expect(desk_of_mira.said("Zeile 250.")).to_have_count(1)
    desk_of_mira.page.unroute_all(behavior="wait")


def test_a_case_goes_to_another_team_with_its_reason(desk_of_mira: Console, angry_customer: Customer) -> None:
    desk_of_mira.accept("Anna Kruse")
    press(desk_of_mira.page, "Escape", "u")
    desk_of_mira.dialog.get_by_label("An wen?").select_option("Team Süd")
    desk_of_mira.dialog.get_by_label("Warum?").fill("Kennt sich mit Zelten aus")
    desk_of_mira.dialog.get_by_role("button", name="Übergeben").click()
    expect(desk_of_mira.waiting("Anna Kruse")).to_be_focused()
    press(desk_of_mira.page, "Space")
    expect(desk_of_mira.said("Kennt sich mit Zelten aus")).to_contain_text("Notiz von Mira")


def test_an_offered_case_can_be_declined(desk_of_mira: Console, angry_customer: Customer, jonas: Colleague) -> None:
    case = jonas.take(angry_customer.id)
    jonas.offer(case, "Mira Jansen")
    desk_of_mira.own("Anna Kruse").click()
    expect(desk_of_mira.own("Anna Kruse")).to_contain_text("für dich")
    desk_of_mira.conversation.get_by_role("button", name="Ablehnen").click()
    expect(desk_of_mira.waiting("Anna Kruse")).to_be_visible()


def test_a_case_handed_back_is_answered_by_the_bot_again(desk_of_mira: Console, angry_customer: Customer) -> None:
    desk_of_mira.accept("Anna Kruse")
    press(desk_of_mira.page, "Escape", "b")
    desk_of_mira.dialog.get_by_role("textbox").fill("Mein Kollege hilft weiter.")
    desk_of_mira.dialog.get_by_role("button", name="Zurückgeben").click()
    expect(desk_of_mira.mine).to_contain_text("Du hast gerade keinen Fall")
    angry_customer.wait_for("Mein Kollege hilft weiter.")


def test_what_the_bot_misread_is_corrected_for_the_trainers(
    desk_of_mira: Console, angry_customer: Customer, katrin: Colleague
) -> None:
    desk_of_mira.accept("Anna Kruse")
    desk_of_mira.known.get_by_role("button", name="Stimmt nicht? Berichtigen").click()
    desk_of_mira.dialog.get_by_label("Stimmung").select_option("besorgt")
    desk_of_mira.dialog.get_by_label("Grund der Übergabe").select_option("Rechtliches")
    desk_of_mira.dialog.get_by_role("button", name="Berichtigen").click()
    expect(desk_of_mira.known).to_contain_text("Rechtliches")
    expect(desk_of_mira.known).to_contain_text("besorgt")
    assert katrin.case(angry_customer.id)["handoffs"][-1]["corrected"]["emotion"] == "worried"


def test_the_customers_rating_is_shown_afterwards(desk_of_mira: Console, angry_customer: Customer) -> None:
    desk_of_mira.accept("Anna Kruse")
    press(desk_of_mira.page, "Escape", "e")
    desk_of_mira.dialog.get_by_role("button", name="Abschließen").click()
    expect(desk_of_mira.dialog).to_be_hidden()
    angry_customer.rate(4, "Nett und schnell")
    expect(desk_of_mira.known).to_contain_text("4 von 5")
    expect(desk_of_mira.known).to_contain_text("Nett und schnell")


def press(page: Page, *keys: str) -> None:
    """Presses one key after the other."""
    for key in keys:
        page.keyboard.press(key)
