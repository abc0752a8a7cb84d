"""A wish that is denied is told from one that is meant."""

from __future__ import annotations

import pytest

from language.denials import split_denied


@pytest.mark.parametrize(
    ("text", "denied", "rest"),
    [
        (
            "Ich möchte das Zelt nicht zurückschicken, sondern umtauschen",
            ["Ich möchte das Zelt nicht zurückschicken"],
            ["sondern umtauschen"],
        ),
        (
            "nein, ich wollte doch gar nicht kündigen! wo finde ich die rechnung",
            ["ich wollte doch gar nicht kündigen"],
            ["nein", "wo finde ich die rechnung"],
        ),
        ("I don't want to cancel it but track it", ["I don't want to cancel it"], ["track it"]),
    ],
)
def test_parts_that_deny_a_wish_stand_apart(text: str, denied: list[str], rest: list[str]) -> None:
    assert split_denied(text) == (denied, rest)


@pytest.mark.parametrize(
    "text",
    [
        "ich will die jacke nicht mehr, wie schicke ich sie zurück",
        "ich will nicht länger warten, ich will mein geld zurück",
        "ich will kein geld, ich will ersatz",
        "das zelt hält nicht dicht, ich möchte es reklamieren",
        "I don't want it any more, please take it back",
    ],
)
def test_what_only_holds_a_not_denies_no_wish(text: str) -> None:
    assert split_denied(text)[0] == []
