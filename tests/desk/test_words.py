"""What the desk says: complete in both languages and both forms of address, and nowhere else than in words.py."""

import re
from pathlib import Path
from string import Formatter

import pytest

from desk.words import Sentence, Words

DESK = Path(__file__).parents[2] / "desk"
NAMES = {
    "wish": "Wo ist mein Paket?",
    "when": "heute ab 14 Uhr",
    "position": 2,
    "contact": "0431 555 01 90",
    "name": "Mira",
}
INFORMAL = re.compile(r"\b(du|dich|dir|dein\w*|bist|kannst)\b", re.IGNORECASE)
FORMAL = re.compile(r"\b(Sie|Ihnen|Ihr\w*)\b")


@pytest.mark.parametrize("sentence", Sentence)
def test_german_and_english_name_the_same_things(sentence: Sentence) -> None:
    german, english = ({name for _, name, _, _ in Formatter().parse(text) if name} for text in sentence.value)
    assert german == english


@pytest.mark.parametrize("sentence", Sentence)
def test_a_form_of_address_is_kept_throughout(sentence: Sentence) -> None:
    formal = Words("Sie").say(sentence, "de", **NAMES)
    informal = Words("du").say(sentence, "de", **NAMES)
    assert not INFORMAL.search(formal)
    assert not FORMAL.search(informal)
    assert not re.search(r"[\[\]|{}]", formal + informal)


def test_the_greeting_says_that_it_is_no_person_and_that_people_are_there() -> None:
    greeting = Words("du").say(Sentence.GREETING, "de")
    assert "digitale Assistent" in greeting
    assert "Nach einem Menschen kannst du jederzeit fragen" in greeting


def test_german_for_customers_stands_in_words_only() -> None:
    customers_german = re.compile(r"\b(Sie|Ihr|Ihnen|bitte|leider|können)\b")
    # settings and address speak about the forms of address, the sample snippets are sent by people
    allowed = {"words.py", "address.py", "settings.py", "seed_snippets.py"}
    sources = (path for path in DESK.rglob("*.py") if path.name not in allowed)
    assert [path.name for path in sources if customers_german.search(path.read_text(encoding="utf-8"))] == []
