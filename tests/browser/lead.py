"""The lead's pages as a lead sees them: by roles and names, not by how they are built."""

from __future__ import annotations

from playwright.sync_api import Locator, expect

from tests.browser.console import Console


class Lead:
    """A lead's tab at the desk, on the page "Leitung"."""

    def __init__(self, console: Console, email: str = "katrin@demo.lotse") -> None:
        self.console = console.log_in(email)
        self.page = console.page
        self.main = self.page.get_by_role("main", name="Leitung")
        self.sections = self.main.get_by_role("navigation", name="Leitung")
        self.dialog = self.page.get_by_role("dialog")
        self.waiting = self.main.get_by_role("region", name="Wer wartet")
        expect(self.console.mine).to_be_visible()
        self.page.keyboard.press("l")
        expect(self.main).to_be_visible()

    def turn_to(self, section: str) -> Lead:
        """Goes to a section by its name in the navigation."""
        self.sections.get_by_role("link", name=section).click()
        expect(self.main.get_by_role("heading", name=section, level=1)).to_be_visible()
        return self

    def person(self, name: str) -> Locator:
        """A colleague's card in the live view."""
        return self.main.locator(".live-person").filter(has=self.page.get_by_role("heading", name=name))

    def case_of(self, customer: str) -> Locator:
        """A customer's case in the live view, waiting or in somebody's hands."""
        return self.main.locator(".live-case").filter(has_text=customer)

    def row(self, words: str) -> Locator:
        """What stands in a list, by what it says."""
        return self.main.get_by_role("listitem").filter(has_text=words)

    def form(self, title: str) -> Locator:
        """A card with settings."""
        return self.main.get_by_role("form", name=title)

    def save(self, title: str) -> None:
        """Saves a card with settings."""
        self.form(title).get_by_role("button", name="Speichern").click()
        expect(self.form(title)).to_contain_text("Gespeichert. Gilt ab sofort.")
