"""Coming to the desk, staying there, leaving it."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.browser.colleague import Colleague
from tests.browser.conftest import NewConsole, NewCustomer

STORED = "() => [...Object.keys(localStorage), ...Object.keys(sessionStorage)]"


def test_the_right_password_opens_the_desk_and_the_agent_is_available(console: NewConsole) -> None:
    desk = console().log_in("mira@demo.lotse", available=True).at_desk()
    expect(desk.presence).to_have_value("available")
    expect(desk.queue).to_contain_text("Niemand wartet")


def test_a_wrong_password_is_told_and_can_be_corrected_at_once(console: NewConsole) -> None:
    desk = console().log_in("mira@demo.lotse", "falsch")
    expect(desk.page.get_by_role("alert")).to_have_text("E-Mail oder Passwort stimmt nicht. Bitte prüfe beides.")
    expect(desk.password).to_be_focused()
    desk.password.fill("nordlicht-demo")
    desk.password.press("Enter")
    desk.at_desk()


def test_an_empty_field_is_told_without_asking_the_desk(console: NewConsole) -> None:
    desk = console().open()
    asked: list[str] = []
    desk.page.on("request", lambda request: asked.append(request.url))
    desk.password.press("Enter")
    expect(desk.page.get_by_role("alert")).to_have_text("Bitte gib deine E-Mail-Adresse ein.")
    expect(desk.email).to_be_focused()
    assert not [url for url in asked if url.endswith("/session")]


def test_who_prefers_to_arrive_quietly_is_reminded_of_being_off_duty(console: NewConsole) -> None:
    desk = console().open()
    desk.page.get_by_label("Gleich als verfügbar melden").uncheck()
    desk.email.fill("emre@demo.lotse")
    desk.password.fill("nordlicht-demo")
    desk.password.press("Enter")
    expect(desk.page.get_by_text("Du bist nicht im Dienst")).to_be_visible()
    desk.page.get_by_role("button", name="Verfügbar melden").click()
    expect(desk.presence).to_have_value("available")
    expect(desk.page.get_by_text("Du bist nicht im Dienst")).to_be_hidden()
    desk.log_out()


def test_a_reload_asks_for_no_new_login_and_keeps_presence(console: NewConsole) -> None:
    desk = console().log_in("mira@demo.lotse").at_desk()
    desk.presence.select_option("Beschäftigt")
    expect(desk.page.locator(".presence")).to_have_attribute("data-presence", "busy")
    desk.page.reload()
    expect(desk.at_desk().presence).to_have_value("busy")


def test_logging_out_leaves_nothing_in_the_browser(console: NewConsole, customer: NewCustomer) -> None:
    someone = customer("Anna Kruse")
    someone.ask_for_person()
    desk = console().log_in("mira@demo.lotse").at_desk()
    desk.accept("Anna Kruse")
    desk.reply.fill("Noch nicht gesendet")
    desk.page.locator(".menu-button").click()
    desk.page.get_by_label("Darstellung").select_option("Dunkel")
    desk.page.keyboard.press("Escape")
    assert desk.page.evaluate(STORED)
    desk.log_out()
    assert desk.page.evaluate(STORED) == []
    assert desk.page.context.cookies() == []
    assert someone.id not in desk.page.url
    desk.page.reload()
    expect(desk.email).to_be_visible()


def test_leaving_open_cases_behind_is_asked_first(console: NewConsole, customer: NewCustomer) -> None:
    customer("Anna Kruse").ask_for_person()
    desk = console().log_in("mira@demo.lotse").at_desk()
    desk.accept("Anna Kruse")
    desk.menu("Abmelden")
    expect(desk.dialog).to_contain_text("Du hast noch 1 offenen Fall.")
    desk.page.keyboard.press("Escape")
    expect(desk.reply).to_be_visible()


def test_drafts_of_one_person_are_not_shown_to_the_next(console: NewConsole, customer: NewCustomer) -> None:
    someone = customer("Anna Kruse")
    someone.ask_for_person()
    desk = console().log_in("mira@demo.lotse").at_desk()
    desk.look_at("Anna Kruse")
    desk.page.keyboard.press("n")
    desk.note.fill("Nur für mich")
    desk.page.context.clear_cookies()
    desk.log_in("jonas@demo.lotse").at_desk()
    desk.look_at("Anna Kruse")
    desk.page.keyboard.press("n")
    expect(desk.note).to_have_value("")


def test_a_session_that_has_ended_leads_back_to_the_door_with_a_word(console: NewConsole) -> None:
    desk = console().log_in("mira@demo.lotse").at_desk()
    desk.page.context.clear_cookies()
    desk.page.keyboard.press("t")
    expect(desk.page.get_by_role("alert")).to_contain_text("Deine Sitzung ist abgelaufen")


def test_trainers_read_but_are_offered_no_cases(console: NewConsole, customer: NewCustomer) -> None:
    someone = customer("Anna Kruse")
    someone.say("Wie lange dauert es?")
    someone.wait_for("Echo")
    desk = console().log_in("tom@demo.lotse").at_desk()
    expect(desk.page.get_by_role("button", name="Nächsten Fall übernehmen")).to_be_hidden()
    desk.page.get_by_role("button", name="Alle Gespräche").click()
    desk.page.get_by_role("searchbox", name="Suchen").fill("Anna Kr")
    everything = desk.page.get_by_role("region", name="Alle Gespräche")
    everything.get_by_role("button").filter(has_text="Anna Kruse").click()
    expect(desk.said("Echo: Wie lange dauert es?")).to_be_visible()
    expect(desk.conversation).to_contain_text("Der Bot führt dieses Gespräch.")


def test_a_desk_left_alone_is_locked_and_the_password_opens_it_with_all_drafts(
    console: NewConsole, customer: NewCustomer
) -> None:
    customer("Anna Kruse").ask_for_person()
    desk = console().open()
    desk.page.clock.install()
    desk.log_in("mira@demo.lotse").at_desk()
    desk.accept("Anna Kruse")
    desk.reply.fill("Halb fertig")
    desk.page.clock.fast_forward("16:00")
    expect(desk.page.get_by_role("heading", name="Willkommen zurück, Mira")).to_be_visible()
    expect(desk.password).to_be_focused()
    assert "Anna Kruse" not in desk.page.content()
    desk.page.reload()
    desk.password.fill("falsch")
    desk.password.press("Enter")
    expect(desk.page.get_by_role("alert")).to_contain_text("Das Passwort stimmt nicht")
    desk.page.get_by_label("Gleich wieder als verfügbar melden").uncheck()
    desk.password.fill("nordlicht-demo")
    desk.password.press("Enter")
    expect(desk.reply).to_have_value("Halb fertig")


def test_whoever_is_active_is_not_locked_out(console: NewConsole) -> None:
    desk = console().open()
    desk.page.clock.install()
    desk.log_in("mira@demo.lotse").at_desk()
    for _ in range(3):
        desk.page.clock.fast_forward("10:00")
        with desk.page.expect_request("**/session/active"):
            desk.page.keyboard.press("Escape")
    expect(desk.mine).to_be_visible()


def test_the_desk_is_locked_by_hand_and_left_from_there(console: NewConsole) -> None:
    desk = console().log_in("mira@demo.lotse").at_desk()
    desk.menu("Sperren")
    expect(desk.password).to_be_focused()
    desk.page.get_by_role("button", name="Abmelden").click()
    expect(desk.email).to_be_visible()
    assert desk.page.evaluate(STORED) == []


def test_who_was_invited_chooses_a_password_and_is_in(console: NewConsole, katrin: Colleague) -> None:
    link = katrin.invite("Nele Ohm", "nele@demo.lotse")
    desk = console().open()
    desk.page.goto(desk.url.removesuffix("/desk") + link)
    desk.page.reload()
    expect(desk.page.get_by_role("heading", name="Willkommen an Bord, Nele")).to_be_visible()
    desk.page.get_by_label("Wähle ein Passwort").fill("zu kurz")
    desk.page.get_by_role("button", name="Loslegen").click()
    expect(desk.page.get_by_role("alert")).to_contain_text("mindestens 10 Zeichen")
    desk.page.get_by_label("Wähle ein Passwort").fill("ein langer Satz am Meer")
    desk.page.keyboard.press("Enter")
    expect(desk.mine).to_be_visible()
    assert "einladung" not in desk.page.url


def test_an_invitation_that_holds_no_longer_says_so(console: NewConsole) -> None:
    desk = console()
    desk.page.goto(f"{desk.url}#einladung=laengst-verfallen")
    expect(desk.page.get_by_role("alert")).to_contain_text("Diese Einladung gilt nicht mehr")
