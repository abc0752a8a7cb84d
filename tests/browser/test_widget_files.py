"""Photos and PDFs both ways: seen before they go, kept until they have arrived, and never able to do anything."""

from __future__ import annotations

import base64
import io
import re
from typing import Any

import pytest
from PIL import Image
from playwright.sync_api import FilePayload, Locator, Route, expect

from tests.browser.chat import GREETING, Chat
from tests.browser.colleague import Colleague, Json
from tests.browser.conftest import NewVisitor
from tests.browser.desk_process import DeskProcess
from tests.browser.engine_standin import EngineStandIn
from tests.browser.test_widget_page import CONTRAST
from tests.desk import files

SMALLEST_TARGET_PX = 24
PUT_INTO = """(target, {kind, name, type, bytes, text}) => {
  const data = new DataTransfer();
  if (text) data.setData("text/plain", text);
  data.items.add(new File([Uint8Array.from(atob(bytes), (one) => one.charCodeAt(0))], name, {type}));
  const event = kind === "paste" ? new ClipboardEvent("paste", {clipboardData: data, bubbles: true, cancelable: true})
    : new DragEvent(kind, {dataTransfer: data, bubbles: true, cancelable: true});
  return !target.dispatchEvent(event);
}"""


def _jpeg(width: int = 320, height: int = 200) -> bytes:
    content = io.BytesIO()
    Image.new("RGB", (width, height), "tan").save(content, "JPEG")
    return content.getvalue()


PHOTO: FilePayload = {"name": "riss.jpg", "mimeType": "image/jpeg", "buffer": _jpeg()}
INVOICE: FilePayload = {"name": "Rechnung.pdf", "mimeType": "application/pdf", "buffer": files.pdf()}


def _choose(chat: Chat, *files: FilePayload) -> None:
    with chat.page.expect_file_chooser() as chooser:
        chat.panel.get_by_role("button", name="Foto oder PDF anhängen").click()
    chooser.value.set_files(files)


def _send(chat: Chat, file: FilePayload) -> Locator:
    """Chooses and sends; its bubble."""
    _choose(chat, file)
    expect(_chosen(chat)).to_have_count(1)
    chat.field.press("Enter")
    return _own(chat)


def _chosen(chat: Chat) -> Locator:
    return chat.panel.get_by_role("listitem").filter(has=chat.page.get_by_role("button", name="entfernen"))


def _own(chat: Chat) -> Locator:
    """The customer's own files."""
    return chat.panel.locator(".customer").filter(has=chat.page.locator(".of-file"))


def _files_of(chat: Chat, desk: DeskProcess) -> list[Json]:
    """What the desk has of the customer, by its own account."""
    session = chat.session
    headers = {"Authorization": f"Bearer {session['token']}"}
    response = chat.page.request.get(f"{desk.url}/api/v1/conversations/{session['id']}/events", headers=headers)
    events = response.json()["events"]
    return [event["attachment"] for event in events if event.get("attachment")]


@pytest.fixture
def case(chat: Chat, mira: Colleague) -> Json:
    """A case that Mira has."""
    mira.be("available")
    chat.person.click()
    expect(chat.standing).to_be_visible()
    case = mira.take(chat.session["id"])
    expect(chat.standing).to_have_text("Mira ist jetzt für Sie da")
    return case


def test_a_photo_is_seen_before_it_goes_and_arrives_with_the_words(chat: Chat, desk: DeskProcess) -> None:
    _choose(chat, PHOTO)
    expect(_chosen(chat)).to_contain_text("riss.jpg")
    expect(_chosen(chat).locator("img")).to_be_visible()
    assert _files_of(chat, desk) == []

    chat.say("So sieht es aus")
    expect(_own(chat)).to_contain_text(re.compile("Gesendet|Zugestellt"))
    expect(_own(chat).get_by_role("img", name="Bild: riss.jpg")).to_be_visible()
    expect(chat.message("Echo: So sieht es aus")).to_be_visible()
    expect(_chosen(chat)).to_have_count(0)
    (stored,) = _files_of(chat, desk)
    assert (stored["name"], stored["kind"], stored["width"]) == ("riss.jpg", "image/jpeg", 320)


def test_a_photo_that_grows_into_its_place_leaves_the_newest_message_in_view(
    chat: Chat, case: Json, mira: Colleague
) -> None:
    chat.say("Mehrere\nZeilen\nzum\nRiss")
    _send(chat, PHOTO | {"buffer": _jpeg(300, 700)})
    expect(_own(chat).get_by_role("img", name="Bild: riss.jpg")).to_be_visible()
    mira.reply(case, "Das sehe ich.")
    expect(chat.message("Das sehe ich.")).to_be_in_viewport()


def test_what_was_chosen_can_be_taken_back(chat: Chat, desk: DeskProcess) -> None:
    _choose(chat, PHOTO, INVOICE)
    expect(_chosen(chat)).to_have_count(2)
    chat.panel.get_by_role("button", name="riss.jpg entfernen").press("Enter")
    expect(_chosen(chat)).to_have_text(["Rechnung.pdf"])
    expect(chat.field).to_be_focused()  # the button that had the focus is gone
    chat.field.press("Enter")
    expect(_own(chat)).to_contain_text("Zugestellt")
    assert [stored["name"] for stored in _files_of(chat, desk)] == ["Rechnung.pdf"]


def test_a_photo_of_the_colleague_opens_in_a_new_tab_as_a_picture_and_nothing_else(
    chat: Chat, case: Json, mira: Colleague
) -> None:
    addresses: list[str] = []
    chat.page.on("request", lambda request: addresses.append(request.url))
    mira.send_file(case, "Ersatz.jpg", _jpeg())
    picture = chat.log.get_by_role("link", name="Bild: Ersatz.jpg")
    expect(picture).to_be_visible()
    expect(chat.log.locator(".agent").last).to_contain_text("Mira")
    with chat.page.expect_popup() as opened:
        picture.click()
    assert opened.value.url.startswith("blob:")
    assert opened.value.evaluate("document.contentType") == "image/jpeg"
    assert opened.value.evaluate("opener") is None
    assert not any(chat.session["token"] in address for address in addresses)


def test_a_pdf_of_the_colleague_is_downloaded_and_never_opened(chat: Chat, case: Json, mira: Colleague) -> None:
    mira.send_file(case, "Retourenschein.pdf", INVOICE["buffer"])
    with chat.page.expect_download() as download:
        chat.log.get_by_role("button", name=re.compile(r"Retourenschein\.pdf, .* herunterladen")).click()
    assert download.value.suggested_filename == "Retourenschein.pdf"
    assert download.value.path().read_bytes() == INVOICE["buffer"]
    assert len(chat.page.context.pages) == 1


@pytest.mark.parametrize("kind", ["paste", "drop"])
def test_a_photo_can_be_pasted_and_dropped(chat: Chat, kind: str) -> None:
    target = chat.field if kind == "paste" else chat.log
    assert _put(target, kind)
    expect(_chosen(chat)).to_contain_text("riss.jpg")


def test_while_a_file_is_dragged_over_the_chat_the_place_shows(chat: Chat) -> None:
    assert _put(chat.log, "dragover")
    expect(chat.panel).to_have_class("panel over")
    chat.log.dispatch_event("dragleave")
    expect(chat.panel).to_have_class("panel")


def test_text_with_its_picture_is_pasted_as_text(chat: Chat) -> None:
    assert not _put(chat.field, "paste", text="Aus der Tabelle")
    expect(_chosen(chat)).to_have_count(0)


def _put(target: Locator, kind: str, text: str = "") -> bool:
    """Whether the chat has taken it."""
    what = {"kind": kind, "name": PHOTO["name"], "type": PHOTO["mimeType"], "text": text}
    return bool(target.evaluate(PUT_INTO, what | {"bytes": base64.b64encode(PHOTO["buffer"]).decode()}))


@pytest.mark.parametrize(
    ("file", "sentence"),
    [
        (
            {"name": "film.mov", "mimeType": "video/quicktime", "buffer": b"x"},
            "„film.mov“ geht leider nicht, nur Fotos",
        ),
        ({"name": "bild.svg", "mimeType": "image/svg+xml", "buffer": b"<svg/>"}, "„bild.svg“ geht leider nicht"),
        (
            {"name": "nichts.pdf", "mimeType": "application/pdf", "buffer": b""},
            "„nichts.pdf“ ist leer oder beschädigt.",
        ),
        (PHOTO | {"buffer": bytes(10 * 1024 * 1024 + 1)}, "„riss.jpg“ ist größer als 10 MB."),
    ],
)
def test_what_cannot_be_sent_is_said_at_once_and_not_sent(chat: Chat, file: FilePayload, sentence: str) -> None:
    _choose(chat, file)
    expect(chat.panel.get_by_role("alert").filter(has_text=sentence)).to_be_visible()
    expect(_chosen(chat)).to_have_count(0)
    chat.field.press_sequentially("Gut")
    expect(chat.panel.get_by_role("alert").filter(has_text=sentence)).to_have_count(0)


def test_what_the_desk_does_not_take_says_why_and_can_be_discarded(chat: Chat, desk: DeskProcess) -> None:
    own = _send(chat, PHOTO | {"name": "foto.jpg", "buffer": b"kein Bild"})
    expect(own).to_contain_text("Nicht gesendet")
    expect(own.get_by_role("alert")).to_contain_text("„foto.jpg“ geht leider nicht")
    own.get_by_role("button", name="Verwerfen").click()
    expect(own).to_have_count(0)
    chat.page.reload()
    expect(chat.log).to_contain_text(GREETING)
    expect(own).to_have_count(0)
    assert _files_of(chat, desk) == []


def test_an_upload_that_failed_is_sent_again_when_the_customer_says_so(chat: Chat, desk: DeskProcess) -> None:
    chat.page.route("**/attachments", lambda route: route.fulfill(status=422, body="{}"))
    own = _send(chat, PHOTO)
    expect(own).to_contain_text("Nicht gesendet")
    chat.page.unroute("**/attachments")
    own.get_by_role("button", name="Erneut senden").click()
    expect(own).to_contain_text("Zugestellt")
    assert len(_files_of(chat, desk)) == 1


def test_a_photo_sent_offline_arrives_once_after_the_connection_is_back(chat: Chat, desk: DeskProcess) -> None:
    _choose(chat, PHOTO)
    expect(_chosen(chat)).to_have_count(1)
    chat.page.context.set_offline(True)
    chat.field.press("Enter")
    expect(_own(chat)).to_contain_text("Wird gesendet, sobald die Verbindung steht")
    chat.page.context.set_offline(False)
    expect(_own(chat)).to_contain_text("Zugestellt")
    expect(_own(chat)).to_have_count(1)
    assert len(_files_of(chat, desk)) == 1


def test_a_photo_that_was_on_its_way_is_sent_after_a_reload(chat: Chat, desk: DeskProcess) -> None:
    chat.page.route("**/attachments", lambda route: route.abort())
    _choose(chat, PHOTO)
    expect(_chosen(chat)).to_have_count(1)
    with chat.page.expect_event("requestfailed"):
        chat.field.press("Enter")
    chat.page.unroute("**/attachments")
    chat.page.reload()
    expect(_own(chat)).to_contain_text("Zugestellt")
    expect(_own(chat).get_by_role("img", name="Bild: riss.jpg")).to_be_visible()
    assert len(_files_of(chat, desk)) == 1


def test_a_photo_whose_acknowledgement_is_lost_is_sent_again_and_stored_once(chat: Chat, desk: DeskProcess) -> None:
    lost: list[str] = []

    def lose_the_first_answer(route: Route) -> None:
        if lost:
            route.continue_()
        else:
            lost.append(route.request.url)
            route.fetch()
            route.abort()

    chat.page.route("**/attachments", lose_the_first_answer)
    own = _send(chat, PHOTO)
    expect(own).to_contain_text("Zugestellt")
    expect(own).to_have_count(1)
    assert lost
    assert len(_files_of(chat, desk)) == 1


def test_progress_is_shown_while_a_photo_is_on_its_way(chat: Chat) -> None:
    held: list[Route] = []
    chat.page.route("**/attachments", lambda route: held.append(route))
    own = _send(chat, PHOTO)
    expect(own.get_by_role("progressbar", name="riss.jpg wird gesendet")).to_be_visible()
    held[0].continue_()
    expect(own).to_contain_text("Zugestellt")
    expect(own.get_by_role("progressbar")).to_be_hidden()


def test_a_photo_stays_the_same_element_when_it_is_acknowledged(chat: Chat) -> None:
    held: list[Route] = []
    chat.page.route("**/attachments", lambda route: held.append(route))
    own = _send(chat, PHOTO)
    own.evaluate("(element) => (element.dataset.mark = 'first')")
    held[0].continue_()
    expect(own).to_contain_text("Zugestellt")
    expect(own).to_have_attribute("data-mark", "first")


def test_markup_in_a_name_is_shown_as_text_and_never_runs(chat: Chat, case: Json, mira: Colleague) -> None:
    mira.send_file(case, "<img src=x onerror=window.hit=1>.pdf", INVOICE["buffer"])
    expect(chat.log).to_contain_text("onerror=window.hit=1")
    assert chat.page.evaluate("window.hit") is None
    expect(chat.log.locator("img")).to_have_count(0)


def test_a_picture_that_cannot_be_had_becomes_a_file_to_download(chat: Chat, case: Json, mira: Colleague) -> None:
    chat.page.route("**/attachments/*", lambda route: route.abort())
    mira.send_file(case, "Ersatz.jpg", _jpeg())
    paper = chat.log.get_by_role("button", name=re.compile(r"Ersatz\.jpg, .* herunterladen"))
    paper.click()
    expect(chat.log.get_by_role("alert").filter(has_text="Das hat nicht geklappt")).to_be_visible()
    chat.page.unroute("**/attachments/*")
    with chat.page.expect_download() as download:
        paper.click()
    assert download.value.suggested_filename == "Ersatz.jpg"


def test_after_a_reload_the_files_of_both_sides_are_there(chat: Chat, case: Json, mira: Colleague) -> None:
    mira.send_file(case, "Ersatz.jpg", _jpeg())
    expect(_send(chat, PHOTO)).to_contain_text("Gesendet")
    chat.page.reload()
    expect(chat.log.get_by_role("link", name="Bild: Ersatz.jpg")).to_be_visible()
    expect(chat.log.get_by_role("link", name="Bild: riss.jpg")).to_be_visible()


def test_where_the_second_script_cannot_be_had_that_is_said_and_words_still_go(chat: Chat) -> None:
    errors: list[str] = []
    chat.page.on("pageerror", lambda error: errors.append(str(error)))
    chat.page.route("**/widget-more.js", lambda route: route.abort())
    _choose(chat, PHOTO)
    expect(chat.panel).to_contain_text("Das hat nicht geklappt. Bitte noch einmal versuchen.")
    expect(chat.say("Dann eben in Worten")).to_contain_text("Zugestellt")
    assert errors == []


def test_deleting_the_data_forgets_files_that_were_not_sent(chat: Chat) -> None:
    chat.page.route("**/attachments", lambda route: route.fulfill(status=422, body="{}"))
    expect(_send(chat, PHOTO)).to_contain_text("Nicht gesendet")
    chat.menu("Meine Daten löschen")
    chat.panel.get_by_role("alertdialog").get_by_role("button", name="Löschen").click()
    expect(chat.panel).to_contain_text("Ihre Daten wurden gelöscht")
    expect(_own(chat)).to_have_count(0)
    chat.page.reload()
    expect(_own(chat)).to_have_count(0)


@pytest.fixture(params=["light", "dark"])
def in_both_lights(
    request: pytest.FixtureRequest, visitor: NewVisitor, desk: DeskProcess, engine: EngineStandIn
) -> Chat:
    """The chat by day and by night, on a phone."""
    page = visitor(color_scheme=request.param, viewport={"width": 360, "height": 740}).new_page()
    page.goto(f"{desk.url}/demo")
    return Chat(page).open()


def test_files_and_what_is_said_about_them_can_be_read_and_hit(in_both_lights: Chat) -> None:
    chat = in_both_lights
    _choose(
        chat, PHOTO | {"name": "a" * 60 + ".jpg"}, INVOICE, {"name": "x.mov", "mimeType": "video/mp4", "buffer": b"x"}
    )
    expect(_chosen(chat)).to_have_count(2)
    _check(chat, ".tray .name, .composer > .said")
    chat.page.route("**/attachments", lambda route: route.fulfill(status=415, body='{"error":{"code":"unknown_kind"}}'))
    chat.field.press("Enter")
    expect(chat.panel.get_by_role("alert").filter(has_text="geht leider nicht")).to_have_count(2)
    _check(chat, ".of-file .name, .of-file small, .of-file .said, .progress.failed")


def _check(chat: Chat, texts: str) -> None:
    for name, contrast in chat.panel.locator(texts).evaluate_all(CONTRAST):
        assert contrast >= 4.5, f"{name}: {contrast:.2f}"
    for button in chat.panel.get_by_role("button").all():
        box: Any = button.bounding_box()
        assert min(box["width"], box["height"]) >= SMALLEST_TARGET_PX, button.get_attribute("aria-label")
    wide = "(element) => element.scrollWidth > element.clientWidth"
    assert not chat.panel.evaluate(wide)
    assert not chat.panel.locator(".scroll").evaluate(wide)
