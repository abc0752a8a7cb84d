"""The words that gave a feeling away, as colleagues see them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from language.emotion import HOLDING_TOGETHER

Read = Callable[[str], dict[str, Any]]


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("vier tage zu spät, das ist eine frechheit, ich hab echt die schnauze voll!!!", "schnauze"),
        ("ich bin völlig verzweifelt, meine mutter braucht das bett und es kommt einfach nicht", "verzweifelt"),
        ("i am so sick of this, that was the last time", "sick"),
    ],
)
def test_they_are_words_that_feel_and_stand_in_the_text(read: Read, text: str, word: str) -> None:
    telling = read(text)["emotion"]["telling"]
    assert word in telling
    assert all(one in text for one in telling)
    assert not HOLDING_TOGETHER.intersection(telling)


def test_a_text_of_nothing_but_small_words_still_names_some_of_them(read: Read) -> None:
    emotion = read("das kann doch so nicht sein!!")["emotion"]
    assert emotion["label"] == "calm" or emotion["telling"]
