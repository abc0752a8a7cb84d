"""Two customers, two agents and their lead at once: colleagues help each other, and no customer hears of it."""

from __future__ import annotations

import pytest
from playwright.sync_api import FilePayload, expect

from tests.browser.chat import Chat
from tests.browser.console import Console
from tests.browser.four_people.cast import ANNA, BEN, WITH_JONAS, WITH_MIRA
from tests.browser.lead import Lead
from tests.desk import files

DAMAGE: FilePayload = {"name": "riss.jpg", "mimeType": "image/jpeg", "buffer": files.picture(size=(320, 200))}
SPARE_PART: FilePayload = {"name": "ersatz.jpg", "mimeType": "image/jpeg", "buffer": files.picture(size=(200, 160))}
DECODED_WIDTH = "image => image.decode().then(() => image.naturalWidth)"


@pytest.mark.usefixtures("both_with_mira")
def test_a_colleague_advises_on_a_case_brought_into_the_room_and_takes_it_over(
    anna: Chat, ben: Chat, mira: Console, jonas: Console
) -> None:
    mira.turn_to(ANNA)
    mira.key("h")
    mira.settle("Ins Team bringen", "Kann mal jemand draufschauen?")
    jonas.page.get_by_role("link", name="Team-Raum").click()
    asked = jonas.room.get_by_role("listitem").filter(has_text=f"Fall von {ANNA}")
    expect(asked).to_contain_text("Kann mal jemand draufschauen?")
    asked.get_by_role("button", name=f"Fall von {ANNA}").click()
    expect(jonas.conversation).to_contain_text("Mira kümmert sich um diesen Fall.")
    expect(mira.conversation).to_contain_text("Jonas sieht mit")
    jonas.write_note("Das Gestänge gibt es als Ersatzteil.")
    expect(mira.said("Das Gestänge gibt es als Ersatzteil.")).to_contain_text("Notiz von Jonas")

    jonas.key("v")
    jonas.settle("Übernehmen", "Ich kenne das Zelt")
    jonas.has_at_work(ANNA)
    expect(mira.conversation).to_contain_text("Jonas kümmert sich um diesen Fall.")
    expect(mira.said("Ich kenne das Zelt")).to_contain_text("Notiz von Jonas")
    expect(anna.standing).to_have_text(WITH_JONAS)
    jonas.answer("Ich schicke Ihnen ein neues Gestänge.")
    expect(anna.message("Ich schicke Ihnen ein neues Gestänge.")).to_contain_text("Jonas")
    for among_colleagues in ("draufschauen", "Ersatzteil", "Ich kenne das Zelt"):
        expect(anna.log).not_to_contain_text(among_colleagues)
    expect(ben.standing).to_have_text(WITH_MIRA)


@pytest.mark.usefixtures("both_with_mira")
def test_a_lead_whispers_to_the_agent_who_answers_and_the_customer_hears_only_the_answer(
    anna: Chat, ben: Chat, mira: Console, lead: Lead
) -> None:
    lead.case_of(ANNA).get_by_role("button", name="Mira zuflüstern").click()
    lead.console.settle("Flüstern", "Biete ihr ein neues Zelt an.")
    expect(mira.calls).to_contain_text("Katrin flüstert dir zu")
    mira.calls.get_by_role("button", name="Fall ansehen").click()
    expect(mira.said("Biete ihr ein neues Zelt an.")).to_contain_text("Katrin flüstert")
    mira.answer("Möchten Sie ein neues Zelt?")
    expect(anna.message("Möchten Sie ein neues Zelt?")).to_be_visible()
    for chat in (anna, ben):
        expect(chat.log).not_to_contain_text("Biete ihr")


@pytest.mark.usefixtures("both_with_mira")
def test_goodwill_beyond_the_agents_leeway_is_approved_by_the_lead_with_one_click(
    anna: Chat, ben: Chat, mira: Console, lead: Lead
) -> None:
    lead.turn_to("Kulanz")
    mira.turn_to(ANNA)
    mira.key("g")
    mira.dialog.get_by_label("Betrag in Euro").fill("80")
    mira.settle("Freigabe anfragen", "Dritte Verspätung")
    expect(mira.known).to_contain_text("wartet auf Freigabe")
    lead.row(f"80,00 € für {ANNA}").get_by_role("button", name="Genehmigen").click()
    expect(mira.known).to_contain_text("entschieden von Katrin")
    expect(mira.known.get_by_role("listitem").filter(has_text="80,00 €")).to_contain_text("genehmigt")
    expect(lead.row(f"80,00 € für {ANNA}")).to_have_count(0)
    mira.resolve("Gelöst, mit Kulanz")
    expect(anna.star(5)).to_be_visible()
    expect(anna.log).not_to_contain_text("80,00")
    mira.turn_to(BEN)
    expect(mira.known).not_to_contain_text("80,00 €")


@pytest.mark.usefixtures("anna_with_mira_and_ben_with_jonas")
def test_photos_go_both_ways_and_only_between_those_who_talk(
    anna: Chat, ben: Chat, mira: Console, jonas: Console
) -> None:
    anna.send_file(DAMAGE)
    received = mira.log.get_by_role("img", name="Foto: riss.jpg")
    expect(received).to_be_visible()
    assert received.evaluate(DECODED_WIDTH) == 320
    mira.send_file(SPARE_PART)
    expect(anna.picture("ersatz.jpg")).to_be_visible()
    assert anna.picture("ersatz.jpg").evaluate(DECODED_WIDTH) == 200
    jonas.answer("Und bei Ihnen?")
    expect(ben.message("Und bei Ihnen?")).to_be_visible()
    for picture in ("riss.jpg", "ersatz.jpg"):
        expect(ben.picture(picture)).to_have_count(0)
        expect(jonas.log.get_by_role("img", name=f"Foto: {picture}")).to_have_count(0)


@pytest.mark.usefixtures("anna_with_mira_and_ben_with_jonas")
def test_each_customers_rating_reaches_the_agent_who_helped(
    anna: Chat, ben: Chat, mira: Console, jonas: Console
) -> None:
    for agent, chat, stars in ((mira, anna, 5), (jonas, ben, 3)):
        agent.resolve()
        chat.star(stars).click()
        expect(chat.panel).to_contain_text("Danke für Ihre Bewertung!")
    expect(mira.known).to_contain_text("5 von 5")
    expect(jonas.known).to_contain_text("3 von 5")
