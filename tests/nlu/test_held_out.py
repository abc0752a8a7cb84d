"""The trained model on sentences that nobody trained it on."""

from __future__ import annotations

import os
from collections import Counter

import pytest
import yaml
from rasa.core.agent import Agent
from rasa.shared.data import get_nlu_directory
from rasa.shared.nlu.training_data.loading import load_data

from language.text import fold
from tests.nlu.report import Reading, accuracy, read_sentences, read_with

RIGHT_AT_LEAST = 0.85
SENTENCES_A_CONCERN = 5


@pytest.fixture(scope="module")
def readings() -> list[Reading]:
    model = os.environ.get("LOTSE_MODEL")
    if not model:
        pytest.skip("LOTSE_MODEL is not set: run `make test`")
    return read_with(Agent.load(model), read_sentences())


def test_enough_held_out_sentences_get_the_right_concern(readings: list[Reading]) -> None:
    misses = [
        f"{each.sentence.text} → {each.concern}, meant {each.sentence.concern}" for each in readings if not each.right
    ]
    assert accuracy(readings) >= RIGHT_AT_LEAST, "\n".join(misses)


def test_every_concern_has_its_sentences() -> None:
    with open("domain.yml", encoding="utf-8") as file:
        served = set(yaml.safe_load(file)["intents"]) - {"faq", "nlu_fallback"}
    counts = Counter(each.concern for each in read_sentences())
    assert {concern for concern, count in counts.items() if count >= SENTENCES_A_CONCERN} >= served
    assert len(counts) == 73


def test_no_held_out_sentence_is_a_training_example() -> None:
    trained = {fold(str(each.get("text"))) for each in load_data(get_nlu_directory("data")).intent_examples}
    assert not [each.text for each in read_sentences() if fold(each.text) in trained]
