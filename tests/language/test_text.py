from __future__ import annotations

import pytest

from language.text import clauses, clean, fold, has_words, is_only_details, tokens


def test_control_and_zero_width_characters_are_removed() -> None:
    assert clean("\u2060/restart\u0000 jetzt\u200b") == "/restart jetzt"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Rückgabe", "rueckgabe"),
        ("GRÖSSE", "Größe"),
        ("nv 204518", ["Bestellung", "NV-204518"][1]),
        ("suuuuuper", "suuper"),
        ("anna@example.de", "j.k@web.at"),
        ("über 30 tage", "ueber 60 Tage"),
    ],
)
def test_two_spellings_of_the_same_fold_to_one(one: str, other: str) -> None:
    assert fold(one) == fold(other)


@pytest.mark.parametrize(
    "text",
    [
        "NV-204518",
        "die plz ist 10115",
        "it should be NV-204518",
        "the postal code is 68159",
        "order number nv 204518, please",
    ],
)
def test_details_with_the_words_around_them_are_only_details(text: str) -> None:
    assert is_only_details(text)


@pytest.mark.parametrize("text", ["please cancel NV-204518", "the order is late", "where is NV-204518", "gutschein 10"])
def test_a_wish_beside_details_is_a_wish(text: str) -> None:
    assert not is_only_details(text)


def test_english_questions_behind_a_comma_are_clauses_of_their_own() -> None:
    assert clauses("I need the invoice, and where is my parcel, can I pay later") == [
        "I need the invoice",
        "where is my parcel",
        "can I pay later",
    ]


def test_different_words_stay_different() -> None:
    assert fold("Rückgabe") != fold("Rückruf")


@pytest.mark.parametrize(
    ("text", "holds"), [("hä?", True), ("👍", True), ("3", True), ("???", False), ("", False), (" … ", False)]
)
def test_punctuation_alone_says_nothing(text: str, holds: bool) -> None:
    assert has_words(text) == holds


@pytest.mark.parametrize(
    "text", ["NV-204518", "Meine Postleitzahl ist 5020.", "meine mail: a.b@example.de", "plz 10115"]
)
def test_details_alone_are_no_concern(text: str) -> None:
    assert is_only_details(text)


@pytest.mark.parametrize("text", ["wo ist nv 204518", "10115 zurückschicken", "meine adresse", "ja"])
def test_a_wish_beside_details_is_one(text: str) -> None:
    assert not is_only_details(text)


def test_two_questions_are_two_clauses() -> None:
    text = "Guten Tag, was kostet der Versand nach Österreich und kann ich auch auf Rechnung zahlen?"
    assert clauses(text) == [
        "Guten Tag",
        "was kostet der Versand nach Österreich",
        "kann ich auch auf Rechnung zahlen?",
    ]


def test_emoji_and_exclamation_runs_are_tokens_with_their_offsets() -> None:
    text = "Super 😀!!!"
    assert [(token.text, token.start) for token in tokens(text)] == [("Super", 0), ("😀", 6), ("!!!", 7)]
