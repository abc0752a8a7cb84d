"""What is written rather than learned: every spelling, one normal form, and no overlap."""

from __future__ import annotations

import time
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from rasa.shared.exceptions import InvalidConfigException
from rasa.shared.nlu.constants import ENTITIES, TEXT
from rasa.shared.nlu.training_data.message import Message

from language.article_kinds import DEFAULT_LIST, read_article_kinds
from language.entities import PatternEntities, find_entities
from language.phrases import PhraseFinder

WEDNESDAY = date(2026, 6, 3)


def _only(text: str) -> list[tuple[str, str]]:
    return [(each["entity"], each["value"]) for each in find_entities(text, WEDNESDAY)]


def _values(entity: str, text: str) -> list[str]:
    return [value for name, value in _only(text) if name == entity]


@pytest.mark.parametrize(
    "text",
    [
        "NV-204518",
        "nv204518",
        "nr. 204518",
        "nv 204518",
        "NV–204518",
        "n.v. 204518",
        "Nv_204518",
        "NV 204 518",
        "#NV-204518",
        "nv-204-518",
        "NV 20 45 18",
        "n v 2 0 4 5 1 8",
        "N-V-2-0-4-5-1-8",
        "NV Nummer 204518",
        "nv nr.: 204518",
        "NV-Bestellnummer 204518",
        "nv number 204518",
        "NV-٢٠٤٥١٨",
        "２０４５１８",
    ],
)
def test_an_order_number_is_found_in_every_spelling(text: str) -> None:
    assert _only(text) == [("order_number", "NV-204518")]


@pytest.mark.parametrize(
    "text", ["NV-20451", "NV-2045181", "env 20451", "204518,50", "204518 euro", "+204518", "1.204518"]
)
def test_what_is_no_order_number_is_not_taken_for_one(text: str) -> None:
    assert not _values("order_number", text)


@pytest.mark.parametrize(
    ("text", "postcode", "country"),
    [
        ("10115 berlin", "10115", "DE"),
        ("PLZ: 20095", "20095", "DE"),
        ("D 50667", "50667", "DE"),
        ("A-1010 Wien", "1010", "AT"),
        ("AT 1010", "1010", "AT"),
        ("1010 wien, österreich", "1010", "AT"),
        ("CH-8001", "8001", "CH"),
        ("8001 zürich (schweiz)", "8001", "CH"),
        ("8001 zürich", "8001", None),
    ],
)
def test_a_postcode_is_found_with_its_country_where_that_is_told(text: str, postcode: str, country: str | None) -> None:
    (found,) = find_entities(text, WEDNESDAY)
    assert (found["entity"], found["value"], found.get("country")) == ("postcode", postcode, country)


@pytest.mark.parametrize(
    "text", ["ich habe 1299 Euro gezahlt", "1234567 stück", "129,90 €", "12.5.2026", "1299€", "CHF 1299", "3. Mai 2026"]
)
def test_amounts_and_dates_are_no_postcode(text: str) -> None:
    assert not _values("postcode", text)
    assert not _values("order_number", text)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("0431 555 01 90", "04315550190"),
        ("+49 431 5550190", "+494315550190"),
        ("+49 (0) 431 5550190", "+494315550190"),
        ("0171/2345678", "01712345678"),
        ("0043 664 1234567", "+436641234567"),
    ],
)
def test_a_phone_number_is_neither_postcode_nor_order_number(text: str, number: str) -> None:
    assert _only(text) == [("phone", number)]


def test_a_parcels_number_is_no_phone_number() -> None:
    assert _only("00340434161094042557") == []


def test_an_email_is_lower_cased_and_its_digits_are_nothing_else() -> None:
    assert _only("Anna.Kruse10115@Example.de") == [("email", "anna.kruse10115@example.de")]


@pytest.mark.parametrize(
    "text",
    [
        "anna punkt kruse at example punkt de",
        "Anna Punkt Kruse ät Example Punkt de",
        "anna.kruse (at) example (punkt) de",
        "anna.kruse[at]example.de",
        "anna.kruse at example.de",
        "anna.kruse @ example . de",
        "anna dot kruse at example dot de",
    ],
)
def test_an_email_that_is_spelled_out_is_written_as_one(text: str) -> None:
    assert _only(f"meine mail: {text}, danke") == [("email", "anna.kruse@example.de")]


@pytest.mark.parametrize(
    "text",
    [
        "look at example dot com",
        "i ordered at nordlicht-versand.de",
        "wir waren at home",
        "das ist der punkt und de",
        "meet me at eight. de facto",
    ],
)
def test_a_page_or_a_sentence_is_no_email(text: str) -> None:
    assert not _values("email", text)


@pytest.mark.parametrize(
    "text", ["DE89370400440532013000", "de89 3704 0044 0532 0130 00", "IBAN: DE89-3704-0044-0532-0130-00"]
)
def test_an_iban_is_told_in_part_and_its_digits_are_nothing_else(text: str) -> None:
    assert _only(text) == [("iban", "DE89 •••• •••• •••• 3000")]


@pytest.mark.parametrize("text", ["4111111111111111", "4111 1111 1111 1111", "4111-1111-1111-1111"])
def test_a_card_number_is_told_in_part_and_its_digits_are_nothing_else(text: str) -> None:
    assert _only(text) == [("card_number", "•••• •••• •••• 1111")]


def test_what_the_desk_has_masked_is_still_known_for_what_it_is() -> None:
    text = "von DE89 •••• •••• •••• 3000, karte •••• •••• •••• 1111, plz 1010"
    assert _only(text) == [
        ("iban", "DE89 •••• •••• •••• 3000"),
        ("card_number", "•••• •••• •••• 1111"),
        ("postcode", "1010"),
    ]


@pytest.mark.parametrize("text", ["DE89370400440532013001", "4111 1111 1111 1112", "1234567812345670"])
def test_wrong_check_digits_make_no_account_and_no_card(text: str) -> None:
    assert not _values("iban", text)
    assert not _values("card_number", text)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("heute", "2026-06-03"),
        ("gestern abend", "2026-06-02"),
        ("vorgestern", "2026-06-01"),
        ("übermorgen", "2026-06-05"),
        ("heute morgen", "2026-06-03"),
        ("morgen früh", "2026-06-04"),
        ("yesterday", "2026-06-02"),
        ("the day before yesterday", "2026-06-01"),
        ("vor drei Tagen", "2026-05-31"),
        ("vor 2 wochen", "2026-05-20"),
        ("in einer Woche", "2026-06-10"),
        ("3 days ago", "2026-05-31"),
        ("two weeks ago", "2026-05-20"),
        ("letzten Dienstag", "2026-06-02"),
        ("letzten Mittwoch", "2026-05-27"),
        ("vergangenen donnerstag", "2026-05-28"),
        ("nächsten Freitag", "2026-06-05"),
        ("kommenden mittwoch", "2026-06-10"),
        ("last monday", "2026-06-01"),
        ("letzte Woche Dienstag", "2026-05-26"),
        ("3.5.", "2026-05-03"),
        ("3.5.2026", "2026-05-03"),
        ("03.05.26", "2026-05-03"),
        ("24.12.", "2025-12-24"),
        ("29.2.", "2028-02-29"),
        ("3. Mai", "2026-05-03"),
        ("3. mai 2025", "2025-05-03"),
        ("3.Mai", "2026-05-03"),
        ("1. Jänner", "2026-01-01"),
        ("May 3rd", "2026-05-03"),
        ("May 3rd, 2025", "2025-05-03"),
        ("3rd of May", "2026-05-03"),
        ("december 24", "2025-12-24"),
        ("2026-05-03", "2026-05-03"),
        ("13/5/2026", "2026-05-13"),
        ("5/13/2026", "2026-05-13"),
    ],
)
def test_a_day_is_told_as_the_date_that_it_is(text: str, day: str) -> None:
    (found,) = find_entities(f"das war {text} , glaube ich", WEDNESDAY)
    assert (found["entity"], found["value"], found["end"] - found["start"]) == ("date", day, len(text))


@pytest.mark.parametrize(
    ("text", "place"), [("am 3.5. bestellt", "3.5."), ("seit 3.5 warte ich", "3.5"), ("den 3. 5. 2026", "3. 5. 2026")]
)
def test_a_date_does_not_include_the_word_before_it(text: str, place: str) -> None:
    (found,) = find_entities(text, WEDNESDAY)
    assert (text[found["start"] : found["end"]], found["value"]) == (place, "2026-05-03")


@pytest.mark.parametrize("text", ["Dienstag", "letzte Woche", "last month", "vor einem Monat", "3/5/2026"])
def test_a_day_that_is_left_open_is_told_in_the_customers_words(text: str) -> None:
    assert _only(text) == [("date", text)]


@pytest.mark.parametrize(
    "text",
    ["guten morgen", "am morgen", "31.2.", "im April 10 Tage", "may 3 people", "vor dem Tag", "3.5", "99.99.", "Mai"],
)
def test_what_is_no_day_is_not_taken_for_one(text: str) -> None:
    assert not _values("date", text)


@pytest.mark.parametrize(
    ("text", "value", "currency"),
    [
        ("49,90 €", "49.90", "EUR"),
        ("49,90€", "49.90", "EUR"),
        ("EUR 12.50", "12.50", "EUR"),
        ("€20", "20.00", "EUR"),
        ("50euro", "50.00", "EUR"),
        ("49,- €", "49.00", "EUR"),
        ("1.299,00 Euro", "1299.00", "EUR"),
        ("1.299 €", "1299.00", "EUR"),
        ("1'299.50 CHF", "1299.50", "CHF"),
        ("CHF 50.–", "50.00", "CHF"),
        ("6,90 Franken", "6.90", "CHF"),
        ("50 cent", "0.50", "EUR"),
        ("zwanzig Euro", "20.00", "EUR"),
        ("fünfundzwanzig euro", "25.00", "EUR"),
        ("fuenfzig euro", "50.00", "EUR"),
        ("zweihundertfünfzig Euro", "250.00", "EUR"),
        ("tausendzweihundert euro", "1200.00", "EUR"),
        ("ein Euro", "1.00", "EUR"),
        ("twenty-five euros", "25.00", "EUR"),
        ("two hundred fifty euros", "250.00", "EUR"),
    ],
)
def test_an_amount_is_told_as_a_decimal_with_its_currency(text: str, value: str, currency: str) -> None:
    (found,) = find_entities(f"das kostete {text}.", WEDNESDAY)
    told = (found["entity"], found["value"], found["currency"], found["end"] - found["start"])
    assert told == ("amount", value, currency, len(text))


@pytest.mark.parametrize("text", ["ein paar euro", "undzig euro", "euro", "٣٤ €", "8 uhr", "europa 20"])
def test_what_is_no_amount_is_not_taken_for_one(text: str) -> None:
    assert not _values("amount", text)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("kuppelzelt", "kuppelzelt"),
        ("Kuppelzelte", "kuppelzelt"),
        ("KUPPELZELTEN", "kuppelzelt"),
        ("das Familienzelt", "zelt"),
        ("tents", "zelt"),
        ("sleeping bags", "schlafsack"),
        ("Haengematte", "hängematte"),
        ("hängematten", "hängematte"),
        ("schlafsäcke", "schlafsack"),
        ("Trekkingstöcken", "trekkingstock"),
        ("schlafzimmer-vorhang", "vorhang"),
    ],
)
def test_an_article_is_known_in_every_form_and_as_part_of_a_longer_word(text: str, kind: str) -> None:
    assert _only(text) == [("article", kind)]


@pytest.mark.parametrize(
    "text", ["im warenkorb", "those", "praktisch", "schlampe", "kuppelzelt-reparatur", "regalstraße"]
)
def test_what_only_looks_like_an_article_is_none(text: str) -> None:
    assert not _values("article", text)


def test_every_article_of_the_sample_shop_is_known() -> None:
    orders = Path("actions/demo_orders.yml").read_text(encoding="utf-8").split("items: [")[1:]
    names = {part.split("name: ")[1].strip('"') for order in orders for part in order.split(", price")[:-1]}
    assert len(names) > 50
    assert [name for name in names if not _values("article", name)] == []


def test_several_entities_keep_their_order_and_offsets() -> None:
    text = "nv204518, 10115, anna.kruse@example.de"
    found = find_entities(text, WEDNESDAY)
    assert [text[each["start"] : each["end"]] for each in found] == ["nv204518", "10115", "anna.kruse@example.de"]


@pytest.fixture(
    params=[
        "1",
        "٣",
        "nv ",
        "1 ",
        "a",
        "a.",
        "a@",
        "a punkt ",
        "at ",
        "DE89 ",
        "4111 ",
        "3. mai ",
        "ein",
        "euro ",
        "zelt",
        "-",
        " ",
        "€",
        "0431/",
        "und",
    ]
)
def hostile(request: pytest.FixtureRequest) -> str:
    return str((request.param * 30_000)[:30_000])


def test_no_text_takes_long_and_nothing_overlaps(hostile: str) -> None:
    began = time.perf_counter()
    found = find_entities(hostile, WEDNESDAY)
    assert time.perf_counter() - began < 3
    assert all(one["end"] <= other["start"] for one, other in pairwise(found))


def test_everything_at_once_does_not_overlap() -> None:
    text = (
        "am 3.5.2026 um 10115 NV-204518 DE89 3704 0044 0532 0130 00 für 49,90 € kuppelzelt 4111 1111 1111 1111 "
        "0431 5550190 anna punkt kruse at example punkt de vorgestern A-1010 204519 euro 50667 3. Mai 8001"
    )
    found = find_entities(text, WEDNESDAY)
    assert all(one["end"] <= other["start"] for one, other in pairwise(found))
    assert {each["entity"] for each in found} == {
        *("order_number", "iban", "card_number", "phone", "email", "postcode", "date", "amount", "article"),
    }


def test_the_component_reads_days_by_its_clock_and_says_who_found_them() -> None:
    component = PatternEntities(PhraseFinder(), lambda: date(2025, 1, 1))
    (message,) = component.process([Message(data={TEXT: "seit gestern"})])
    (found,) = message.get(ENTITIES)
    assert (found["value"], found["extractor"]) == ("2024-12-31", "PatternEntities")


def test_a_shops_own_list_of_articles_is_used(tmp_path: Path) -> None:
    own = tmp_path / "articles.txt"
    own.write_text("# ours\nboje: *boje, buoy\n-heuboje\n", encoding="utf-8")
    phrases = PhraseFinder(own)
    found: list[Any] = find_entities("ankerbojen, buoys, heuboje, zelt", WEDNESDAY, phrases)
    assert [each["value"] for each in found] == ["boje", "boje"]


@pytest.mark.parametrize("content", [None, "zelt\n", "*zelt: tent\n"])
def test_a_broken_list_of_articles_is_refused(tmp_path: Path, content: str | None) -> None:
    path = tmp_path / "articles.txt"
    if content:
        path.write_text(content, encoding="utf-8")
    with pytest.raises(InvalidConfigException, match=r"articles\.txt"):
        read_article_kinds(path)


def test_the_projects_list_of_articles_can_be_read() -> None:
    assert len(read_article_kinds(DEFAULT_LIST).words) > 100
