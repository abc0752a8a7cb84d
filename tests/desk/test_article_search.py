"""The search of the articles: ranked, in both languages, and in step with their files."""

from dataclasses import replace
from pathlib import Path
from shutil import copytree
from time import perf_counter
from typing import Any

import pytest
import yaml

from desk.article_search import ArticleSearch
from desk.clock import utc_now
from desk.knowledge import Knowledge
from desk.settings import Settings
from desk.ways_of_asking import WaysOfAsking
from tests.desk.conftest import ARTICLES, INTERNAL_TOKEN
from tests.desk.house import FakeClock, House, open_house

ROOT = Path(__file__).parents[2]
INTERNAL = {"Authorization": f"Bearer {INTERNAL_TOKEN}"}
FIRST_AT_LEAST = 0.85
AMONG_THREE_AT_LEAST = 0.93
FIRST_BY_TEXT_AT_LEAST = 0.5


async def search(house: House, text: str, language: str = "de") -> list[dict[str, Any]]:
    body = {"text": text, "language": language}
    answer = await house.http.post("/internal/v1/articles/search", json=body, headers=INTERNAL)
    assert answer.status_code == 200, answer.text
    return list(answer.json()["articles"])


async def test_the_article_that_fits_is_found_with_its_title_and_a_score(house: House) -> None:
    found, *_ = await search(house, "wie lange habe ich für die rückgabe zeit")
    assert (found["slug"], found["title"]) == ("return_period", "Rückgabefrist")
    assert 0 < found["score"] <= 1


async def test_an_english_question_finds_the_english_text(house: House) -> None:
    found, *_ = await search(house, "how many working days", "en")
    assert (found["slug"], found["title"]) == ("delivery_time", "Delivery time")


@pytest.mark.parametrize(
    "text", ["rueckgabefrist", "RÜCKGABEFRISTEN", "rückgabe", "frist?", "rückgabefrist-verlängerung"]
)
async def test_umlauts_endings_and_parts_of_words_make_no_difference(house: House, text: str) -> None:
    assert [one["slug"] for one in await search(house, text)][:1] == ["return_period"]


@pytest.mark.parametrize(
    "text", ["", "   ", "?!", "xyzzy", "wie ist das denn so", "👍", "ab", "hallo", "winterschlussverkauf"]
)
async def test_without_a_word_in_common_nothing_is_found(house: House, text: str) -> None:
    assert await search(house, text) == []


async def test_an_expired_article_is_found_only_while_it_may_be_told(
    settings: Settings, clock: FakeClock, house: House
) -> None:
    assert await search(house, "winterschlussverkauf") == []
    clock.now = clock.now.replace(month=2, day=1)
    assert [one["slug"] for one in await search(house, "winterschlussverkauf")] == ["winter_sale"]


async def test_small_talk_is_no_answer_to_a_question(house: House) -> None:
    assert "greet" not in [one["slug"] for one in await search(house, "begrüßung greeting")]


async def test_a_changed_article_is_found_by_its_new_words_without_a_restart(
    settings: Settings, clock: FakeClock, tmp_path: Path
) -> None:
    folder = tmp_path / "articles"
    copytree(ARTICLES, folder)
    async with open_house(replace(settings, knowledge_folder=folder), clock) as house:
        assert await search(house, "fahrradkurier") == []
        path = folder / "delivery_time.md"
        path.write_text(path.read_text(encoding="utf-8").replace("Paket", "Fahrradkurier"), encoding="utf-8")
        assert [one["slug"] for one in await search(house, "fahrradkurier")] == ["delivery_time"]
        path.unlink()
        assert await search(house, "fahrradkurier") == []


def test_how_customers_ask_counts_too(tmp_path: Path) -> None:
    topic = tmp_path / "returns" / "return_period.yml"
    topic.parent.mkdir()
    topic.write_text("nlu:\n  - intent: faq/return_period\n    examples: |\n      - bis wann retournieren\n", "utf-8")
    (topic.parent / "broken.yml").write_text("nlu: [", "utf-8")
    asked = WaysOfAsking(tmp_path)
    search = ArticleSearch(Knowledge(ARTICLES, "Sie", utc_now), asked)
    asked.load()
    assert [one.article.slug for one in search.find("retournieren", 3)] == ["return_period"]


async def test_only_the_assistant_may_search(house: House) -> None:
    refused = await house.http.post("/internal/v1/articles/search", json={"text": "rückgabe"})
    assert (refused.status_code, refused.json()["error"]["code"]) == (401, "no_token")


@pytest.mark.parametrize("body", [{}, {"text": 1}, {"text": "x", "language": "fr"}, []])
async def test_a_search_that_makes_no_sense_is_refused(house: House, body: Any) -> None:
    refused = await house.http.post("/internal/v1/articles/search", json=body, headers=INTERNAL)
    assert (refused.status_code, refused.json()["error"]["code"]) == (422, "invalid_body")


async def test_a_very_long_message_is_searched_too(house: House) -> None:
    began = perf_counter()
    assert (await search(house, "rückgabe" * 7000))[0]["slug"] == "return_period"
    assert perf_counter() - began < 2


@pytest.fixture(scope="module")
def sample() -> ArticleSearch:
    """The sample company's articles."""
    asked = WaysOfAsking(ROOT / "data")
    asked.load()
    return ArticleSearch(Knowledge(ROOT / "data" / "knowledge", "Sie", utc_now), asked)


def recall(search: ArticleSearch, most: int) -> float:
    """The share of held-out questions whose article is among the first `most`."""
    folder = ROOT / "tests" / "nlu"
    told = [entry for path in sorted(folder.glob("*.yml")) for entry in yaml.safe_load(path.read_text("utf-8"))]
    asked = [(entry["text"], entry["intent"]) for entry in told if entry["intent"].startswith("faq/")]
    assert len(asked) > 200
    found = [[f"faq/{one.article.slug}" for one in search.find(text, most)] for text, _ in asked]
    return sum(concern in slugs for slugs, (_, concern) in zip(found, asked, strict=True)) / len(asked)


def test_held_out_questions_find_their_article(sample: ArticleSearch) -> None:
    assert recall(sample, 1) >= FIRST_AT_LEAST
    assert recall(sample, 3) >= AMONG_THREE_AT_LEAST


def test_held_out_questions_find_their_article_by_title_and_text_alone() -> None:
    search = ArticleSearch(Knowledge(ROOT / "data" / "knowledge", "Sie", utc_now), WaysOfAsking(ROOT / "none"))
    assert recall(search, 1) >= FIRST_BY_TEXT_AT_LEAST
