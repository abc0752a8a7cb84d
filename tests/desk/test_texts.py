"""Reading contacts out of what people type."""

import pytest

from desk.texts import contact_in, is_email, is_phone


@pytest.mark.parametrize(
    ("text", "contact"),
    [
        ("anna.kruse@example.de", {"email": "anna.kruse@example.de"}),
        ("schreibt mir: a+b@mail.example.co.at!", {"email": "a+b@mail.example.co.at"}),
        ("0431 555 01 90", {"phone": "0431 555 01 90"}),
        ("am besten +49 (0)171-1234567 abends", {"phone": "+49 (0)171-1234567"}),
        ("a@b.de oder 0043 1 5550190", {"email": "a@b.de", "phone": "0043 1 5550190"}),
        ("NV-204518", {}),
        ("24103 Kiel", {}),
        ("seit 2026-05-12 warte ich", {}),
        ("am 01.02.2026 bestellt", {}),
        ("129,90 €", {}),
    ],
)
def test_a_contact_is_found_where_there_is_one(text: str, contact: dict[str, str]) -> None:
    assert contact_in(text) == contact


def test_an_address_must_be_whole() -> None:
    assert is_email("anna.kruse@example.de")
    assert not is_email("anna.kruse@example.de, oder so")
    assert not is_email("a@b")
    assert is_phone("0431 555 01 90")
    assert not is_phone("NV-204518")
