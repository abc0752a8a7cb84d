"""The whole life of a case by keyboard alone: the focus can always be seen, is never lost, and Escape leads back."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Locator, expect

from tests.browser.colleague import PASSWORD, Colleague
from tests.browser.conftest import NewConsole, NewCustomer
from tests.browser.console import Console
from tests.browser.customer import Customer
from tests.browser.keyboard import Keyboard

SIZE = {"viewport": {"width": 1440, "height": 900}}


RECOVERY_MS = 70_000  # a test before may have left Mira with a hard case to recover from


@pytest.fixture
def tab(console: NewConsole) -> Console:
    """A tab, with nobody logged in."""
    return console(**SIZE)


@pytest.fixture
def hands(tab: Console) -> Iterator[Keyboard]:
    """On Mira's keyboard, at the login page."""
    hands = Keyboard(tab.page)
    tab.open()
    expect(tab.email).to_be_focused()
    yield hands
    tab.available = "mira@demo.lotse"


@pytest.fixture
def offered_to_mira(katrin: Colleague) -> Iterator[None]:
    """Whoever is available is asked at once, of whichever team, after whatever case."""
    katrin.rule("routing", known_wait_seconds=0, pod_wait_seconds=0)
    katrin.rule("care", hard_in_a_row=0, recovery_seconds=0)
    yield
    katrin.rule("routing")
    katrin.rule("care")


@pytest.mark.usefixtures("offered_to_mira")
def test_from_the_login_to_the_closed_case(
    tab: Console, hands: Keyboard, angry_customer: Customer, katrin: Colleague, jonas: Colleague
) -> None:
    _log_in_and_become_available(tab, hands)
    _accept_the_offer(tab, hands)
    _read_what_is_known(tab, hands)
    _answer_with_a_snippet(tab, hands, angry_customer)
    _write_a_note_and_mention_jonas(tab, hands)
    _ask_for_goodwill(tab, hands, katrin)
    _ask_the_team(tab, hands, jonas)
    _hear_a_whisper(tab, hands, angry_customer, katrin)
    _close_the_case(tab, hands, angry_customer)
    _log_out(tab, hands)
    assert hands.troubles() == []


def _log_in_and_become_available(desk: Console, hands: Keyboard) -> None:
    hands.write("mira@demo.lotse")
    hands.press("Tab")
    hands.write(PASSWORD)
    hands.press("Tab", "Space", "Enter")  # "available" is unchecked
    expect(desk.mine).to_be_visible()
    hands.walk_to(desk.page.get_by_role("button", name="Verfügbar melden"))
    hands.press("Enter")
    expect(desk.presence).to_have_value("available")


def _accept_the_offer(desk: Console, hands: Keyboard) -> None:
    expect(desk.calls).to_contain_text("Anna Kruse", timeout=RECOVERY_MS)
    hands.press("a")
    expect(desk.reply).to_be_focused()


def _read_what_is_known(desk: Console, hands: Keyboard) -> None:
    hands.press("Escape")
    expect(desk.conversation.get_by_role("heading", name="Anna Kruse")).to_be_focused()
    hands.press("i")
    expect(desk.known).to_contain_text("Möchte ein Zelt zurücksenden.")
    _unfold(hands, desk.known.get_by_text("Warum nicht zu anderen"))
    _unfold(hands, desk.known.get_by_role("button", name="Stimmt nicht? Berichtigen"))
    expect(desk.dialog).to_be_visible()
    hands.press("Escape")
    expect(desk.dialog).to_be_hidden()
    expect(desk.known.get_by_role("button", name="Stimmt nicht? Berichtigen")).to_be_focused()
    hands.press("Escape")
    expect(desk.conversation.get_by_role("heading", name="Anna Kruse")).to_be_focused()


def _unfold(hands: Keyboard, what: Locator) -> None:
    hands.press("i", "i")
    hands.walk_to(what)
    hands.press("Enter")


def _answer_with_a_snippet(desk: Console, hands: Keyboard, customer: Customer) -> None:
    hands.press("r")
    hands.write("/hal")
    expect(desk.page.get_by_role("listbox")).to_be_visible()
    hands.press("Enter")
    expect(desk.page.get_by_role("listbox")).to_be_hidden()
    hands.press("Enter")
    customer.wait_for("Mira")
    expect(desk.reply).to_be_focused()


def _write_a_note_and_mention_jonas(desk: Console, hands: Keyboard) -> None:
    hands.press("Escape", "n")
    hands.write("Kennst du das Zelt, @jo")
    expect(desk.page.get_by_role("option", name="Jonas Brandt")).to_be_visible()
    hands.press("Enter", "Enter")
    expect(desk.said("Kennst du das Zelt, @Jonas Brandt")).to_contain_text("Notiz von Mira")
    expect(desk.note).to_be_focused()


def _ask_for_goodwill(desk: Console, hands: Keyboard, katrin: Colleague) -> None:
    hands.press("Escape", "g")
    expect(desk.dialog.get_by_label("Betrag in Euro")).to_be_focused()
    hands.write("80")
    hands.press("Tab")
    hands.write("Dritte Verspätung")
    hands.walk_to(desk.dialog.get_by_role("button", name="Freigabe anfragen"))
    hands.press("Enter")
    expect(desk.known).to_contain_text("wartet auf Freigabe")
    katrin.approve_goodwill()
    expect(desk.known).to_contain_text("genehmigt")


def _ask_the_team(desk: Console, hands: Keyboard, jonas: Colleague) -> None:
    hands.press("h")
    hands.write("Kann mal jemand draufschauen?")
    hands.walk_to(desk.dialog.get_by_role("button", name="Ins Team bringen"))
    hands.press("Enter")
    expect(desk.dialog).to_be_hidden()
    jonas.say_in_room("Schick ihr ein neues.")
    hands.press("m")
    expect(desk.room).to_contain_text("Schick ihr ein neues.")
    hands.write("Danke!")
    hands.press("Enter")
    expect(desk.room.get_by_role("listitem").filter(has_text="Danke!")).to_be_visible()
    hands.press("Escape")
    expect(desk.room.get_by_role("heading", level=1)).to_be_focused()


def _hear_a_whisper(desk: Console, hands: Keyboard, customer: Customer, katrin: Colleague) -> None:
    katrin.note(customer.id, "Sei großzügig.", whisper=True)
    hands.walk_to(desk.calls.get_by_role("button", name="Fall ansehen"))
    hands.press("Enter")
    expect(desk.said("Sei großzügig.")).to_contain_text("Katrin flüstert")
    expect(desk.conversation.get_by_role("heading", name="Anna Kruse")).to_be_focused()


def _close_the_case(desk: Console, hands: Keyboard, customer: Customer) -> None:
    hands.press("e")
    expect(desk.dialog.get_by_role("radio", name="Gelöst", exact=True)).to_be_focused()
    hands.press("ArrowDown")
    hands.walk_to(desk.dialog.get_by_label("Zusammenfassung für das nächste Mal"))
    hands.press("Control+a")
    hands.write("Zelt riss zum dritten Mal; ein neues ist unterwegs.")
    hands.walk_to(desk.dialog.get_by_role("button", name="Abschließen"))
    hands.press("Enter")
    expect(desk.conversation).to_contain_text("Abgeschlossen: Gelöst, mit Kulanz.")
    expect(desk.conversation.get_by_role("heading", name="Anna Kruse")).to_be_focused()
    customer.wait_for("Wie zufrieden sind Sie?")


def _log_out(desk: Console, hands: Keyboard) -> None:
    hands.walk_to(desk.page.locator(".menu-button"), "Shift+Tab")
    hands.press("Enter")
    hands.walk_to(desk.page.get_by_role("button", name="Abmelden"))
    hands.press("Enter")
    expect(desk.email).to_be_focused()


def test_a_case_is_found_in_the_queue_looked_at_and_put_away(
    tab: Console, hands: Keyboard, customer: NewCustomer
) -> None:
    for name in ("Anna Kruse", "Ben Fuchs"):
        customer(name).ask_for_person()
    _be_busy(tab, hands)
    expect(tab.waiting("Ben Fuchs")).to_be_visible()
    hands.walk_to(tab.waiting("Ben Fuchs"), "j")
    hands.press("Space")
    expect(tab.conversation.get_by_role("heading", name="Ben Fuchs")).to_be_visible()
    expect(tab.waiting("Ben Fuchs")).to_be_focused()
    hands.walk_to(tab.waiting("Anna Kruse"), "k")
    hands.press("d")
    expect(tab.page.get_by_role("region", name="Gespräch mit Anna Kruse")).to_be_visible()
    hands.press("c")
    expect(tab.conversation.get_by_role("heading", name="Ben Fuchs")).to_be_focused()
    hands.press("a")
    expect(tab.reply).to_be_focused()
    _pass_on(tab, hands)
    assert hands.troubles() == []


def _pass_on(desk: Console, hands: Keyboard) -> None:
    hands.press("Escape", "u")
    hands.walk_to(desk.dialog.get_by_label("An wen?"))
    hands.write("Team S")
    hands.press("Tab")
    hands.write("Kennt sich mit Zelten aus")
    hands.walk_to(desk.dialog.get_by_role("button", name="Übergeben"))
    hands.press("Enter")
    expect(desk.waiting("Ben Fuchs")).to_be_focused()


@pytest.mark.parametrize("key", ["e", "u", "b", "g", "h", "?"])
def test_escape_closes_a_dialog_and_the_focus_is_where_it_was(
    tab: Console, hands: Keyboard, customer: NewCustomer, key: str
) -> None:
    _take_a_case(tab, hands, customer)
    hands.press("Escape", key)
    expect(tab.dialog).to_be_visible()
    hands.press("Escape")
    expect(tab.dialog).to_be_hidden()
    expect(tab.conversation.get_by_role("heading", name="Anna Kruse")).to_be_focused()
    assert hands.troubles() == []


def test_escape_closes_the_menu_and_the_list_of_snippets(tab: Console, hands: Keyboard, customer: NewCustomer) -> None:
    _take_a_case(tab, hands, customer)
    hands.write("/")
    expect(tab.page.get_by_role("listbox")).to_be_visible()
    hands.press("Escape")
    expect(tab.page.get_by_role("listbox")).to_be_hidden()
    expect(tab.reply).to_be_focused()
    hands.walk_to(tab.page.locator(".menu-button"), "Shift+Tab")
    hands.press("Enter", "Tab", "Escape")
    expect(tab.page.get_by_role("button", name="Sperren")).to_be_hidden()
    expect(tab.page.locator(".menu-button")).to_be_focused()
    assert hands.troubles() == []


def test_an_offer_is_declined_and_the_focus_stays_in_the_list(
    tab: Console, hands: Keyboard, customer: NewCustomer, offered_to_mira: None
) -> None:
    _log_in_and_become_available(tab, hands)
    customer("Anna Kruse").ask_for_person()
    hands.walk_to(tab.calls.get_by_role("button", name="Ablehnen"))
    hands.press("Enter")
    expect(tab.calls).to_be_hidden()
    expect(tab.page.locator(":focus")).to_be_visible()
    assert hands.troubles() == []


def _be_busy(desk: Console, hands: Keyboard) -> None:
    hands.write("mira@demo.lotse")
    hands.press("Tab")
    hands.write(PASSWORD)
    hands.press("Tab", "Space", "Enter")
    expect(desk.mine).to_be_visible()
    hands.walk_to(desk.presence)
    hands.write("Besch")
    expect(desk.page.locator(".presence")).to_have_attribute("data-presence", "busy")
    hands.press("Tab")


def _take_a_case(desk: Console, hands: Keyboard, customer: NewCustomer) -> None:
    customer("Anna Kruse").ask_for_person()
    _be_busy(desk, hands)
    expect(desk.waiting("Anna Kruse")).to_be_visible()
    hands.walk_to(desk.waiting("Anna Kruse"))
    hands.press("Enter")
    expect(desk.reply).to_be_focused()
