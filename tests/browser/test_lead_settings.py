"""What leads decide: hours, rules, people, skills, snippets; each in force at once, each refusal told at its field."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import Page, expect

from tests.browser.chat import Chat
from tests.browser.colleague import Colleague
from tests.browser.conftest import NewConsole
from tests.browser.lead import Lead
from tests.browser.test_console_looks import FAINT, NAMELESS, PHONE, SCROLL_WIDTH, SMALL

DAYS = ("Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag", "Samstag", "Sonntag")
SECTIONS = ("Kulanz", "Team", "Öffnungszeiten", "Regeln", "Fähigkeiten", "Bausteine", "Protokoll", "Jetzt")


@pytest.fixture
def lead(console: NewConsole) -> Lead:
    """Sabine, who leads and administers."""
    return Lead(console(), "sabine@demo.lotse")


@pytest.fixture
def rules_as_before(katrin: Colleague) -> Iterator[None]:
    """Rules that a test changes are as Lotse brings them afterwards."""
    yield
    for part in ("hours", "leeway", "care"):
        katrin.rule(part)


@pytest.mark.usefixtures("rules_as_before")
def test_hours_that_a_lead_changes_hold_for_customers_at_once(lead: Lead, shop: Page) -> None:
    day = DAYS[(datetime.now(UTC) + timedelta(days=3)).weekday()]
    lead.turn_to("Öffnungszeiten")
    lead.main.get_by_label("Zu festen Zeiten").check()
    lead.main.get_by_role("button", name=f"{day}: Zeit hinzufügen").click()
    lead.main.get_by_label(f"{day}: von").fill("8")
    lead.main.get_by_label(f"{day}: bis").fill("16.30")
    lead.save("Öffnungszeiten")
    expect(lead.main.get_by_role("status").first).to_contain_text(f"Gerade geschlossen. Wieder da: {day}, ")
    expect(lead.main.get_by_role("status").first).to_contain_text("um 08:00 Uhr.")
    chat = Chat(shop).open()
    chat.person.click()
    expect(chat.log).to_contain_text("8 Uhr")


@pytest.mark.usefixtures("rules_as_before")
def test_hours_that_make_no_sense_are_told_and_not_kept(lead: Lead, katrin: Colleague) -> None:
    lead.turn_to("Öffnungszeiten")
    lead.main.get_by_label("Zu festen Zeiten").check()
    lead.main.get_by_role("button", name="Montag: Zeit hinzufügen").click()
    lead.main.get_by_label("Montag: von").fill("18:00")
    lead.main.get_by_label("Montag: bis").fill("9:00")
    lead.form("Öffnungszeiten").get_by_role("button", name="Speichern").click()
    expect(lead.main.get_by_role("alert")).to_have_text("Montag: Das Ende muss nach dem Anfang liegen.")
    expect(lead.main.get_by_label("Montag: von")).to_be_focused()
    assert katrin.rules()["hours"]["week"] is None


@pytest.mark.usefixtures("rules_as_before")
def test_a_day_may_have_several_spans_and_end_at_midnight(lead: Lead, katrin: Colleague) -> None:
    lead.turn_to("Öffnungszeiten")
    lead.main.get_by_label("Zu festen Zeiten").check()
    lead.main.get_by_role("button", name="Montag: Zeit hinzufügen").click()
    lead.main.get_by_role("button", name="Montag: Zeit hinzufügen").click()
    lead.main.get_by_label("Montag, 2. Zeit: von").fill("18")
    lead.main.get_by_label("Montag, 2. Zeit: bis").fill("24:00")
    lead.main.get_by_role("button", name="Zeiten von Montag auch für Dienstag bis Freitag").click()
    lead.main.get_by_label("Feiertage von").select_option("Bayern")
    lead.save("Öffnungszeiten")
    hours = katrin.rules()["hours"]
    spans = [{"opens": "09:00", "closes": "17:00"}, {"opens": "18:00", "closes": "24:00"}]
    assert hours["week"] == dict.fromkeys(("monday", "tuesday", "wednesday", "thursday", "friday"), spans) | {
        "saturday": [],
        "sunday": [],
    }
    assert hours["state"] == "BY"


@pytest.mark.usefixtures("rules_as_before")
def test_money_is_in_euros_and_time_in_minutes(lead: Lead, katrin: Colleague) -> None:
    lead.turn_to("Regeln")
    lead.main.get_by_label("In einem Fall").fill("zwanzig")
    lead.form("Kulanz ohne Rückfrage").get_by_role("button", name="Speichern").click()
    expect(lead.main.get_by_role("alert")).to_contain_text("Bitte gib einen Betrag ein")
    lead.main.get_by_label("In einem Fall").fill("25,50")
    lead.save("Kulanz ohne Rückfrage")
    lead.main.get_by_label("An eine Pause erinnern nach").fill("90")
    lead.save("Fürsorge")
    assert katrin.rules()["leeway"] == {"per_case_cents": 2550, "per_month_cents": 20000}
    assert katrin.rules()["care"]["break_after_seconds"] == 90 * 60


def test_who_is_invited_logs_in_and_the_address_forgets_the_link(lead: Lead, console: NewConsole) -> None:
    lead.turn_to("Team")
    lead.main.get_by_role("button", name="Jemanden einladen").click()
    lead.dialog.get_by_label("Vor- und Nachname").fill("Ole Petersen")
    lead.dialog.get_by_label("E-Mail-Adresse").fill("mira@demo.lotse")
    lead.dialog.get_by_role("button", name="Einladung erstellen").click()
    expect(lead.dialog.get_by_role("alert")).to_have_text("Jemand mit dieser E-Mail-Adresse ist schon dabei.")
    lead.dialog.get_by_label("E-Mail-Adresse").fill("ole@demo.lotse")
    lead.dialog.get_by_role("button", name="Einladung erstellen").click()
    link = lead.dialog.get_by_label("Link", exact=True).input_value()
    lead.page.keyboard.press("Escape")
    expect(lead.row("Ole Petersen")).to_contain_text("von Sabine Roth")

    newcomer = console()
    newcomer.page.goto(link)
    expect(newcomer.page.get_by_role("heading", name="Willkommen an Bord, Ole")).to_be_visible()
    assert "einladung" not in newcomer.page.url
    newcomer.page.get_by_label("Wähle ein Passwort").fill("ein langer Satz am Meer")
    newcomer.page.keyboard.press("Enter")
    expect(newcomer.mine).to_be_visible()
    console().log_in("ole@demo.lotse", "ein langer Satz am Meer").at_desk()


def test_an_invitation_withdrawn_is_worth_nothing(lead: Lead, console: NewConsole, katrin: Colleague) -> None:
    link = katrin.invite("Pia Lang", "pia@demo.lotse")
    lead.turn_to("Team")
    lead.main.get_by_role("button", name="Einladung für Pia Lang zurückziehen").click()
    expect(lead.row("Pia Lang")).to_have_count(0)
    stranger = console()
    stranger.page.goto(stranger.url.removesuffix("/desk") + link)
    expect(stranger.page.get_by_role("alert")).to_contain_text("Diese Einladung gilt nicht mehr")


def test_a_person_gets_other_settings_and_the_last_admin_stays(lead: Lead, katrin: Colleague) -> None:
    lead.turn_to("Team")
    lead.main.get_by_role("button", name="Leni Huber ändern").click()
    lead.dialog.get_by_label("Wie viel auf einmal?").fill("0")
    lead.dialog.get_by_role("button", name="Speichern").click()
    expect(lead.dialog.get_by_role("alert")).to_contain_text("Bitte gib eine Zahl von 1 bis 50 ein.")
    lead.dialog.get_by_label("Wie viel auf einmal?").fill("3")
    lead.dialog.get_by_label("Rechnungen").check()
    lead.dialog.get_by_role("button", name="Speichern").click()
    expect(lead.row("Leni Huber")).to_contain_text("Last bis 3 · Rechnungen")
    lead.main.get_by_role("button", name="Sabine Roth ändern").click()
    lead.dialog.get_by_label("Verwaltung: darf alles über das Team entscheiden").uncheck()
    lead.dialog.get_by_role("button", name="Speichern").click()
    expect(lead.dialog.get_by_role("alert")).to_contain_text("Das ist die letzte Person, die verwaltet.")


def test_a_team_is_made_renamed_and_dissolved_unless_people_belong_to_it(lead: Lead) -> None:
    lead.turn_to("Team")
    lead.main.get_by_role("button", name="Team anlegen").click()
    lead.dialog.get_by_label("Name").fill("nord")
    lead.page.keyboard.press("Enter")
    expect(lead.dialog.get_by_role("alert")).to_have_text("So heißt schon ein anderes Team.")
    lead.dialog.get_by_label("Name").fill("West")
    lead.page.keyboard.press("Enter")
    lead.main.get_by_role("button", name="Team West umbenennen").click()
    lead.dialog.get_by_label("Name").fill("Ost")
    lead.page.keyboard.press("Enter")
    lead.main.get_by_role("button", name="Team Ost auflösen").click()
    lead.dialog.get_by_role("button", name="Auflösen").click()
    expect(lead.main.get_by_role("button", name="Team Ost auflösen")).to_have_count(0)
    lead.main.get_by_role("button", name="Team Nord auflösen").click()
    lead.dialog.get_by_role("button", name="Auflösen").click()
    expect(lead.dialog.get_by_role("alert")).to_contain_text("Zu diesem Team gehören noch: 3 Personen")


def test_a_skill_names_the_cases_that_need_it(lead: Lead, katrin: Colleague) -> None:
    lead.turn_to("Fähigkeiten")
    lead.main.get_by_role("button", name="Fähigkeit anlegen").click()
    lead.dialog.get_by_label("Name").fill("recht")
    lead.dialog.get_by_label("Betrugsverdacht").check()
    lead.dialog.get_by_label("Anliegen", exact=True).select_option("request_invoice")
    lead.dialog.get_by_role("button", name="Hinzufügen").click()
    lead.dialog.get_by_role("button", name="Anlegen").click()
    expect(lead.dialog.get_by_role("alert")).to_have_text("Eine Fähigkeit mit diesem Namen gibt es schon.")
    lead.dialog.get_by_label("Name").fill("Sicherheit")
    lead.dialog.get_by_role("button", name="Anlegen").click()
    expect(lead.row("Sicherheit").first).to_contain_text("Betrugsverdacht")
    assert katrin.rules()["skills"][-1] == {"name": "Sicherheit", "concerns": ["request_invoice"], "reasons": ["fraud"]}
    lead.main.get_by_role("button", name="Sicherheit nach oben").click()
    expect(lead.main.locator(".lead-list h2")).to_have_text(["Recht", "Sicherheit", "Rechnungen"])
    lead.main.get_by_role("button", name="Rechnungen ändern").click()
    lead.dialog.get_by_label("Name").fill("Buchhaltung")
    lead.dialog.get_by_role("button", name="Speichern").click()
    expect(lead.main.locator(".lead-list h2")).to_have_text(["Recht", "Sicherheit", "Buchhaltung"])
    lead.turn_to("Team")
    lead.main.get_by_role("button", name="Mira Jansen ändern").click()
    expect(lead.dialog.get_by_role("checkbox", name="Buchhaltung")).to_be_checked()
    lead.page.keyboard.press("Escape")
    lead.turn_to("Fähigkeiten")
    katrin.rename_skill("Buchhaltung", "Rechnungen")
    lead.main.get_by_role("button", name="Sicherheit entfernen").click()
    expect(lead.main.locator(".lead-list h2")).to_have_text(["Recht", "Rechnungen"])


def test_a_snippet_is_written_with_gaps_changed_and_removed(lead: Lead) -> None:
    lead.turn_to("Bausteine")
    lead.main.get_by_role("button", name="Baustein schreiben").click()
    lead.dialog.get_by_label("Kürzel").fill("Mit Leerzeichen")
    lead.dialog.get_by_label("Titel").fill("Testgruß")
    lead.dialog.get_by_label("Deutsch").fill("Moin ")
    lead.dialog.get_by_role("button", name="Name der Kundin oder des Kunden").click()
    expect(lead.dialog.get_by_label("Deutsch")).to_have_value("Moin {kunde}")
    expect(lead.dialog.get_by_role("region", name="Vorschau")).to_contain_text("Moin Anna Kruse")
    lead.dialog.get_by_role("button", name="Speichern").click()
    expect(lead.dialog.get_by_role("alert")).to_contain_text("So geht das Kürzel nicht")
    lead.dialog.get_by_label("Kürzel").fill("hallo")
    lead.dialog.get_by_role("button", name="Speichern").click()
    expect(lead.dialog.get_by_role("alert")).to_have_text("Ein anderer Baustein hat dieses Kürzel.")
    lead.dialog.get_by_label("Kürzel").fill("testgruss")
    lead.dialog.get_by_label("Deutsch").fill("Moin {wetter}")
    lead.dialog.get_by_role("button", name="Speichern").click()
    expect(lead.dialog.get_by_role("alert")).to_have_text("Die Lücke {wetter} kennt hier niemand.")
    lead.dialog.get_by_label("Deutsch").fill("Moin {kunde}")
    lead.dialog.get_by_role("button", name="Speichern").click()
    expect(lead.row("Testgruß")).to_contain_text("/testgruss")
    lead.main.get_by_role("button", name="Testgruß löschen").click()
    lead.dialog.get_by_role("button", name="Löschen").click()
    expect(lead.row("Testgruß")).to_have_count(0)


def test_the_audit_tells_who_did_what_and_is_filtered(lead: Lead, katrin: Colleague) -> None:
    katrin.rule("leeway", per_case_cents=2000)
    lead.turn_to("Protokoll")
    expect(lead.row("hat Regeln geändert").first).to_contain_text("Kulanz")
    lead.main.get_by_label("Wer", exact=True).select_option("Katrin Vogel")
    lead.main.get_by_label("Was", exact=True).select_option("hat Regeln geändert")
    lead.main.get_by_role("button", name="Anzeigen", exact=True).click()
    expect(lead.row("hat sich angemeldet")).to_have_count(0)
    expect(lead.row("Katrin Vogel hat Regeln geändert").first).to_be_visible()


@pytest.mark.usefixtures("rules_as_before")
def test_what_is_older_in_the_audit_comes_when_asked_for(lead: Lead, katrin: Colleague) -> None:
    for cents in range(51):
        katrin.rule("leeway", per_case_cents=cents)
    lead.turn_to("Protokoll")
    expect(lead.row("0,00 € → 0,01 €")).to_be_visible()
    expect(lead.row("20,00 € → 0,00 €")).to_have_count(0)
    lead.main.get_by_role("button", name="Ältere anzeigen").click()
    expect(lead.row("20,00 € → 0,00 €")).to_be_visible()
    expect(lead.row("0,00 € → 0,01 €")).to_be_visible()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_section_is_legible_and_named(console: NewConsole, scheme: str) -> None:
    lead = Lead(console(color_scheme=scheme, reduced_motion="reduce"))
    for section in SECTIONS:
        lead.turn_to(section)
        expect(lead.main.get_by_role("heading", name=section, level=1)).to_be_focused()
        assert lead.page.evaluate(FAINT) == [], section
        assert lead.page.evaluate(NAMELESS) == [], section
        assert lead.page.evaluate(SMALL) == [], section


def test_nothing_of_it_runs_over_the_edge_of_a_narrow_phone(console: NewConsole) -> None:
    lead = Lead(console(viewport=PHONE, has_touch=True))
    for section in SECTIONS:
        lead.turn_to(section)
        assert lead.page.evaluate(SCROLL_WIDTH) == PHONE["width"], section
