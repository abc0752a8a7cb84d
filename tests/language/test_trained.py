"""What all trained components do; what each learns is tested with it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from rasa.engine.graph import ExecutionContext, GraphSchema
from rasa.engine.storage.local_model_storage import LocalModelStorage
from rasa.engine.storage.resource import Resource
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from language.emotion import EmotionReader
from language.trained import TrainedComponent

Where = tuple[LocalModelStorage, Resource, ExecutionContext]


class Words(NamedTuple):
    words: list[str]

    def save(self, folder: Path) -> None:
        (folder / "words.json").write_text(json.dumps(self.words))


class WordKeeper(TrainedComponent[Words]):
    def learn(self, training_data: TrainingData) -> Words | None:
        words = [each.get("text") for each in training_data.training_examples]
        return Words(words) if words else None

    @classmethod
    def read_model(cls, folder: Path) -> Words | None:
        file = folder / "words.json"
        return Words(json.loads(file.read_text())) if file.exists() else None

    def words(self) -> list[str]:
        return self._model.words if self._model else []


@pytest.fixture
def where(tmp_path: Path) -> Where:
    return LocalModelStorage(tmp_path), Resource("component"), ExecutionContext(GraphSchema({}))


def test_what_was_learned_is_there_after_loading(where: Where) -> None:
    WordKeeper.create({}, *where).train(TrainingData([Message({"text": "hallo"})]))
    assert WordKeeper.load({}, *where).words() == ["hallo"]


def test_nothing_to_be_learned_is_no_mistake(where: Where) -> None:
    WordKeeper.create({}, *where).train(TrainingData())
    assert WordKeeper.load({}, *where).words() == []


@pytest.mark.parametrize("component", [WordKeeper, EmotionReader])
def test_changed_code_trains_anew(
    component: type[TrainedComponent[Any]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("language.trained.__file__", str(tmp_path / "trained.py"))
    (tmp_path / "ngrams.py").write_text("one = 1")
    before = component.fingerprint_addon({})
    assert component.fingerprint_addon({}) == before
    (tmp_path / "ngrams.py").write_text("one = 2")
    assert component.fingerprint_addon({}) != before
