"""What a customer can do in the widget, and what the widget says about it."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.chat import GREETING, Chat
from tests.browser.colleague import Colleague
from tests.browser.desk_process import DeskProcess
from tests.browser.engine_standin import EngineStandIn, Json, answer


def test_the_first_message_says_that_an_assistant_answers_and_a_person_is_one_click_away(chat: Chat) -> None:
    expect(chat.log.locator(".message").first).to_contain_text(GREETING)
    expect(chat.panel).to_contain_text("Digitaler Assistent")
    expect(chat.person).to_be_visible()


def test_a_question_is_answered_and_shown_as_delivered(chat: Chat) -> None:
    own = chat.say("Wie lange dauert es?")
    expect(chat.message("Echo: Wie lange dauert es?")).to_be_visible()
    expect(own).to_contain_text("Zugestellt")


def test_sent_is_said_only_after_the_desk_has_it_and_delivered_only_after_the_bot_has(
    chat: Chat, engine: EngineStandIn
) -> None:
    with engine.held():
        own = chat.say("Hallo?")
        expect(own).to_contain_text("Gesendet")
        expect(own).not_to_contain_text("Zugestellt")
    expect(own).to_contain_text("Zugestellt")


def test_a_quick_reply_is_said_with_one_click_and_then_gone(chat: Chat, engine: EngineStandIn) -> None:
    engine.script = lambda _: answer("Was möchten Sie wissen?", buttons=("Lieferzeit", "Rückgabe"))
    chat.say("Frage")
    chat.choice("Rückgabe").click()
    expect(chat.own("Rückgabe")).to_have_count(1)
    expect(chat.choice("Lieferzeit")).to_have_count(1)  # the next answer's own
    assert [question["text"] for question in engine.questions] == ["Frage", "Rückgabe"]


def test_markup_of_customers_is_shown_as_text_and_never_runs(chat: Chat) -> None:
    attack = '<img src=x onerror="window.hit=1"><script>window.hit=1</script>'
    expect(chat.say(attack)).to_be_visible()
    expect(chat.message(attack)).to_be_visible()
    assert chat.page.evaluate("window.hit") is None
    expect(chat.log.locator("img, script")).to_have_count(0)


def test_answers_may_carry_bold_words_lists_and_safe_links_only(chat: Chat, engine: EngineStandIn) -> None:
    engine.script = lambda _: answer(
        "**Wichtig:**\n- eins\n- zwei\n\n"
        "[Regeln](https://www.nordlicht-versand.example/agb) [Falle](javascript:alert(1))"
    )
    chat.say("Regeln?")
    said = chat.message("Wichtig")
    expect(said.locator("strong")).to_have_text("Wichtig:")
    expect(said.get_by_role("listitem")).to_have_text(["eins", "zwei"])
    link = said.get_by_role("link")
    expect(link).to_have_count(1)
    expect(link).to_have_attribute("href", "https://www.nordlicht-versand.example/agb")
    expect(link).to_have_attribute("rel", re.compile("noopener"))
    expect(said).to_contain_text("[Falle](javascript:alert(1))")


def test_the_field_helps_to_type_what_is_asked_for(chat: Chat, engine: EngineStandIn) -> None:
    engine.script = lambda _: answer("Ihre Postleitzahl?", asks="postcode")
    chat.say("Wo ist mein Paket?")
    expect(chat.field).to_have_attribute("inputmode", "numeric")
    expect(chat.field).to_have_attribute("autocomplete", "postal-code")


def test_a_text_that_is_too_long_is_counted_and_not_sent(chat: Chat, engine: EngineStandIn) -> None:
    chat.field.fill("x" * 1_950)
    expect(chat.panel).to_contain_text("Noch 50 Zeichen")
    chat.field.fill("x" * 2_003)
    chat.field.press("Enter")
    expect(chat.panel).to_contain_text("3 Zeichen zu viel")
    expect(chat.log.locator(".customer")).to_have_count(0)


def test_what_was_typed_and_not_sent_is_still_there_after_a_reload(chat: Chat) -> None:
    chat.field.fill("Ich wollte noch")
    chat.page.reload()
    expect(chat.field).to_have_value("Ich wollte noch")


def test_nobody_there_is_said_at_once_and_a_contact_is_asked_for(chat: Chat, mira: Colleague) -> None:
    chat.person.click()
    expect(chat.standing).to_have_text("Gerade ist niemand da – wir melden uns")
    contact = chat.panel.get_by_role("textbox", name="E-Mail oder Telefon")
    contact.fill("anna@")
    contact.press("Enter")
    expect(chat.panel).to_contain_text("Bitte die Angabe prüfen")
    contact.fill("anna.kruse@example.de")
    contact.press("Enter")
    expect(chat.log).to_contain_text("wir melden uns unter anna.kruse@example.de")
    expect(contact).to_be_hidden()


@pytest.mark.usefixtures("taken_by_hand")
def test_a_person_joins_by_first_name_answers_and_is_rated(chat: Chat, mira: Colleague) -> None:
    mira.be("available")
    chat.person.click()
    expect(chat.standing).to_contain_text(re.compile(r"Sie sind Nr\. \d+ in der Warteschlange"))
    expect(chat.person).to_be_hidden()

    case = mira.take(chat.session["id"])
    expect(chat.standing).to_have_text("Mira ist jetzt für Sie da")
    mira.type(case)
    expect(chat.typing).to_contain_text("Mira schreibt")
    mira.reply(case, "Guten Tag, ich sehe es schon.")
    expect(chat.message("Guten Tag, ich sehe es schon.")).to_contain_text("Mira")
    expect(chat.typing).to_be_hidden()

    mira.resolve(mira.case(case["id"]))
    chat.panel.get_by_role("button", name="4 von 5 Sternen").click()
    expect(chat.panel).to_contain_text("Danke für Ihre Bewertung!")
    assert mira.case(case["id"])["rating"]["score"] == 4


def test_the_assistants_dots_end_with_a_handoff_that_comes_in_the_middle(
    chat: Chat, desk: DeskProcess, engine: EngineStandIn
) -> None:
    def hands_over(question: Json) -> Json:
        engine.hand_over(desk.url, question)
        return answer("Ich hole jemanden.", outcome="handed_over")

    engine.script = hands_over
    with engine.held():
        chat.say("Ich will einen Menschen!")
        expect(chat.typing).to_be_visible()
    expect(chat.message("Ich hole jemanden.")).to_be_visible()
    expect(chat.typing).to_be_hidden()


def test_the_assistants_dots_end_when_the_customer_asks_for_a_person_instead(chat: Chat, engine: EngineStandIn) -> None:
    with engine.held():
        chat.say("Moment …")
        expect(chat.typing).to_be_visible()
        chat.person.click()
        expect(chat.standing).to_be_visible()
        expect(chat.typing).to_be_hidden()
    expect(chat.message("Echo: Moment …")).to_have_count(0)


def test_the_assistants_dots_end_by_themselves_when_the_desk_falls_silent(
    chat: Chat, desk: DeskProcess, engine: EngineStandIn
) -> None:
    with engine.held():
        chat.say("Bist du noch da?")
        expect(chat.typing).to_be_visible()
        desk.stop()
        expect(chat.typing).to_be_hidden()
    desk.start()


def test_data_is_deleted_after_a_question_and_a_new_conversation_may_begin(chat: Chat, mira: Colleague) -> None:
    expect(chat.say("Meine Nummer ist 0431 123456")).to_contain_text("Zugestellt")
    erased = chat.session["id"]
    chat.menu("Meine Daten löschen")
    chat.panel.get_by_role("alertdialog").get_by_role("button", name="Löschen").click()
    expect(chat.panel).to_contain_text("Ihre Daten wurden gelöscht")
    expect(chat.log.locator(".message")).to_have_count(0)

    chat.choice("Neu beginnen").click()
    expect(chat.log).to_contain_text(GREETING)
    assert chat.session["id"] != erased


def test_the_conversation_can_be_downloaded(chat: Chat) -> None:
    expect(chat.say("Bitte aufheben")).to_contain_text("Zugestellt")
    with chat.page.expect_download() as download:
        chat.menu("Verlauf herunterladen")
    assert "Bitte aufheben" in download.value.path().read_text(encoding="utf-8")


def test_starting_anew_leaves_the_old_conversation(chat: Chat) -> None:
    expect(chat.say("Alte Frage")).to_contain_text("Zugestellt")
    chat.menu("Neu beginnen")
    chat.panel.get_by_role("alertdialog").get_by_role("button", name="Neu beginnen").click()
    expect(chat.own("Alte Frage")).to_have_count(0)
    expect(chat.log).to_contain_text(GREETING)


def test_an_english_page_gets_an_english_chat(shop: Page, desk: DeskProcess) -> None:
    shop.goto(f"{desk.url}/demo/en.html")
    shop.locator("lotse-chat").get_by_role("button", name="Open chat").click()
    panel = shop.locator("lotse-chat").get_by_role("dialog")
    expect(panel.get_by_role("log")).to_contain_text("I am the digital assistant")
    expect(panel.get_by_role("button", name="Talk to a person")).to_be_visible()
