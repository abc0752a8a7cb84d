"""The console as an agent sees it: by roles and names, not by how it is built."""

from __future__ import annotations

import re

from playwright.sync_api import FilePayload, Locator, Page, expect

from tests.browser.colleague import PASSWORD

PRESENCES = {"Verfügbar": "available", "Beschäftigt": "busy", "Kurz weg": "away"}


class Console:
    """One tab at the desk."""

    def __init__(self, page: Page, desk_url: str) -> None:
        self.page = page
        self.url = f"{desk_url}/desk"
        self.available = ""
        self.login = ""
        self.email = page.get_by_label("E-Mail")
        self.password = page.get_by_label("Passwort")
        self.queue = page.get_by_role("region", name="Warteschlange")
        self.mine = page.get_by_role("region", name="Meine Fälle")
        self.conversation = page.get_by_role("main", name="Gespräch")
        self.log = page.get_by_role("region", name="Verlauf")
        self.known = page.get_by_role("complementary", name="Was wir wissen")
        self.presence = page.get_by_role("combobox", name="Anwesenheit")
        self.reply = page.get_by_role("textbox", name="Antwort")
        self.note = page.get_by_role("textbox", name="Notiz, nur für das Team sichtbar")
        self.dialog = page.get_by_role("dialog")
        self.notice = page.locator(".notice")
        self.calls = page.get_by_role("region", name="Für dich")
        self.room = page.get_by_role("main", name="Team-Raum")

    def open(self) -> Console:
        """Goes to the desk's address."""
        self.page.goto(self.url)
        return self

    def log_in(self, email: str, password: str = PASSWORD, *, available: bool = False) -> Console:
        """Logs in with the keyboard; who is available is offered cases."""
        self.open()
        self.login, self.available = email, email if available else ""
        self.page.get_by_label("Gleich als verfügbar melden").set_checked(available)
        self.email.fill(email)
        self.password.fill(password)
        self.password.press("Enter")
        return self

    def at_desk(self) -> Console:
        """Waits until the cases are there. Who is not available is busy: offered nothing, free to take."""
        expect(self.mine).to_be_visible()
        if not self.available and self.presence.input_value() == "offline":
            self.presence.select_option("Beschäftigt")
            expect(self.page.locator(".presence")).to_have_attribute("data-presence", "busy")
        return self

    def be(self, presence: str) -> None:
        """Verfügbar, Beschäftigt or Kurz weg."""
        self.available = self.login if presence == "Verfügbar" else self.available
        self.presence.select_option(presence)
        expect(self.page.locator(".presence")).to_have_attribute("data-presence", PRESENCES[presence])

    def waiting(self, name: str) -> Locator:
        """This customer's case in the queue."""
        return self.queue.get_by_role("button").filter(has_text=name)

    def case(self, conversation_id: str) -> Locator:
        """A case in the queue, also one of several without names."""
        return self.queue.locator(f"[data-id='{conversation_id}']")

    def own(self, name: str) -> Locator:
        """This customer's case among one's own."""
        return self.mine.get_by_role("button").filter(has_text=name)

    def look_at(self, name: str) -> None:
        """Reads a waiting case without taking it."""
        self.waiting(name).click()
        expect(self.conversation.get_by_role("heading", name=name)).to_be_visible()

    def accept(self, name: str) -> None:
        """Takes a waiting case, as the keyboard does it."""
        self.waiting(name).press("Enter")
        expect(self.reply).to_be_focused()

    def offer(self, name: str) -> Locator:
        """This customer's case in the corner, where it is offered."""
        return self.calls.get_by_role("listitem").filter(has_text="Neuer Fall für dich").filter(has_text=name)

    def accept_offer(self, name: str) -> None:
        """Takes the case that is offered."""
        self.offer(name).get_by_role("button", name="Übernehmen").click()
        self.has_at_work(name)

    def has_at_work(self, name: str) -> None:
        """This customer's case is on screen, and can be answered."""
        expect(self.conversation.get_by_role("heading", name=name)).to_be_visible()
        expect(self.reply).to_be_focused()

    def turn_to(self, name: str) -> None:
        """Puts one of one's own cases on screen."""
        self.own(name).click()
        expect(self.conversation.get_by_role("heading", name=name)).to_be_visible()

    def key(self, key: str) -> None:
        """A short cut, also out of a text."""
        self.page.keyboard.press("Escape")
        self.page.keyboard.press(key)

    def answer(self, text: str) -> None:
        """Replies to the customer of the case on screen."""
        self.reply.fill(text)
        self.reply.press("Enter")
        expect(self.said(text)).to_contain_text(re.compile("Gesendet|Gelesen"))

    def write_note(self, text: str) -> None:
        """Tells colleagues something about the case on screen."""
        self.key("n")
        self.note.fill(text)
        self.note.press("Enter")
        expect(self.said(text)).to_contain_text("Notiz von")

    def send_file(self, file: FilePayload) -> None:
        """Sends the customer a photo or a PDF."""
        self.page.get_by_label("Datei wählen").set_input_files(file)
        expect(self.conversation.get_by_role("list", name="Dateien zum Senden")).to_contain_text(file["name"])
        self.reply.press("Enter")

    def pass_on(self, to: str, why: str) -> None:
        """Gives the case on screen to a colleague or a team."""
        self.key("u")
        choice = self.dialog.get_by_label("An wen?")
        choice.select_option(choice.get_by_role("option", name=to).get_attribute("value"))
        self.settle("Übergeben", why)

    def settle(self, button: str, why: str = "") -> None:
        """Answers the dialog that asks for a reason."""
        if why:
            self.dialog.get_by_role("textbox").last.fill(why)
        self.dialog.get_by_role("button", name=button).click()
        expect(self.dialog).to_be_hidden()

    def resolve(self, ending: str = "Gelöst") -> None:
        """Closes the case on screen."""
        self.key("e")
        self.dialog.get_by_role("radio", name=ending, exact=True).check()
        self.settle("Abschließen")
        expect(self.conversation).to_contain_text(f"Abgeschlossen: {ending}.")

    def said(self, text: str) -> Locator:
        """Messages and notes of the log that contain this text."""
        return self.log.get_by_role("listitem").filter(has_text=text)

    def menu(self, item: str) -> None:
        """Picks from the menu in the corner."""
        self.page.locator(".menu-button").click()
        self.page.get_by_role("button", name=item).click()

    def log_out(self) -> None:
        """Logs out, also where something is left behind."""
        self.menu("Abmelden")
        expect(self.email.or_(self.dialog)).to_be_visible()
        if self.dialog.is_visible():
            self.dialog.get_by_role("button", name="Abmelden").click()
        expect(self.email).to_be_visible()
