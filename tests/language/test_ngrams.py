from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from language.ngrams import NgramModel

TEXTS = [
    *(
        "wo ist mein paket",
        "paket kommt nicht",
        "wann kommt das paket an",
        "sendung verfolgen",
        "wo bleibt die lieferung",
    ),
    *("ich will zahlen", "geht paypal", "kreditkarte möglich", "womit kann man bezahlen", "zahlung per rechnung"),
]
LABELS = ["track"] * 5 + ["pay"] * 5


def test_it_tells_unseen_texts_apart() -> None:
    model = NgramModel.fit(TEXTS, LABELS)
    assert model.ranking("wo ist meine sendung")[0][0] == "track"
    assert model.ranking("kann ich mit kreditkarte zahlen")[0][0] == "pay"


def test_confidences_of_a_text_sum_to_one() -> None:
    assert np.allclose(NgramModel.fit(TEXTS, LABELS).probabilities(["paket", "", "😀"]).sum(axis=1), 1)


def test_two_trainings_give_the_same_predictions() -> None:
    one, other = (NgramModel.fit(TEXTS, LABELS).probabilities(TEXTS) for _ in range(2))
    assert np.array_equal(one, other)


def test_a_saved_model_predicts_as_before(tmp_path: Path) -> None:
    model = NgramModel.fit(TEXTS, LABELS)
    model.save(tmp_path)
    assert np.allclose(NgramModel.load(tmp_path).probabilities(TEXTS), model.probabilities(TEXTS), atol=1e-6)


def test_the_word_that_decides_is_the_evidence() -> None:
    spans = ["bitte", "paypal"]
    weights = NgramModel.fit(TEXTS, LABELS).evidence(spans, "pay", "track")
    assert spans[int(np.argmax(weights))] == "paypal"


def test_one_label_is_refused_with_what_was_expected() -> None:
    with pytest.raises(ValueError, match="at least two labels"):
        NgramModel.fit(["a", "b"], ["same", "same"])
