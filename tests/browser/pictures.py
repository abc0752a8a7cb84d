"""What the pictures of docs/images show: a garden bench comes late and cracked, and people help."""

from __future__ import annotations

import io
from datetime import date
from pathlib import Path
from typing import Literal

from PIL import Image
from playwright.sync_api import Browser, FilePayload, Page, Route, ViewportSize, expect

from tests.browser.chat import Chat
from tests.browser.colleague import Colleague
from tests.browser.console import Console
from tests.browser.customer import Customer
from tests.browser.photo import cracked_bench

IMAGES = Path(__file__).resolve().parents[2] / "docs" / "images"
WIDE: ViewportSize = {"width": 1440, "height": 900}
PHONE: ViewportSize = {"width": 390, "height": 844}
SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")
TALL_PX = 4_000
LOWEST = "body => Math.max(...[...body.querySelectorAll('.card')].map(card => card.getBoundingClientRect().bottom))"
MOST_COLOURS = 255
NAME, EMAIL = "Elisabeth Gruber", "e.gruber@example.at"  # of the demo shop
SHOP_TAG = '<script src="/widget.js"'
KNOWN_TAG = f'{SHOP_TAG} data-customer-name="{NAME}" data-customer-email="{EMAIL}"'
WEEK = {
    **{
        day: [{"opens": "08:00", "closes": "12:30"}, {"opens": "13:30", "closes": "18:00"}]
        for day in ("monday", "tuesday", "wednesday", "thursday")
    },
    "friday": [{"opens": "08:00", "closes": "16:00"}],
    "saturday": [{"opens": "10:00", "closes": "14:00"}],
}
OTHERS = {
    "Ben Fuchs": "meine lampe ist kaputt angekommen, das ist jetzt schon das zweite mal",
    "Clara Vogt": "ich habe eine mahnung bekommen, obwohl ich bezahlt hab, ich mach mir langsam sorgen",
    "Dirk Alm": "passt das zelt auf meinen fahrradanhänger?",
    "Fatma Şahin": "ihr habt mir zum dritten mal das falsche geschickt!!! ich bin stinksauer!!!",
}


class Stage:
    """Everybody who plays along: Elisabeth in the shop, Mira and Katrin at the desk, and others in between."""

    def __init__(self, browser: Browser, url: str) -> None:
        self._browser = browser
        self._url = url
        self._katrin = Colleague(url, "katrin@demo.lotse")
        self._katrin.rule("routing", automatic=False)
        self._katrin.be("busy")
        self._jonas = Colleague(url, "jonas@demo.lotse")
        self._mira = Console(self._page(), url).log_in("mira@demo.lotse", available=True).at_desk()
        self._others: dict[str, Customer] = {}
        self._shop = Chat(self._page())

    def ask_the_assistant(self) -> None:
        """The widget answers."""
        chat = self._shop
        chat.page.route("**/demo", _knows_elisabeth)
        chat.page.goto(f"{self._url}/demo")
        chat.open().say("hallo, wie lang dauert der versand nach österreich?")
        expect(chat.log).to_contain_text("Werktage")
        chat.say("wo ist mein paket?")
        expect(chat.log).to_contain_text("Bestellnummer")
        chat.say("nv 204522")
        expect(chat.log).to_contain_text("Postleitzahl")
        chat.say("1010")
        expect(chat.log).to_contain_text("NV-204522")
        self._take(chat.page, "widget")

    def wait_for_a_person(self) -> None:
        """Anger is understood, and a place in line is told."""
        for name, words in OTHERS.items():
            someone = self._others[name] = Customer(self._url, name)
            someone.wait_for("", after=someone.say(words))
            someone.ask_for_person()
        self._shop.say("vier tage zu spät, das ist eine frechheit!!! ich hab echt die schnauze voll!!!")
        expect(self._shop.standing).to_contain_text("in der Warteschlange")
        self._take(self._shop.page, "widget-waiting")

    def offer_cases(self) -> None:
        """The desk asks whoever is free."""
        expect(self._mira.waiting(NAME)).to_contain_text("verärgert")
        self._take(self._mira.page, "desk-queue")
        self._katrin.rule("routing")
        expect(self._mira.calls).to_contain_text("Neuer Fall für dich")
        self._take(self._mira.page, "desk-offer")
        self._katrin.rule("routing", automatic=False)
        while self._mira.calls.is_visible():
            waits = self._mira.calls.get_by_role("listitem").first.element_handle()
            self._mira.page.keyboard.press("x")
            waits.wait_for_element_state("hidden")
        self._mira.presence.select_option("Beschäftigt")

    def help_elisabeth(self) -> None:
        """A person who knows everything already answers; a photo comes."""
        mira, chat = self._mira, self._shop
        mira.page.get_by_role("navigation", name="Fälle").get_by_role("button").filter(has_text=NAME).press("Enter")
        expect(mira.reply).to_be_focused()
        self._answer("Guten Tag, das tut mir leid. Ich kümmere mich sofort um Ihre Gartenbank.")
        chat.say("danke, dass sich jemand kümmert. eben kam sie – aber so!")
        photo: FilePayload = {"name": "bank.jpg", "mimeType": "image/jpeg", "buffer": cracked_bench()}
        chat.panel.locator("input[type=file]").set_input_files(photo)
        chat.field.press("Enter")
        expect(chat.panel.get_by_role("img", name="Bild: bank.jpg")).to_be_visible()
        expect(mira.log.get_by_role("img", name="Foto: bank.jpg")).to_be_visible()
        self._answer("Oh je. Sie bekommen eine neue Bank, diese holen wir bei Ihnen ab.")
        self._katrin.note(str(chat.session["id"]), "Bitte großzügig sein, sie ist seit Jahren Kundin.", whisper=True)
        expect(mira.said("Bitte großzügig")).to_be_visible()
        self._take(chat.page, "widget-photo")
        self._take(mira.page, "desk-case")
        self._take_panel(mira)

    def _answer(self, words: str) -> None:
        self._mira.reply.fill(words)
        self._mira.reply.press("Enter")
        expect(self._shop.log).to_contain_text(words)

    def look_at_two_at_once(self) -> None:
        """Several conversations side by side."""
        mira = self._mira
        cases = mira.page.get_by_role("navigation", name="Fälle").get_by_role("button")
        cases.filter(has_text="Ben Fuchs").first.click(modifiers=["Control"])
        expect(mira.page.get_by_role("region", name="Gespräch mit Ben Fuchs")).to_be_visible()
        mira.page.keyboard.press("a")
        expect(mira.reply.last).to_be_focused()
        mira.reply.last.fill("Guten Tag, eine neue Lampe")
        self._take(mira.page, "desk-columns", phone=False)
        mira.page.keyboard.press("Escape")
        mira.page.keyboard.press("c")

    def talk_in_the_room(self) -> None:
        """A case is brought to the team, which helps."""
        mira = self._mira
        mira.page.keyboard.press("h")
        mira.page.keyboard.type("Kann mal jemand draufschauen? Bank gerissen, vier Tage zu spät.")
        mira.dialog.get_by_role("button", name="Ins Team bringen").click()
        expect(mira.dialog).to_be_hidden()
        mira.page.keyboard.press("m")
        for colleague, words in (
            (self._jonas, "Hatte ich gestern auch, dieselbe Charge. Neue Bank schicken und 20 € Kulanz."),
            (self._katrin, "Genau so. Ich sage dem Lager Bescheid."),
        ):
            colleague.say_in_room(words)
            expect(mira.room).to_contain_text(words)
        mira.page.keyboard.type("Danke euch beiden!")
        mira.page.keyboard.press("Enter")
        expect(mira.room.get_by_role("listitem").filter(has_text="Danke euch")).to_be_visible()
        expect(mira.notice).to_be_hidden()
        self._take(mira.page, "desk-room")

    def lead(self) -> None:
        """Service as it stands, and its hours."""
        self._jonas.be("available")
        case = self._jonas.take(self._others["Fatma Şahin"].id)
        self._jonas.reply(case, "Das darf nicht passieren, ich sehe sofort nach.")
        desk = Console(self._page(), self._url).log_in("katrin@demo.lotse").at_desk()
        desk.page.keyboard.press("l")
        expect(desk.page.get_by_role("main", name="Leitung")).to_contain_text("Clara Vogt")
        self._take(desk.page, "lead-live")
        self._katrin.rule("hours", week=WEEK, state="NI", closed_days=[f"{date.today():%Y}-12-31"])
        desk.page.goto(f"{desk.url}#leitung/zeiten")
        expect(desk.page.get_by_role("heading", level=1, name="Öffnungszeiten")).to_be_visible()
        desk.page.reload()
        expect(desk.page.get_by_label("Feiertage von")).to_have_value("NI")
        self._take(desk.page, "lead-hours")

    def _page(self) -> Page:
        context = self._browser.new_context(
            viewport=WIDE, locale="de-DE", timezone_id="Europe/Berlin", reduced_motion="reduce"
        )
        return context.new_page()

    def _take(self, page: Page, name: str, *, phone: bool = True) -> None:
        """Light and dark, wide and narrow."""
        for size, suffix in ((WIDE, ""), (PHONE, "-phone")) if phone else ((WIDE, ""),):
            page.set_viewport_size(size)
            for scheme in SCHEMES:
                _settle(page, scheme)
                _save(page.screenshot(animations="disabled", caret="hide"), IMAGES / f"{name}{suffix}-{scheme}.png")
        page.set_viewport_size(WIDE)

    def _take_panel(self, desk: Console) -> None:
        """All that is known, on a screen as high as it takes."""
        desk.page.set_viewport_size({**WIDE, "height": TALL_PX})
        bottom = desk.page.locator(".known-body").evaluate(LOWEST)
        desk.page.set_viewport_size({**WIDE, "height": int(bottom) + 16})
        for scheme in SCHEMES:
            _settle(desk.page, scheme)
            _save(
                desk.page.screenshot(animations="disabled", clip=desk.known.bounding_box()),
                IMAGES / f"desk-known-{scheme}.png",
            )
        desk.page.set_viewport_size(WIDE)


def _settle(page: Page, scheme: Literal["light", "dark"]) -> None:
    page.emulate_media(color_scheme=scheme)
    page.evaluate("() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")


def _knows_elisabeth(route: Route) -> None:
    """As a shop does where somebody is logged in."""
    response = route.fetch()
    route.fulfill(response=response, body=response.text().replace(SHOP_TAG, KNOWN_TAG))


def _save(png: bytes, path: Path) -> None:
    """With few colours, so that the pictures weigh little."""
    picture = Image.open(io.BytesIO(png)).convert("RGB")
    few = picture.quantize(MOST_COLOURS, method=Image.Quantize.MAXCOVERAGE, kmeans=3, dither=Image.Dither.NONE)
    few.save(path, optimize=True)
