"""The console on every screen: narrow and wide, light and dark, with enough contrast and names for everything."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.browser.colleague import Colleague
from tests.browser.conftest import NewConsole, NewCustomer
from tests.browser.console import Console

PHONE = {"width": 360, "height": 740}
SCROLL_WIDTH = "() => document.documentElement.scrollWidth"
NAMELESS = """() => [...document.querySelectorAll("button, input, select, textarea, [role=img]")]
  .filter((one) => one.checkVisibility() && !one.labels?.length && !one.ariaLabel && !one.textContent.trim())
  .map((one) => one.outerHTML)"""
SMALL = """() => [...document.querySelectorAll("button, input, select, textarea, summary, nav a")]
  .filter((one) => one.checkVisibility({ opacityProperty: true }) && !one.labels?.length && !one.closest(".sr-only"))
  .filter((one) => { const { width, height } = one.getBoundingClientRect(); return width < 24 || height < 24; })
  .map((one) => one.outerHTML)"""
FAINT = """() => {
  const canvas = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
  const rgba = (colour) => {
    canvas.clearRect(0, 0, 1, 1);
    canvas.fillStyle = colour;
    canvas.fillRect(0, 0, 1, 1);
    return [...canvas.getImageData(0, 0, 1, 1).data];
  };
  const behind = (element) => {
    for (let one = element; one; one = one.parentElement) {
      const colour = rgba(getComputedStyle(one).backgroundColor);
      if (colour[3] === 255) return colour;
    }
    return rgba("Canvas");
  };
  const light = (channel) => (channel /= 255) <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;
  const luminance = ([red, green, blue]) => 0.2126 * light(red) + 0.7152 * light(green) + 0.0722 * light(blue);
  const contrast = (one, other) => {
    const [dark, bright] = [luminance(one), luminance(other)].sort((a, b) => a - b);
    return (bright + 0.05) / (dark + 0.05);
  };
  const faint = [];
  const words = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (words.nextNode()) {
    const element = words.currentNode.parentElement;
    if (!words.currentNode.data.trim() || !element.checkVisibility() || element.closest(":disabled, option")) continue;
    const ratio = contrast(rgba(getComputedStyle(element).color), behind(element));
    if (ratio < 4.5) faint.push(`${words.currentNode.data.trim()}: ${ratio.toFixed(2)}`);
  }
  return faint;
}"""


@pytest.fixture
def waiting(customer: NewCustomer) -> None:
    """Two customers wait, one of them with a name that fits no line."""
    for name in ("Anna Kruse", "Hannelore Brügge-Wiesenthal-von-der-Au-zu-Hohenstein"):
        someone = customer(name)
        someone.say("Donaudampfschifffahrtsgesellschaftskapitänsmützenabzeichen" * 4)
        someone.wait_for("Echo")
        someone.ask_for_person()


def test_nothing_runs_over_the_edge_of_a_narrow_phone(console: NewConsole, waiting: None) -> None:
    desk = console(viewport=PHONE, has_touch=True).open()
    fits(desk.page)
    desk.log_in("mira@demo.lotse").at_desk()
    expect(desk.waiting("Anna Kruse")).to_be_visible()
    fits(desk.page)
    desk.accept("Anna Kruse")
    expect(desk.queue).to_be_hidden()
    fits(desk.page)
    desk.conversation.get_by_role("button", name="Was wir wissen").click()
    expect(desk.known).to_be_visible()
    expect(desk.conversation).to_be_hidden()
    fits(desk.page)
    desk.page.keyboard.press("Escape")
    desk.conversation.get_by_role("button", name="Abschließen").click()
    expect(desk.dialog).to_be_visible()
    fits(desk.page)


def test_on_a_phone_back_leads_to_the_list_and_to_the_same_case(console: NewConsole, waiting: None) -> None:
    desk = console(viewport=PHONE, has_touch=True).log_in("mira@demo.lotse").at_desk()
    desk.waiting("Anna Kruse").click()
    expect(desk.said("Echo")).to_be_visible()
    desk.conversation.get_by_role("button", name="Zurück zur Liste").click()
    expect(desk.waiting("Anna Kruse")).to_be_focused()
    desk.waiting("Anna Kruse").click()
    expect(desk.said("Echo")).to_be_visible()
    desk.page.go_back()
    expect(desk.waiting("Anna Kruse")).to_be_visible()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_all_words_stand_out_from_their_ground(console: NewConsole, waiting: None, scheme: str) -> None:
    desk = console(color_scheme=scheme, reduced_motion="reduce").open()
    assert desk.page.evaluate(FAINT) == []
    work_a_little(desk)
    assert desk.page.evaluate(FAINT) == []
    desk.page.keyboard.press("e")
    expect(desk.dialog).to_be_visible()
    assert desk.page.evaluate(FAINT) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_what_colleagues_want_stands_out_too(
    console: NewConsole, customer: NewCustomer, katrin: Colleague, scheme: str
) -> None:
    anna = customer("Anna Kruse")
    anna.ask_for_person()
    desk = console(color_scheme=scheme, reduced_motion="reduce").log_in("mira@demo.lotse").at_desk()
    desk.accept("Anna Kruse")
    katrin.note(anna.id, "Sei großzügig.", whisper=True)
    expect(desk.said("Sei großzügig.")).to_be_visible()
    desk.page.keyboard.type("/")
    expect(desk.page.get_by_role("listbox")).to_be_visible()
    assert desk.page.evaluate(FAINT) == []
    assert desk.page.evaluate(NAMELESS) == []
    desk.page.keyboard.press("Escape")
    desk.page.keyboard.press("Escape")
    desk.page.keyboard.press("m")
    expect(desk.room).to_be_visible()
    katrin.note(anna.id, "Noch etwas.", whisper=True)
    expect(desk.calls).to_be_visible()
    assert desk.page.evaluate(FAINT) == []
    assert desk.page.evaluate(NAMELESS) == []


def test_every_control_is_large_enough_to_hit(console: NewConsole, waiting: None) -> None:
    desk = console()
    work_a_little(desk)
    assert desk.page.evaluate(SMALL) == []


def test_the_chosen_theme_beats_that_of_the_system(console: NewConsole) -> None:
    desk = console(color_scheme="light").log_in("mira@demo.lotse").at_desk()
    before = desk.page.evaluate("getComputedStyle(document.body).backgroundColor")
    desk.page.locator(".menu-button").click()
    desk.page.get_by_label("Darstellung").select_option("Dunkel")
    assert desk.page.evaluate("getComputedStyle(document.body).backgroundColor") != before


def test_every_control_has_a_name(console: NewConsole, waiting: None) -> None:
    desk = console()
    desk.open()
    assert desk.page.evaluate(NAMELESS) == []
    work_a_little(desk)
    assert desk.page.evaluate(NAMELESS) == []


def test_keys_do_nothing_while_somebody_types_and_can_be_turned_off(console: NewConsole, waiting: None) -> None:
    desk = console().log_in("mira@demo.lotse").at_desk()
    desk.accept("Anna Kruse")
    desk.page.keyboard.type("e?")
    expect(desk.reply).to_have_value("e?")
    expect(desk.dialog).to_be_hidden()
    desk.page.keyboard.press("Escape")
    desk.page.keyboard.press("?")
    desk.dialog.get_by_label("Einzelne Tasten als Kürzel verwenden").uncheck()
    desk.page.keyboard.press("Escape")
    expect(desk.dialog).to_be_hidden()
    desk.page.keyboard.press("e")
    expect(desk.dialog).to_be_hidden()


def test_new_messages_are_read_out(console: NewConsole, customer: NewCustomer) -> None:
    anna = customer("Anna Kruse")
    anna.ask_for_person()
    desk = console().log_in("mira@demo.lotse").at_desk()
    desk.accept("Anna Kruse")
    anna.say("Sind Sie da?")
    expect(desk.page.get_by_role("log")).to_have_text("Anna Kruse: Sind Sie da?")


def work_a_little(desk: Console) -> None:
    """Takes a case and writes a reply and a note, so that there is something to see."""
    desk.log_in("mira@demo.lotse").at_desk()
    desk.accept("Anna Kruse")
    desk.reply.fill("Guten Tag!")
    desk.reply.press("Enter")
    expect(desk.said("Guten Tag!")).to_contain_text("Gesendet")
    desk.page.keyboard.press("Escape")
    desk.page.keyboard.press("n")
    desk.note.fill("Nur für uns")
    desk.note.press("Enter")
    expect(desk.said("Nur für uns")).to_be_visible()
    desk.page.keyboard.press("Escape")


def fits(page: Page) -> None:
    """Nothing is wider than the screen."""
    assert page.evaluate(SCROLL_WIDTH) == PHONE["width"]
