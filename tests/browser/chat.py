"""The widget as a visitor sees it: by roles and names, not by how it is built."""

from __future__ import annotations

import json
from typing import Any

from playwright.sync_api import FilePayload, Locator, Page, expect

GREETING = "Ich bin der digitale Assistent"
SESSION_OF_STORAGE = """() => Object.entries(localStorage).find(([key]) => key.endsWith(" session"))?.[1] ?? null"""


class Chat:
    """One tab's chat."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.launcher = page.locator("lotse-chat").get_by_role("button", name="Chat öffnen")
        self.panel = page.locator("lotse-chat").get_by_role("dialog")
        self.log = self.panel.get_by_role("log")
        self.field = self.panel.get_by_role("textbox", name="Ihre Nachricht")
        self.person = self.panel.get_by_role("button", name="Mit einem Menschen sprechen")
        self.standing = self.panel.locator(".standing")
        self.typing = self.panel.locator(".typing")

    def open(self) -> Chat:
        """Opens the panel and waits for the greeting."""
        self.launcher.click()
        expect(self.log).to_contain_text(GREETING)
        return self

    def say(self, text: str) -> Locator:
        """Types and sends; the message's bubble."""
        self.field.fill(text)
        self.field.press("Enter")
        return self.own(text)

    def own(self, text: str) -> Locator:
        """The customer's own messages with exactly this text."""
        return self.panel.locator(".customer").filter(has=self.page.locator(".bubble").get_by_text(text, exact=True))

    def message(self, text: str) -> Locator:
        """Messages of the other side that contain this text."""
        return self.log.locator(".message:not(.customer)").filter(has_text=text)

    def send_file(self, file: FilePayload) -> None:
        """Chooses a photo or a PDF and sends it."""
        with self.page.expect_file_chooser() as chooser:
            self.panel.get_by_role("button", name="Foto oder PDF anhängen").click()
        chooser.value.set_files(file)
        expect(self.panel.get_by_role("button", name=f"{file['name']} entfernen")).to_be_visible()
        self.field.press("Enter")

    def picture(self, name: str) -> Locator:
        """A photo in the log."""
        return self.log.get_by_role("img", name=f"Bild: {name}")

    def star(self, count: int) -> Locator:
        """The button that rates so many stars."""
        return self.panel.get_by_role("button", name=f"{count} von 5 Sternen")

    def choice(self, title: str) -> Locator:
        """A quick reply."""
        return self.panel.get_by_role("button", name=title, exact=True)

    def menu(self, item: str) -> None:
        """Picks from the menu."""
        self.panel.get_by_role("button", name="Menü").click()
        self.panel.get_by_role("button", name=item).click()

    @property
    def session(self) -> dict[str, Any]:
        """The conversation's id and token, as the browser keeps them."""
        stored: dict[str, Any] = json.loads(self.page.evaluate(SESSION_OF_STORAGE))
        return stored
