"""Articles: told from their files, in the right language and form of address, as soon as they change."""

from dataclasses import replace
from pathlib import Path
from shutil import copytree

import pytest

from desk.clock import utc_now
from desk.knowledge import ArticleError, Knowledge, read_article
from desk.rules import Hours
from desk.settings import Settings
from desk.store import rules
from tests.desk.conftest import ARTICLES, INTERNAL_TOKEN
from tests.desk.house import FakeClock, House, Json, open_house

INTERNAL = {"Authorization": f"Bearer {INTERNAL_TOKEN}"}
SAMPLE = Path(__file__).parents[2] / "data" / "knowledge"
GOOD = "---\nslug: x\ntitle: {de: X}\n---\n\n# de\n\nText.\n"


async def read(house: House, slug: str, language: str = "de") -> Json:
    answer = await house.http.get(f"/internal/v1/articles/{slug}", params={"language": language}, headers=INTERNAL)
    assert answer.status_code == 200, answer.text
    return dict(answer.json())


async def test_an_article_is_told_in_both_languages(house: House) -> None:
    german, english = await read(house, "delivery_time"), await read(house, "delivery_time", "en")
    assert (german["title"], german["text"]) == ("Lieferzeit", "Ihr Paket braucht **2–4 Werktage**.")
    assert (english["title"], english["text"]) == ("Delivery time", "Your parcel takes **2–4 working days**.")
    assert german["leads_to"] == ["track_order"]
    assert german["expired"] is False


async def test_an_article_is_told_with_du_if_the_operator_wants_that(settings: Settings, clock: FakeClock) -> None:
    async with open_house(replace(settings, address="du"), clock) as house:
        assert (await read(house, "delivery_time"))["text"] == "Dein Paket braucht **2–4 Werktage**."


async def test_an_unknown_article_is_not_found(house: House) -> None:
    for slug in ("nothing", "..%2Fdelivery_time", "DELIVERY_TIME", "%00"):
        answer = await house.http.get(f"/internal/v1/articles/{slug}", headers=INTERNAL)
        assert (answer.status_code, answer.json()["error"]["code"]) == (404, "unknown_article")


async def test_a_changed_article_is_told_without_a_restart(
    settings: Settings, clock: FakeClock, tmp_path: Path
) -> None:
    folder = tmp_path / "articles"
    copytree(ARTICLES, folder)
    async with open_house(replace(settings, knowledge_folder=folder), clock) as house:
        assert "2–4" in (await read(house, "delivery_time"))["text"]
        path = folder / "delivery_time.md"
        path.write_text(path.read_text(encoding="utf-8").replace("2–4", "3–5"), encoding="utf-8")
        assert "3–5" in (await read(house, "delivery_time"))["text"]
        path.write_text("broken", encoding="utf-8")
        assert "3–5" in (await read(house, "delivery_time"))["text"]
        path.unlink()
        assert (await house.http.get("/internal/v1/articles/delivery_time", headers=INTERNAL)).status_code == 404


async def test_an_expired_article_is_not_told_as_fact(house: House) -> None:
    article = await read(house, "winter_sale")
    assert (article["expired"], article["text"]) == (True, None)


async def test_an_article_past_its_review_date_is_flagged_and_still_told(house: House) -> None:
    article = await read(house, "return_period")
    assert (article["review_due"], article["expired"]) == (True, False)
    assert article["text"] == "Sie haben 30 Tage Zeit."


async def test_suggestions_are_help_articles_in_the_customers_language(house: House) -> None:
    customer = await house.waiting_customer(locale="en")
    await customer.says("how long can i return")
    await house.settle()
    suggestions = (await (await house.agent()).reads(customer))["suggestions"]
    assert [(one["slug"], one["text"]) for one in suggestions] == [("return_period", "You have 30 days.")]


def test_where_an_article_has_a_place_for_the_opening_hours_those_in_force_are_told() -> None:
    knowledge = Knowledge(SAMPLE, "Sie", utc_now)
    for slug in ("opening_hours", "contact"):
        article = knowledge.article(slug)
        assert article is not None
        assert "Montag bis Freitag: **8 bis 20 Uhr**" in knowledge.tell(article, "de")["text"]
        mondays = Hours.model_validate({"week": {"monday": [{"opens": "07:00", "closes": "12:00"}]}})
        german, english = (knowledge.tell(article, language, mondays)["text"] for language in ("de", "en"))
        assert "- Montag: **7 bis 12 Uhr**" in german
        assert "- Monday: **7 am to noon**" in english
        assert not any(other in german + english for other in ("Freitag", "Friday", "<!--"))


async def test_the_assistant_tells_the_opening_hours_in_force(settings: Settings, clock: FakeClock) -> None:
    async with open_house(replace(settings, knowledge_folder=SAMPLE), clock) as house:
        assert "Montag bis Freitag: **8 bis 20 Uhr**" in (await read(house, "opening_hours"))["text"]
        async with house.desk.database.write() as connection:
            week = {"monday": [{"opens": "07:00", "closes": "12:00"}]}
            await rules.put(connection, "hours", {"week": week}, None, clock())
        assert "- Montag: **7 bis 12 Uhr**" in (await read(house, "opening_hours"))["text"]


@pytest.mark.parametrize(
    "content",
    [
        "",
        "# de\n\nText",
        "---\n---\n",
        "---\ntitle: [\n---\n# de\n",
        "---\n- a\n---\n# de\n",
        GOOD.replace("X}", "X}\nexpires: soon"),
    ],
    ids=["empty", "no front matter", "no fields", "broken yaml", "a list", "no date"],
)
def test_a_broken_article_is_named_with_what_is_wrong(tmp_path: Path, content: str) -> None:
    path = tmp_path / "broken.md"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(ArticleError, match=r"broken\.md"):
        read_article(path)


def test_every_article_of_the_sample_company_can_be_read() -> None:
    knowledge = Knowledge(SAMPLE, "Sie", utc_now)
    for path in sorted(SAMPLE.glob("*.md")):
        article = read_article(path)
        told = [knowledge.tell(article, language)["text"] for language in ("de", "en")]
        assert all(told), path.name
        assert not any("<!--" in text for text in told), path.name
        assert all(("|" not in text and "[" not in text.replace("](", "")) or "](" in text for text in told), path.name
