from __future__ import annotations

import pytest

from language.entities import find_entities


def _only(text: str) -> list[tuple[str, str]]:
    return [(each["entity"], each["value"]) for each in find_entities(text)]


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
    ],
)
def test_an_order_number_is_found_in_every_spelling(text: str) -> None:
    assert _only(text) == [("order_number", "NV-204518")]


@pytest.mark.parametrize(
    ("text", "postcode"),
    [
        ("10115 berlin", "10115"),
        ("PLZ: 20095", "20095"),
        ("A-1010 Wien", "1010"),
        ("8001 zürich", "8001"),
        ("D 50667", "50667"),
    ],
)
def test_a_postcode_is_found_with_its_country(text: str, postcode: str) -> None:
    assert _only(text) == [("postcode", postcode)]


@pytest.mark.parametrize("text", ["ich habe 1299 Euro gezahlt", "1234567 stück", "129,90 €", "12.5.2026"])
def test_amounts_and_dates_are_no_postcode(text: str) -> None:
    assert ("postcode", "1299") not in _only(text)
    assert not [value for entity, value in _only(text) if entity == "order_number"]


@pytest.mark.parametrize("text", ["0431 555 01 90", "+49 431 5550190", "0171/2345678", "0043 664 1234567"])
def test_a_phone_number_is_neither_postcode_nor_order_number(text: str) -> None:
    assert [entity for entity, _ in _only(text)] == ["phone"]


def test_an_email_is_lower_cased_and_its_digits_are_nothing_else() -> None:
    assert _only("Anna.Kruse10115@Example.de") == [("email", "anna.kruse10115@example.de")]


def test_several_entities_keep_their_order_and_offsets() -> None:
    text = "nv204518, 10115, anna.kruse@example.de"
    found = find_entities(text)
    assert [text[each["start"] : each["end"]] for each in found] == ["nv204518", "10115", "anna.kruse@example.de"]
