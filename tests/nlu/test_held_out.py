"""The trained model on sentences that nobody trained it on. `make nlu-report` shows what is behind a failure."""

from __future__ import annotations

import os
from collections import Counter

import pytest
import yaml
from rasa.core.agent import Agent
from rasa.shared.data import get_nlu_directory
from rasa.shared.nlu.training_data.loading import load_data

from language.text import fold
from tests.nlu import held_out
from tests.nlu.held_out import Reading, Sentence, read_messages, read_sentences, read_with
from tests.nlu.report import escalation_heat, read_known_misses

SENTENCES_A_CONCERN = {"de": 10, "en": 3}
SHORT_TALK = {"greet", "goodbye", "thank", "affirm", "deny", "stop", "ask_bot"}
RIGHT_AT_LEAST = {"de": 0.93, "en": 0.88}
OUT_OF_SCOPE_RECALL_AT_LEAST = {"de": 0.85, "en": 0.8}
FALSE_REFUSALS_AT_MOST = {"de": 0.04, "en": 0.06}
EMOTION_F1_AT_LEAST = {"de": 0.75, "en": 0.7}
PERSON_RECALL_AT_LEAST = {"de": 0.9, "en": 0.85}
FALSE_ALARMS_AT_MOST = {"de": 0.03, "en": 0.06}


@pytest.fixture(scope="module")
def agent() -> Agent:
    model = os.environ.get("LOTSE_MODEL")
    if not model:
        pytest.skip("LOTSE_MODEL is not set: run `make test`")
    return Agent.load(model)


@pytest.fixture(scope="module")
def all_readings(agent: Agent) -> list[Reading]:
    return read_with(agent, read_sentences())


@pytest.fixture(params=["de", "en"])
def language(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def readings(all_readings: list[Reading], language: str) -> list[Reading]:
    return [each for each in all_readings if each.sentence.language == language]


def test_enough_held_out_sentences_get_the_right_concern(readings: list[Reading], language: str) -> None:
    assert held_out.accuracy(readings) >= RIGHT_AT_LEAST[language]


def test_what_is_out_of_scope_is_refused_and_little_else(readings: list[Reading], language: str) -> None:
    assert held_out.refused_outside(readings) >= OUT_OF_SCOPE_RECALL_AT_LEAST[language]
    assert held_out.refused_inside(readings) <= FALSE_REFUSALS_AT_MOST[language]


def test_feelings_are_told_apart(readings: list[Reading], language: str) -> None:
    assert held_out.emotion_f1(readings) >= EMOTION_F1_AT_LEAST[language]


def test_who_needs_a_person_gets_one_and_few_others_do(readings: list[Reading], language: str) -> None:
    recall, alarms = held_out.calls_for_person(readings, escalation_heat())
    assert recall >= PERSON_RECALL_AT_LEAST[language]
    assert alarms <= FALSE_ALARMS_AT_MOST[language]


def test_two_concerns_in_one_message_are_mostly_both_found(agent: Agent) -> None:
    found = held_out.concerns_with(agent, read_messages())
    assert held_out.share(each.concerns <= concerns for each, concerns in found) >= 0.6
    assert held_out.share(bool(each.concerns & concerns) for each, concerns in found) >= 0.95


def test_known_misses_are_still_missed(all_readings: list[Reading]) -> None:
    right = {each.sentence.text for each in all_readings if each.right}
    mended = sorted(right & read_known_misses().keys())
    assert not mended, f"read right now: take them off known_misses.txt (make nlu-report KEEP=1): {mended}"


def test_no_miss_is_unknown(all_readings: list[Reading]) -> None:
    missed = {each.sentence.text: each.concern for each in all_readings if not each.right}
    unknown = {text: concern for text, concern in missed.items() if text not in read_known_misses()}
    assert not unknown, f"new misses: mend them, or keep them with `make nlu-report KEEP=1`: {unknown}"


def test_every_concern_has_its_sentences(language: str) -> None:
    with open("domain.yml", encoding="utf-8") as file:
        served = set(yaml.safe_load(file)["intents"]) - {"faq", "nlu_fallback"}
    counts = Counter(each.concern for each in _sentences(language))
    assert {concern for concern in counts if "/" not in concern} == served
    assert len(counts) == 73
    few = {concern for concern, count in counts.items() if count < SENTENCES_A_CONCERN[language]}
    assert few <= SHORT_TALK


def test_no_held_out_sentence_is_a_training_example() -> None:
    trained = {fold(str(each.get("text"))) for each in load_data(get_nlu_directory("data")).intent_examples}
    held = [each.text for each in (*read_sentences(), *read_messages())]
    assert not [text for text in held if fold(text) in trained]


def _sentences(language: str) -> list[Sentence]:
    return [each for each in read_sentences() if each.language == language]
