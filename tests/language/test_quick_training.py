"""Quicker, and the same training data."""

from __future__ import annotations

import copy
import tarfile
from pathlib import Path

import pytest
from rasa.shared.importers.importer import (
    CombinedDataImporter,
    E2EImporter,
    ResponsesSyncImporter,
    TrainingDataImporter,
)
from rasa.shared.importers.rasa import RasaFileImporter
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from language.quick_training import quicken_training

CONFIG = """
recipe: default.v1
assistant_id: small
language: de
pipeline: [{name: WhitespaceTokenizer}]
policies: [{name: RulePolicy}]
"""
DOMAIN = """
version: "3.1"
intents: [greet, faq]
responses:
  utter_greet: [{text: "hallo"}]
  utter_faq/cost: [{text: "4,95 €"}]
"""
TOPICS = {
    "greet": """
version: "3.1"
nlu:
  - intent: "greet "
    examples: |
      - hallo
      - moin moin
      - hallo
rules:
  - rule: Greet
    steps: [{intent: greet}, {action: utter_greet}]
""",
    "cost": """
version: "3.1"
nlu:
  - intent: faq/cost
    metadata: {language: en}
    examples: |
      - hallo
      - what is [shipping](service)
""",
}


@pytest.fixture
def quickened(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is replaced in this process is put back after the test."""
    for name in ("__deepcopy__", "__hash__", "__eq__"):
        monkeypatch.setattr(Message, name, getattr(Message, name, None), raising=False)
    monkeypatch.setattr(TrainingData, "sanitize_examples", staticmethod(TrainingData.sanitize_examples))
    for importer in (CombinedDataImporter, ResponsesSyncImporter, E2EImporter):
        monkeypatch.setattr(importer, "get_nlu_data", importer.get_nlu_data)
    monkeypatch.setattr(tarfile.TarFile, "gzopen", tarfile.TarFile.gzopen)
    quicken_training()


@pytest.fixture
def project(tmp_path: Path) -> TrainingDataImporter:
    (tmp_path / "config.yml").write_text(CONFIG)
    (tmp_path / "domain.yml").write_text(DOMAIN)
    (tmp_path / "data").mkdir()
    for name, topic in TOPICS.items():
        (tmp_path / "data" / f"{name}.yml").write_text(topic)
    return _importer(tmp_path)


def _importer(folder: Path) -> TrainingDataImporter:
    names = (str(folder / name) for name in ("config.yml", "domain.yml"))
    return TrainingDataImporter.load_from_config(*names, [str(folder / "data")])


def test_the_training_data_is_the_same(
    project: TrainingDataImporter, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    slow = project.get_nlu_data("de")
    request.getfixturevalue("quickened")
    quick = _importer(tmp_path).get_nlu_data("de")
    assert [each.data for each in quick.training_examples] == [each.data for each in slow.training_examples]
    assert quick.fingerprint() == slow.fingerprint()


def test_files_are_read_once(quickened: None, project: TrainingDataImporter, monkeypatch: pytest.MonkeyPatch) -> None:
    def counted(importer: RasaFileImporter, language: str | None = "en") -> TrainingData:
        asked.append(language)
        return read(importer, language)

    asked: list[str | None] = []
    read = RasaFileImporter.get_nlu_data
    monkeypatch.setattr(RasaFileImporter, "get_nlu_data", counted)
    project.get_domain()
    project.get_nlu_data()
    project.get_nlu_data(language="de")
    assert asked == ["de"]


def test_a_copy_is_a_message_of_its_own(quickened: None) -> None:
    message = Message({"text": "hallo", "intent": "greet"})
    copied = copy.deepcopy(message)
    assert copied == message
    copied.set("intent", "faq", add_to_output=True)
    assert message.get("intent") == "greet"
    assert "intent" not in message.output_properties
    assert copied != message
    assert copied.fingerprint() != message.fingerprint()
