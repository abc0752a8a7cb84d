"""Every page in every state that matters, looked at by axe-core: nothing breaks WCAG 2.2 AA."""

from __future__ import annotations

import io
from typing import Any

import pytest
from PIL import Image
from playwright.sync_api import FilePayload, Page, expect

from tests.browser.axe import expect_accessible, violations
from tests.browser.chat import Chat
from tests.browser.colleague import Colleague, Json
from tests.browser.conftest import NewConsole, NewCustomer, NewVisitor
from tests.browser.console import Console
from tests.browser.customer import Customer
from tests.browser.desk_process import DeskProcess
from tests.browser.engine_standin import EngineStandIn, answer
from tests.desk import files

SIZES: dict[str, dict[str, Any]] = {
    "wide": {"viewport": {"width": 1440, "height": 900}},
    "phone": {"viewport": {"width": 360, "height": 740}, "is_mobile": True, "has_touch": True},
}
CONTEXT: Json = {
    "earlier": [
        {
            "id": "earlier",
            "at": "2026-01-02T10:00:00+00:00",
            "concern_label": "Wo ist mein Paket?",
            "disposition": "solved",
            "summary": "Das Paket lag beim Nachbarn.",
            "agent": {"id": "jonas", "name": "Jonas Brandt"},
            "rating": 5,
            "verified": False,
        }
    ],
    "orders": [
        {
            "number": f"NV-20451{number}",
            "status": "shipped",
            "placed_on": "2026-01-02",
            "total": "89,95 €",
            "items": ["Zelt"],
        }
        for number in range(6)
    ],
    "orders_available": True,
    "similar": {
        "concern_label": "Ich möchte etwas zurückschicken",
        "count": 12,
        "dispositions": {"solved": 9, "solved_with_goodwill": 3},
        "examples": [{"summary": "Zelt riss.", "disposition": "solved_with_goodwill", "goodwill_cents": 1500}],
    },
    "draft": "Möchte ein Zelt zurücksenden.",
}


@pytest.fixture(params=SIZES)
def size(request: pytest.FixtureRequest) -> dict[str, Any]:
    """A screen, as options of a browser profile; nothing moves, so that no colour is measured halfway."""
    return SIZES[request.param] | {"reduced_motion": "reduce"}


@pytest.fixture
def at_shop(visitor: NewVisitor, desk: DeskProcess, engine: EngineStandIn, size: dict[str, Any]) -> Chat:
    """The chat on the sample shop's page, not opened."""
    page = visitor(**size).new_page()
    page.goto(f"{desk.url}/demo")
    return Chat(page)


@pytest.fixture
def mira_at_desk(console: NewConsole, size: dict[str, Any]) -> Console:
    """Mira's console; she is busy and takes cases herself."""
    return console(**size).log_in("mira@demo.lotse").at_desk()


@pytest.fixture
def katrin_at_desk(console: NewConsole, size: dict[str, Any]) -> Console:
    """The console of Katrin, who leads."""
    return console(**size).log_in("katrin@demo.lotse").at_desk()


@pytest.mark.parametrize("inside", ["lotse-chat >> dialog", "body"])
def test_a_fault_is_found_in_the_page_and_in_the_chats_shadow(chat: Chat, inside: str) -> None:
    chat.page.locator(inside).first.evaluate("(place) => place.append(document.createElement('img'))")
    assert [found for found in violations(chat.page) if found.startswith("image-alt")]


def test_a_target_that_is_too_small_is_found(chat: Chat) -> None:
    tiny = "<button style='all: unset; width: 9px; height: 9px; display: inline-block'>{}</button>"
    chat.page.evaluate(
        "html => document.body.insertAdjacentHTML('afterbegin', html)", tiny.format("a") + tiny.format("b")
    )
    assert [found for found in violations(chat.page) if found.startswith("target-size")]


def test_the_shop_and_the_open_chat(at_shop: Chat, engine: EngineStandIn) -> None:
    page = at_shop.page
    engine.script = lambda _: answer(
        "Ein **Wort**, [ein Link](https://www.nordlicht-versand.example/)", buttons=("Gut",)
    )
    expect(at_shop.launcher).to_be_visible()
    expect_accessible(page, "shop")
    at_shop.open()
    at_shop.say("Hallo")
    expect(at_shop.choice("Gut")).to_be_visible()
    expect_accessible(page, "chat with the assistant")
    at_shop.panel.get_by_role("button", name="Menü").click()
    expect_accessible(page, "the chat's menu")


def test_the_english_shop(visitor: NewVisitor, desk: DeskProcess, size: dict[str, Any]) -> None:
    page = visitor(**size).new_page()
    page.goto(f"{desk.url}/demo/en.html")
    expect(page.locator("lotse-chat")).to_be_attached()
    expect_accessible(page, "English shop")


@pytest.mark.usefixtures("taken_by_hand")
def test_the_chat_from_waiting_to_the_rating(at_shop: Chat, mira: Colleague) -> None:
    page, panel = at_shop.page, at_shop.panel
    mira.be("available")
    at_shop.open().person.click()
    expect(panel.get_by_text("Ihr Team:")).to_be_visible()
    expect_accessible(page, "chat, waiting")
    case = mira.take(at_shop.session["id"])
    mira.reply(case, "Schicken Sie mir gern ein Foto.")
    expect(at_shop.message("Foto")).to_be_visible()
    expect_accessible(page, "chat with a person")
    _rate(at_shop, mira, case)


def _rate(chat: Chat, mira: Colleague, case: Json) -> None:
    mira.resolve(mira.case(case["id"]))
    star = chat.panel.get_by_role("button", name="4 von 5 Sternen")
    expect(star).to_be_visible()
    expect_accessible(chat.page, "chat, to be rated")
    star.click()
    expect(chat.panel).to_contain_text("Danke für Ihre Bewertung!")
    expect_accessible(chat.page, "chat, rated")


def test_the_chat_with_files(at_shop: Chat, mira: Colleague) -> None:
    page, panel = at_shop.page, at_shop.panel
    mira.be("available")
    at_shop.open().person.click()
    expect(at_shop.standing).to_be_visible()
    case = mira.take(at_shop.session["id"])
    panel.locator("input[type=file]").set_input_files([_photo(), _no_photo()])
    expect(panel.get_by_role("button", name="riss.jpg entfernen")).to_be_visible()
    expect_accessible(page, "chat, a photo chosen and another file refused")
    at_shop.say("So sieht es aus")
    expect(panel.get_by_role("img", name="Bild: riss.jpg")).to_be_visible()
    mira.send_file(case, "Retourenschein.pdf", files.pdf())
    expect(panel.get_by_role("button", name="Retourenschein.pdf")).to_be_visible()
    expect_accessible(page, "chat with a photo and a PDF")


def test_the_doors_of_the_desk(console: NewConsole, katrin: Colleague, size: dict[str, Any]) -> None:
    desk = console(**size).open()
    expect(desk.email).to_be_focused()
    expect_accessible(desk.page, "login")
    desk.password.press("Enter")
    expect(desk.page.get_by_role("alert")).to_be_visible()
    expect_accessible(desk.page, "login, refused")
    desk.log_in("mira@demo.lotse").at_desk().menu("Sperren")
    expect(desk.page.get_by_role("heading", name="Willkommen zurück, Mira")).to_be_visible()
    expect_accessible(desk.page, "lock screen")
    desk.page.get_by_role("button", name="Abmelden").click()
    expect(desk.email).to_be_visible()
    desk.page.goto(desk.url.removesuffix("/desk") + katrin.invite("Nele Ohm", "nele.axe@demo.lotse"))
    desk.page.reload()
    expect(desk.page.get_by_role("heading", name="Willkommen an Bord, Nele")).to_be_visible()
    expect_accessible(desk.page, "invitation")


def test_the_description_of_the_api(visitor: NewVisitor, desk: DeskProcess, size: dict[str, Any]) -> None:
    page = visitor(**size).new_page()
    page.goto(f"{desk.url}/docs")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    expect_accessible(page, "/docs")
    page.get_by_text("Body", exact=True).first.click()
    expect_accessible(page, "/docs, a body unfolded")


def test_the_console_with_nothing_to_do(mira_at_desk: Console) -> None:
    page = mira_at_desk.page
    expect_accessible(page, "console, empty")
    page.locator(".menu-button").click()
    expect_accessible(page, "console, menu")
    page.keyboard.press("Escape")
    mira_at_desk.presence.select_option("Kurz weg")
    expect(page.get_by_text("Du bist kurz weg")).to_be_visible()
    expect_accessible(page, "console, off duty")
    page.context.set_offline(True)
    expect(page.get_by_text("Keine Verbindung")).to_be_visible()
    expect_accessible(page, "console, line lost")
    page.context.set_offline(False)


def test_a_case_waiting_and_a_case_at_work(
    mira_at_desk: Console, angry_customer: Customer, katrin: Colleague, jonas: Colleague
) -> None:
    desk, page = mira_at_desk, mira_at_desk.page
    _with_context(page)
    expect(desk.waiting("Anna Kruse")).to_be_visible()
    expect_accessible(page, "console, queue")
    desk.look_at("Anna Kruse")
    expect_accessible(page, "console, a waiting case")
    page.keyboard.press("a")
    expect(desk.reply).to_be_focused()
    jonas.look_at(angry_customer.id, typing=True)
    katrin.note(angry_customer.id, "Sei großzügig.", whisper=True)
    _answer(desk)
    expect_accessible(page, "console, a case at work")
    _everything_known(desk)


def _answer(desk: Console) -> None:
    desk.reply.fill("Guten Tag!")
    desk.page.get_by_role("button", name="Senden", exact=True).click()
    expect(desk.said("Guten Tag!")).to_contain_text("Gesendet")
    expect(desk.said("Sei großzügig.")).to_be_visible()
    desk.page.get_by_label("Datei wählen").set_input_files(_photo())
    expect(desk.conversation.get_by_role("list", name="Dateien zum Senden")).to_be_visible()


def _everything_known(desk: Console) -> None:
    desk.page.keyboard.press("Escape")
    desk.page.keyboard.press("i")
    expect(desk.known).to_contain_text("Ähnliche Fälle")
    for summary in desk.known.locator("summary").all():
        summary.press("Enter")
    expect_accessible(desk.page, "console, everything that is known")


def test_lists_that_open_while_one_writes(mira_at_desk: Console, angry_customer: Customer) -> None:
    desk, options = mira_at_desk, mira_at_desk.page.get_by_role("listbox")
    desk.accept("Anna Kruse")
    desk.reply.press_sequentially("/")
    expect(options).to_be_visible()
    expect_accessible(desk.page, "console, snippets")
    desk.reply.fill("")
    desk.page.get_by_role("button", name="Notiz", exact=True).click()
    desk.note.press_sequentially("@")
    expect(options).to_be_visible()
    expect_accessible(desk.page, "console, colleagues to mention")


DIALOGS = {
    "e": "Fall abschließen",
    "u": "Fall übergeben",
    "b": "An den Bot zurückgeben",
    "g": "Kulanz gewähren",
    "h": "Ins Team bringen",
    "?": "Hilfe und Tastenkürzel",
}


def test_every_dialog_about_a_case(mira_at_desk: Console, angry_customer: Customer) -> None:
    desk, page = mira_at_desk, mira_at_desk.page
    desk.accept("Anna Kruse")
    page.keyboard.press("Escape")
    for key, title in DIALOGS.items():
        page.keyboard.press(key)
        expect(page.get_by_role("dialog", name=title)).to_be_visible()
        for summary in desk.dialog.locator("summary").all():
            summary.press("Enter")
        expect_accessible(page, f"dialog: {title}")
        page.keyboard.press("Escape")
        expect(desk.dialog).to_be_hidden()
    page.keyboard.press("i")
    desk.known.get_by_role("button", name="Stimmt nicht? Berichtigen").click()
    expect(desk.dialog).to_be_visible()
    expect_accessible(page, "dialog: correction")
    page.keyboard.press("Escape")
    page.keyboard.press("g")
    desk.dialog.get_by_label("Warum?").fill("Ärger")
    desk.dialog.get_by_role("button", name="Gewähren").click()
    expect(desk.dialog.get_by_role("alert")).to_be_visible()
    expect_accessible(page, "dialog: goodwill without an amount")


def test_what_calls_for_an_agent(console: NewConsole, customer: NewCustomer, size: dict[str, Any]) -> None:
    desk = console(**size).log_in("emre@demo.lotse", available=True).at_desk()
    for name in ("Anna Kruse", "Ben Fuchs"):  # teams take turns with new customers
        customer(name).ask_for_person()
    expect(desk.calls).to_contain_text("Neuer Fall für dich")
    expect_accessible(desk.page, "console, an offer")


def test_conversations_side_by_side(mira_at_desk: Console, customer: NewCustomer) -> None:
    for name in ("Anna Kruse", "Ben Fuchs"):
        customer(name).ask_for_person()
    mira_at_desk.accept("Anna Kruse")
    mira_at_desk.page.keyboard.press("Escape")
    if mira_at_desk.queue.is_hidden():
        mira_at_desk.conversation.get_by_role("button", name="Zurück zur Liste").click()
    mira_at_desk.waiting("Ben Fuchs").click(modifiers=["Control"])
    expect(mira_at_desk.page.get_by_role("region", name="Gespräch mit Ben Fuchs")).to_be_visible()
    expect_accessible(mira_at_desk.page, "console, side by side")


def test_the_room(mira_at_desk: Console, angry_customer: Customer, jonas: Colleague, katrin: Colleague) -> None:
    desk, page = mira_at_desk, mira_at_desk.page
    desk.accept("Anna Kruse")
    page.keyboard.press("Escape")
    page.keyboard.press("h")
    page.keyboard.type("Kann mal jemand draufschauen?")
    desk.dialog.get_by_role("button", name="Ins Team bringen").click()
    expect(desk.dialog).to_be_hidden()
    page.keyboard.press("m")
    jonas.say_in_room("Mittag um zwölf?")
    expect(desk.room).to_contain_text("Mittag um zwölf?")
    katrin.note(angry_customer.id, "Sei großzügig.", whisper=True)
    expect(desk.calls).to_contain_text("Katrin flüstert dir zu")
    expect_accessible(page, "team room, with a whisper")


def test_all_conversations(katrin_at_desk: Console, angry_customer: Customer) -> None:
    katrin_at_desk.page.get_by_role("button", name="Alle Gespräche").click()
    expect(katrin_at_desk.page.get_by_role("button").filter(has_text="Anna Kruse").first).to_be_visible()
    expect_accessible(katrin_at_desk.page, "console, all conversations")


SECTIONS = {
    "team": "Team",
    "zeiten": "Öffnungszeiten",
    "regeln": "Regeln",
    "faehigkeiten": "Fähigkeiten",
    "bausteine": "Bausteine",
    "protokoll": "Protokoll",
}


@pytest.mark.parametrize("path", SECTIONS)
def test_the_leads_pages(katrin_at_desk: Console, path: str) -> None:
    page = katrin_at_desk.page
    _turn_to(katrin_at_desk, path, SECTIONS[path])
    expect_accessible(page, f"lead: {SECTIONS[path]}")
    for button in page.locator(".lead-body summary:visible").all():
        button.press("Enter")
    expect_accessible(page, f"lead: {SECTIONS[path]}, unfolded")


@pytest.mark.parametrize(
    ("path", "button"),
    [
        ("team", "Jemanden einladen"),
        ("team", "Jonas Brandt ändern"),
        ("team", "Team anlegen"),
        ("team", "Team Nord auflösen"),
        ("faehigkeiten", "Recht ändern"),
        ("bausteine", "Baustein schreiben"),
    ],
)
def test_the_leads_dialogs(katrin_at_desk: Console, path: str, button: str) -> None:
    _turn_to(katrin_at_desk, path, SECTIONS[path])
    katrin_at_desk.page.get_by_role("button", name=button).click()
    expect(katrin_at_desk.dialog).to_be_visible()
    expect_accessible(katrin_at_desk.page, f"lead's dialog: {button}")


def test_the_leads_live_view_and_its_dialogs(
    katrin_at_desk: Console, angry_customer: Customer, customer: NewCustomer, jonas: Colleague
) -> None:
    page = katrin_at_desk.page
    jonas.be("busy")
    jonas.take(angry_customer.id)
    customer("Ben Fuchs").ask_for_person()
    _turn_to(katrin_at_desk, "", "Jetzt")
    expect(page.get_by_role("button", name="Ansehen: Ben Fuchs")).to_be_visible()
    expect_accessible(page, "lead: live")
    for button in ("Jonas zuflüstern: Anna Kruse", "Übernehmen: Anna Kruse", "Weitergeben: Ben Fuchs"):
        page.get_by_role("button", name=button).click()
        expect(katrin_at_desk.dialog).to_be_visible()
        expect_accessible(page, f"lead's dialog: {button}")
        page.keyboard.press("Escape")
        expect(katrin_at_desk.dialog).to_be_hidden()


def test_goodwill_to_decide(katrin_at_desk: Console, angry_customer: Customer, jonas: Colleague) -> None:
    page = katrin_at_desk.page
    case = jonas.take(angry_customer.id)
    jonas.give_goodwill(case, 8000, "Dritte Verspätung")
    expect(katrin_at_desk.calls).to_contain_text("Jonas bittet um 80,00 € Kulanz")
    expect_accessible(page, "console, asked for goodwill")
    _turn_to(katrin_at_desk, "kulanz", "Kulanz")
    expect(page.get_by_text("Dritte Verspätung").first).to_be_visible()
    expect_accessible(page, "lead: goodwill")


def _turn_to(desk: Console, path: str, title: str) -> None:
    desk.page.goto(f"{desk.url}#leitung/{path}".removesuffix("/"))
    expect(desk.page.get_by_role("heading", level=1, name=title)).to_be_visible()


def _with_context(page: Page) -> None:
    """Whichever case is opened, there is something to know about its customer."""
    page.route("**/conversations/*/context", lambda route: route.fulfill(json=CONTEXT))


def _photo() -> FilePayload:
    content = io.BytesIO()
    Image.new("RGB", (320, 200), "tan").save(content, "JPEG")
    return {"name": "riss.jpg", "mimeType": "image/jpeg", "buffer": content.getvalue()}


def _no_photo() -> FilePayload:
    return {"name": "film.mov", "mimeType": "video/quicktime", "buffer": b"x"}
