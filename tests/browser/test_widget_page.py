"""The widget on any page: by keyboard, by ear, on a phone, and without getting in the page's way."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.browser.chat import GREETING, Chat
from tests.browser.conftest import NewVisitor
from tests.browser.desk_process import DeskProcess
from tests.browser.engine_standin import EngineStandIn, answer
from tests.browser.other_site import OtherSite

PHONE = {"width": 360, "height": 740}
CONTRAST = """
(elements) => elements.map((element) => {
  const canvas = Object.assign(document.createElement("canvas"), { width: 1, height: 1 }).getContext("2d");
  const pixel = (colours) => {
    canvas.clearRect(0, 0, 1, 1);
    for (const colour of colours) { canvas.fillStyle = colour; canvas.fillRect(0, 0, 1, 1); }
    return [...canvas.getImageData(0, 0, 1, 1).data].slice(0, 3);
  };
  const linear = (value) => (value /= 255) <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  const luminance = ([red, green, blue]) => 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue);
  const grounds = [];
  for (let at = element; at; at = at.parentElement ?? at.getRootNode().host) {
    grounds.unshift(getComputedStyle(at).backgroundColor);
  }
  const [ground, text] = [pixel(grounds), pixel([...grounds, getComputedStyle(element).color])].map(luminance);
  return [element.className || element.tagName, (Math.max(ground, text) + 0.05) / (Math.min(ground, text) + 0.05)];
})
"""

OpenElsewhere = Callable[..., Page]


@pytest.fixture
def elsewhere(visitor: NewVisitor, desk: DeskProcess, engine: EngineStandIn) -> Iterator[OpenElsewhere]:
    """Opens a page of another site, with this body, that loads the widget from the desk."""
    with OtherSite() as site:

        def open_page(body: str = "", wishes: str = "", **options: object) -> Page:
            script = f'<script src="{desk.url}/widget.js" {wishes} async></script>'
            site.html = f'<!doctype html><html lang="de"><body>{body}{script}'
            page = visitor(**options).new_page()
            page.goto(site.url)
            return page

        yield open_page


def test_everything_can_be_done_by_keyboard_and_escape_gives_the_focus_back(shop: Page, engine: EngineStandIn) -> None:
    engine.script = lambda _: answer("Was genau?", buttons=("Lieferzeit",))
    chat = Chat(shop)
    chat.launcher.focus()
    shop.keyboard.press("Enter")
    expect(chat.field).to_be_focused()
    shop.keyboard.type("Erste Zeile")
    shop.keyboard.press("Shift+Enter")
    shop.keyboard.type("zweite")
    shop.keyboard.press("Enter")
    expect(chat.log.locator(".customer .bubble")).to_have_text("Erste Zeile\nzweite", use_inner_text=True)

    expect(chat.choice("Lieferzeit")).to_be_visible()
    shop.keyboard.press("Shift+Tab")
    expect(chat.choice("Lieferzeit")).to_be_focused()
    shop.keyboard.press("Enter")
    expect(chat.field).to_be_focused()  # the reply that had the focus is gone

    chat.panel.get_by_role("button", name="Menü").press("Enter")
    expect(chat.panel.get_by_role("button", name="Verlauf herunterladen")).to_be_focused()
    shop.keyboard.press("Escape")
    expect(chat.panel.get_by_role("button", name="Verlauf herunterladen")).to_be_hidden()
    expect(chat.panel.get_by_role("button", name="Menü")).to_be_focused()

    shop.keyboard.press("Escape")
    expect(chat.panel).to_be_hidden()
    expect(chat.launcher).to_be_focused()


def test_the_person_is_reached_by_keyboard_and_the_focus_is_kept(chat: Chat) -> None:
    chat.person.press("Enter")
    expect(chat.standing).to_be_visible()
    expect(chat.field).to_be_focused()


def test_screen_readers_hear_new_messages_and_know_who_speaks(chat: Chat) -> None:
    expect(chat.log).to_have_attribute("aria-live", "polite")
    chat.say("Hallo")
    expect(chat.own("Hallo")).to_contain_text("Sie")
    expect(chat.message("Echo: Hallo")).to_contain_text("Digitaler Assistent")
    expect(chat.panel).to_have_accessible_name("Nordlicht Versand")
    expect(chat.standing).to_have_attribute("role", "status")


def test_a_message_stays_the_same_element_when_it_is_acknowledged(chat: Chat, engine: EngineStandIn) -> None:
    with engine.held():
        chat.say("Nur einmal vorlesen")
        chat.own("Nur einmal vorlesen").evaluate("(element) => (element.dataset.mark = 'first')")
    expect(chat.own("Nur einmal vorlesen")).to_contain_text("Zugestellt")
    expect(chat.own("Nur einmal vorlesen")).to_have_attribute("data-mark", "first")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("accent", ["", "#ffd400", "#e4002b", "#7fd1ff", "#101820"])
def test_text_has_enough_contrast_with_every_companys_colour(
    elsewhere: OpenElsewhere, engine: EngineStandIn, scheme: str, accent: str
) -> None:
    engine.script = lambda _: answer(
        "Ein **Wort** und [ein Link](https://www.nordlicht-versand.example/)", buttons=("Gut",)
    )
    chat = Chat(elsewhere("", f'data-accent="{accent}"', color_scheme=scheme)).open()
    chat.say("Hallo")
    expect(chat.choice("Gut")).to_be_visible()
    texts = chat.panel.locator("h1, .role, .person, .by, .bubble, .bubble a, time, .choices button, .day, textarea")
    for name, contrast in texts.evaluate_all(CONTRAST):
        assert contrast >= 4.5, f"{name}: {contrast:.2f}"


def test_at_360_pixels_the_chat_fills_the_screen_and_nothing_runs_over(
    visitor: NewVisitor, desk: DeskProcess, engine: EngineStandIn
) -> None:
    engine.script = lambda _: answer("wort" * 60, buttons=("Eine recht lange Antwort, die umbrechen muss", "Ja"))
    page = visitor(viewport=PHONE, is_mobile=True, has_touch=True).new_page()
    page.goto(f"{desk.url}/demo")
    chat = Chat(page).open()
    chat.say("x" * 200)
    expect(chat.choice("Ja")).to_be_visible()
    assert chat.panel.bounding_box() == {"x": 0, "y": 0, **PHONE}
    wide = "(element) => element.scrollWidth > element.clientWidth"
    assert not page.evaluate("document.documentElement.scrollWidth > innerWidth")
    assert not chat.panel.evaluate(wide)
    assert not chat.panel.locator(".scroll").evaluate(wide)
    expect(chat.person).to_be_in_viewport()
    expect(chat.field).to_be_in_viewport()


def test_on_a_phone_the_focus_does_not_leave_the_full_screen(
    visitor: NewVisitor, desk: DeskProcess, engine: EngineStandIn
) -> None:
    page = visitor(viewport=PHONE).new_page()
    page.goto(f"{desk.url}/demo")
    Chat(page).open()
    for _ in range(12):
        page.keyboard.press("Tab")
        focused = page.evaluate("document.activeElement.localName")
        assert focused in ("lotse-chat", "body")  # body: the browser's own bar


def test_closed_by_the_phones_own_gesture_the_chat_can_be_opened_again(
    visitor: NewVisitor, desk: DeskProcess, engine: EngineStandIn
) -> None:
    page = visitor(viewport=PHONE).new_page()
    page.goto(f"{desk.url}/demo")
    chat = Chat(page).open()
    chat.panel.evaluate("(dialog) => dialog.close()")
    chat.launcher.click()
    expect(chat.panel).to_be_visible()


def test_the_page_stays_clickable_beside_the_chat(elsewhere: OpenElsewhere) -> None:
    page = elsewhere("""<style>button { position: fixed; bottom: 90px }</style>
      <button style="right: 24px" onclick="this.textContent = 'Gekauft'">Kaufen</button>
      <button style="left: 0" onclick="this.textContent = 'Gemerkt'">Merken</button>""")
    chat = Chat(page)
    expect(chat.launcher).to_be_visible()
    page.get_by_role("button", name="Kaufen").click()
    expect(page.get_by_role("button", name="Gekauft")).to_be_visible()
    chat.open()
    page.get_by_role("button", name="Merken").click()
    expect(page.get_by_role("button", name="Gemerkt")).to_be_visible()


def test_styles_of_the_page_stay_outside_and_ours_inside(elsewhere: OpenElsewhere) -> None:
    page = elsewhere("""<style>* { display: none !important; font-size: 3px !important; color: red }
      html, body, p, lotse-chat { display: block !important } button { all: unset }</style><p>Text der Seite</p>""")
    before = page.get_by_text("Text der Seite").bounding_box()
    chat = Chat(page).open()
    expect(chat.field).to_be_visible()
    assert chat.field.evaluate("(field) => getComputedStyle(field).fontSize") == "15px"
    assert page.get_by_text("Text der Seite").bounding_box() == before


def test_shortcuts_of_the_page_do_not_fire_while_writing(elsewhere: OpenElsewhere) -> None:
    page = elsewhere("<script>document.addEventListener('keydown', (event) => { window.heard = event.key })</script>")
    chat = Chat(page).open()
    chat.field.press("s")
    assert page.evaluate("window.heard") is None


def test_a_page_that_forbids_storage_still_has_a_chat(elsewhere: OpenElsewhere) -> None:
    page = elsewhere("""<script>for (const name of ["localStorage", "sessionStorage"])
      Object.defineProperty(window, name, { get() { throw new DOMException("no", "SecurityError") } })</script>""")
    chat = Chat(page).open()
    expect(chat.say("Ohne Speicher")).to_contain_text("Zugestellt")


def test_own_errors_never_reach_the_page(visitor: NewVisitor, desk: DeskProcess) -> None:
    page = visitor().new_page()
    errors: list[str] = []
    told: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.on("console", lambda message: told.append(message.text))
    page.add_init_script("window.ResizeObserver = class { constructor() { throw new Error('broken browser') } }")
    page.goto(f"{desk.url}/demo")
    page.get_by_role("button", name="Chat öffnen").click()
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    assert any("broken browser" in text for text in told)
    assert errors == []


def test_the_script_loaded_twice_gives_one_chat(elsewhere: OpenElsewhere, desk: DeskProcess) -> None:
    page = elsewhere(f'<script src="{desk.url}/widget.js"></script>')
    expect(page.locator("lotse-chat")).to_have_count(1)
    Chat(page).open()
    expect(page.locator("lotse-chat")).to_have_count(1)


def test_a_page_chooses_address_title_corner_and_that_the_chat_opens_itself(elsewhere: OpenElsewhere) -> None:
    page = elsewhere("", 'data-address="du" data-title="Fragen?" data-position="left" data-open')
    chat = Chat(page)
    panel = page.locator("lotse-chat").get_by_role("dialog", name="Fragen?")
    expect(panel).to_contain_text(GREETING)
    expect(panel.get_by_role("textbox", name="Deine Nachricht")).to_be_visible()
    box = chat.panel.bounding_box()
    assert box is not None
    assert box["x"] < 40
    expect(page.locator("body")).to_be_focused()


def test_less_motion_is_respected(elsewhere: OpenElsewhere) -> None:
    chat = Chat(elsewhere("", reduced_motion="reduce")).open()
    duration = chat.panel.evaluate("(panel) => getComputedStyle(panel).animationDuration")
    assert re.fullmatch(r"0?\.001s|1ms|0s", duration), duration
