"""`python -m tests.browser.screenshots`: takes the pictures of docs/images from a running system of its own."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

from playwright.sync_api import Browser, Page, expect, sync_playwright

from tests.browser.chat import Chat
from tests.browser.conftest import QUIET
from tests.browser.console import Console
from tests.system import running_lotse

IMAGES = Path(__file__).resolve().parents[2] / "docs" / "images"
WIDE = {"width": 1280, "height": 800}
PHONE = {"width": 390, "height": 844}


def main() -> None:
    """Light, dark and phone of the customer's and the agent's side."""
    IMAGES.mkdir(parents=True, exist_ok=True)
    expect.set_options(timeout=60_000)
    with tempfile.TemporaryDirectory() as folder, running_lotse(Path(folder)) as lotse, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=list(QUIET))
        for scheme in ("light", "dark"):
            _one_case(browser, lotse["LOTSE_DESK_URL"], scheme)
        browser.close()


def _one_case(browser: Browser, url: str, scheme: str) -> None:
    """One customer's way from a question to a person, with a picture at each station."""
    desk = Console(_page(browser, WIDE, scheme), url).log_in("mira@demo.lotse").at_desk()
    phone = Chat(_page(browser, PHONE, scheme))
    chat = Chat(_page(browser, WIDE, scheme))
    for each in (phone, chat):
        each.page.goto(f"{url}/demo")
        each.open()
    chat.say("hallo, wie lang dauert der versand nach österreich?")
    expect(chat.log).to_contain_text("Werktage")
    chat.say("wo ist mein paket?")
    expect(chat.log).to_contain_text("Bestellnummer")
    chat.say("nv 204522")
    expect(chat.log).to_contain_text("Postleitzahl")
    chat.say("1010")
    expect(chat.log).to_contain_text("NV-204522")
    _picture(chat.page, "widget", scheme)
    phone.say("ich hab mein passwort vergessen")
    expect(phone.log).to_contain_text("Passwort")
    _picture(phone.page, "widget-phone", scheme)
    chat.say("vier tage zu spät, das ist eine frechheit!!! ich hab echt die schnauze voll!!!")
    expect(chat.standing).to_be_visible()
    expect(desk.queue).to_contain_text("verärgert")
    desk.queue.get_by_role("button").first.press("Enter")
    expect(desk.reply).to_be_focused()
    desk.reply.fill("Guten Tag, das tut mir leid. Ich kümmere mich sofort um Ihre Gartenbank.")
    desk.reply.press("Enter")
    expect(chat.log).to_contain_text("Gartenbank")
    chat.say("danke, dass sich jemand kümmert")
    expect(desk.log).to_contain_text("danke, dass sich jemand kümmert")
    _picture(desk.page, "desk", scheme)
    _picture(chat.page, "widget-person", scheme)
    desk.page.set_viewport_size(PHONE)
    _picture(desk.page, "desk-phone", scheme)
    for page in (desk.page, chat.page, phone.page):
        page.context.close()


def _page(browser: Browser, size: dict[str, int], scheme: str) -> Page:
    return browser.new_context(
        viewport=size, locale="de-DE", timezone_id="Europe/Berlin", color_scheme=scheme, device_scale_factor=1
    ).new_page()


def _picture(page: Page, name: str, scheme: str) -> None:
    page.screenshot(path=str(IMAGES / f"{name}-{scheme}.png"), animations="disabled")


if __name__ == "__main__":
    main()
