"""Writing at the desk: snippets, suggestions, files, several conversations side by side, the summary at the end."""

from __future__ import annotations

import base64
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import NewConsole, NewCustomer
from tests.browser.console import Console
from tests.browser.customer import Customer

WIDE = {"width": 1600, "height": 900}
PIXEL = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)
PASTE = """(area, data) => {
  const bytes = Uint8Array.from(atob(data), (letter) => letter.charCodeAt(0));
  const clipboard = new DataTransfer();
  clipboard.items.add(new File([bytes], "foto.png", { type: "image/png" }));
  area.dispatchEvent(new ClipboardEvent("paste", { clipboardData: clipboard, bubbles: true, cancelable: true }));
}"""


@pytest.fixture
def at_desk(console: NewConsole) -> Console:
    """Mira's console, on a wide screen."""
    return console(viewport=WIDE).log_in("mira@demo.lotse").at_desk()


@pytest.fixture
def anna(customer: NewCustomer, at_desk: Console) -> Customer:
    """Anna, whose case Mira has taken."""
    anna = customer("Anna Kruse")
    anna.say("Wie lange dauert es?")
    anna.wait_for("Echo")
    anna.ask_for_person()
    at_desk.accept("Anna Kruse")
    return anna


def test_a_snippet_is_found_by_keyboard_and_its_gaps_are_filled(at_desk: Console, anna: Customer) -> None:
    at_desk.page.keyboard.type("/hal")
    option = at_desk.page.get_by_role("listbox").get_by_role("option").first
    expect(option).to_contain_text("/hallo")
    expect(option).to_have_attribute("aria-selected", "true")
    at_desk.page.keyboard.press("Enter")
    expect(at_desk.page.get_by_role("listbox")).to_be_hidden()
    assert "Anna Kruse" in at_desk.reply.input_value()
    assert "Mira" in at_desk.reply.input_value()
    at_desk.page.keyboard.press("Enter")
    anna.wait_for("Anna Kruse")


def test_escape_closes_the_list_of_snippets_and_leaves_the_text(at_desk: Console, anna: Customer) -> None:
    at_desk.page.keyboard.type("/")
    expect(at_desk.page.get_by_role("listbox")).to_be_visible()
    at_desk.page.keyboard.press("Escape")
    expect(at_desk.page.get_by_role("listbox")).to_be_hidden()
    expect(at_desk.reply).to_be_focused()
    expect(at_desk.reply).to_have_value("/")


def test_a_sentence_with_an_open_gap_is_not_sent(at_desk: Console, anna: Customer) -> None:
    at_desk.page.keyboard.type("Zu {bestellung} sage ich:")
    at_desk.page.keyboard.press("Enter")
    expect(at_desk.notice).to_contain_text("{bestellung}")
    expect(at_desk.reply).to_have_value("Zu {bestellung} sage ich:")
    assert at_desk.reply.evaluate("area => area.value.slice(area.selectionStart, area.selectionEnd)") == "{bestellung}"


def test_a_suggestion_is_sent_at_once_with_one_key_and_the_draft_stays(at_desk: Console, anna: Customer) -> None:
    expect(at_desk.known.get_by_role("button", name="Lieferzeit sofort senden")).to_be_visible()
    at_desk.page.keyboard.type("Halb fertig")
    at_desk.page.keyboard.press("Alt+Shift+Digit1")
    anna.wait_for("Werktage")
    expect(at_desk.reply).to_have_value("Halb fertig")


def test_a_photo_that_was_pasted_is_looked_at_first_and_sent_with_the_reply(at_desk: Console, anna: Customer) -> None:
    at_desk.reply.evaluate(PASTE, base64.b64encode(PIXEL).decode())
    tray = at_desk.conversation.get_by_role("list", name="Dateien zum Senden")
    expect(tray.locator("canvas")).to_be_visible()
    at_desk.page.keyboard.press("Enter")
    expect(tray).to_be_hidden()
    picture = at_desk.log.get_by_role("img", name="Foto: foto.png")
    expect(picture).to_be_visible()
    assert picture.evaluate("image => image.decode().then(() => image.naturalWidth)") == 1


def test_a_file_of_another_kind_is_refused_kindly(at_desk: Console, anna: Customer, tmp_path: Path) -> None:
    script = tmp_path / "angriff.html"
    script.write_text("<script>alert(1)</script>")
    at_desk.page.get_by_label("Datei wählen").set_input_files(script)
    expect(at_desk.notice).to_contain_text("Diese Art von Datei geht nicht")


def test_what_the_server_refuses_stays_in_the_tray_with_the_reason(
    at_desk: Console, anna: Customer, tmp_path: Path
) -> None:
    fake = tmp_path / "bild.png"
    fake.write_bytes(b"kein Bild")
    at_desk.page.get_by_label("Datei wählen").set_input_files(fake)
    at_desk.page.keyboard.press("Enter")
    tray = at_desk.conversation.get_by_role("list", name="Dateien zum Senden")
    expect(tray.get_by_role("listitem")).to_contain_text("geht nicht")
    tray.get_by_role("button", name="bild.png entfernen").click()
    expect(tray).to_be_hidden()


def test_two_conversations_stand_side_by_side_each_with_its_own_draft(
    at_desk: Console, anna: Customer, customer: NewCustomer
) -> None:
    customer("Ben Fuchs").ask_for_person()
    at_desk.page.keyboard.type("Für Anna")
    at_desk.waiting("Ben Fuchs").click(modifiers=["Control"])
    with_anna = at_desk.page.get_by_role("region", name="Gespräch mit Anna Kruse")
    with_ben = at_desk.page.get_by_role("region", name="Gespräch mit Ben Fuchs")
    expect(with_ben.get_by_role("button", name="Übernehmen")).to_be_visible()
    at_desk.page.keyboard.press("a")
    expect(with_ben.get_by_role("textbox", name="Antwort")).to_be_focused()
    at_desk.page.keyboard.type("Für Ben")
    at_desk.page.keyboard.press("Alt+Comma")
    expect(with_anna.get_by_role("textbox", name="Antwort")).to_be_focused()
    expect(at_desk.known).to_contain_text("über Anna Kruse")
    at_desk.page.reload()
    expect(with_anna.get_by_role("textbox", name="Antwort")).to_have_value("Für Anna")
    expect(with_ben.get_by_role("textbox", name="Antwort")).to_have_value("Für Ben")
    at_desk.page.keyboard.press("2")
    expect(with_ben.get_by_role("heading", name="Ben Fuchs")).to_be_focused()
    at_desk.page.keyboard.press("c")
    expect(with_ben).to_be_hidden()
    expect(with_anna.get_by_role("heading", name="Anna Kruse")).to_be_focused()


def test_the_summary_is_drafted_and_kept_for_the_next_time(
    at_desk: Console, anna: Customer, customer: NewCustomer
) -> None:
    at_desk.page.keyboard.press("Escape")
    at_desk.page.keyboard.press("e")
    summary = at_desk.dialog.get_by_label("Zusammenfassung für das nächste Mal")
    expect(summary).not_to_have_value("")
    summary.fill("Wollte wissen, wie lange es dauert.")
    at_desk.dialog.get_by_role("button", name="Abschließen").click()
    expect(at_desk.dialog).to_be_hidden()
    expect(at_desk.conversation).to_contain_text("Abgeschlossen: Gelöst.")


def test_a_case_handed_back_goes_on_with_the_chosen_concern(at_desk: Console, anna: Customer) -> None:
    at_desk.page.keyboard.press("Escape")
    at_desk.page.keyboard.press("b")
    at_desk.dialog.get_by_label("Womit soll er weitermachen?").select_option(index=1)
    at_desk.dialog.get_by_role("button", name="Zurückgeben").click()
    expect(at_desk.mine).to_contain_text("Du hast gerade keinen Fall")
