"""A cry for help is heard; what only sounds like one is not."""

from __future__ import annotations

import pytest

from language.crisis import speaks_of_crisis


@pytest.mark.parametrize(
    "text",
    [
        "ich will nicht mehr leben",
        "Ich möchte einfach nicht mehr leben, es hat alles keinen Zweck",
        "i mag nimmer leben",
        "I wott nümme läbe, ich mag nicht mehr da sein",
        "am liebsten wär ich tot",
        "ich bring mich um wenn das so weitergeht",
        "manchmal denke ich daran mir das leben zu nehmen oder mir was antun zu müssen",
        "Ich habe Selbstmordgedanken.",
        "ich will sterben",
        "die sind ohne mich doch alle besser dran",
        "mein leben hat keinen sinn mehr, mein Leben macht keinen Sinn mehr",
        "I don't want to live anymore",
        "I can't go on, I just want to die",
        "I'm suicidal",
        "sometimes I think I should kill myself",
        "I wish I was dead",
        "ach lassen Sie. ich hab eh beschlossen mir das leben zu nehmen",
        "honestly I've been thinking about killing myself",
    ],
)
def test_a_cry_for_help_is_heard(text: str) -> None:
    assert speaks_of_crisis(text)


@pytest.mark.parametrize(
    "text",
    [
        "die lampe ist zum sterben schön",
        "ihr bringt mich um den verstand",
        "das kostet mich noch das letzte hemd",
        "mein vater hat sich das leben genommen, was passiert mit seinem konto",
        "my flatmate took his own life and his post keeps arriving",
        "ich will nicht mehr warten",
        "ich will nicht mehr bei euch kunde sein",
        "ich mag nicht mehr, ständig ist was",
        "kann man in dem zelt gut leben",
        "I don't want this jacket anymore",
        "the battery died",
        "ich könnte sterben vor glück",
        "I want to end my subscription",
        "",
    ],
)
def test_what_only_sounds_like_one_is_not(text: str) -> None:
    assert not speaks_of_crisis(text)


def test_a_very_long_message_is_read_at_once() -> None:
    assert not speaks_of_crisis("ich will " * 20_000)
