"""The language of a message, learned from examples that carry it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from rasa.engine.graph import ExecutionContext, GraphSchema
from rasa.engine.storage.local_model_storage import LocalModelStorage
from rasa.engine.storage.resource import Resource
from rasa.shared.exceptions import InvalidConfigException
from rasa.shared.importers.importer import TrainingDataImporter
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from language.channel import SURE_OF_LANGUAGE
from language.language_reader import DOUBT, LanguageReader, language_of

ROOT = Path(__file__).parents[2]
GERMAN_TEXTS = [
    *("wo ist mein paket", "wann kommt mein paket an", "ich habe mein paket nicht bekommen", "wo bleibt das denn"),
    *("ich möchte das zurückschicken", "kann ich das noch umtauschen", "wie lange habe ich zeit", "was kostet das"),
    *("wo isch mis päckli", "wie lang gaht das", "mei packerl is heut no ned kemma", "wat kost dat denn", "tracking"),
    *("ich will mit einem menschen sprechen", "das ist nicht das was ich bestellt habe", "wann habt ihr offen"),
]
ENGLISH_TEXTS = [
    *("where is my parcel", "when will my parcel arrive", "i have not received my parcel", "where is it then"),
    *("i would like to send this back", "can i still exchange it", "how long do i have", "what does it cost"),
    *("where is the thing that i ordered", "how much is it to send this", "my parcel is not here", "tracking"),
    *("i want to talk to a person", "this is not what i ordered", "when are you open"),
]


@pytest.fixture
def reader(tmp_path: Path) -> LanguageReader:
    """A reader trained on a few sentences, as it is read back from the model."""
    return trained(tmp_path, data(GERMAN_TEXTS, {}) + data(ENGLISH_TEXTS, {"language": "en"}))


def data(texts: list[str], metadata: dict[str, Any]) -> list[Message]:
    return [Message.build(text, "ask", intent_metadata=metadata or None) for text in texts]


def trained(folder: Path, examples: list[Message]) -> LanguageReader:
    where = (LocalModelStorage(folder), Resource("language"), ExecutionContext(GraphSchema({})))
    config = LanguageReader.get_default_config() | {"telling_times": 2.0}
    LanguageReader.create(config, *where).train(TrainingData(examples))
    return LanguageReader.load(config, *where)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("wann ist mein paket denn da", "de"),
        ("Wo isch mis Paket?", "de"),
        ("when is my parcel coming", "en"),
        ("I want to send it back!", "en"),
    ],
)
def test_sentences_are_told_apart(reader: LanguageReader, text: str, language: str) -> None:
    assert reader.read(text)["label"] == language
    assert reader.read(text)["confidence"] > DOUBT


@pytest.mark.parametrize(
    "text", ["tracking", "Tracking?", "NV-204518", "10115", "", "👍", "parcel", "paket", "Fjord 3"]
)
def test_a_single_word_a_number_or_a_name_leaves_doubt(reader: LanguageReader, text: str) -> None:
    assert reader.read(text)["confidence"] <= DOUBT


def test_the_result_is_part_of_what_is_told(reader: LanguageReader) -> None:
    message = Message.build("where is my parcel")
    reader.process([message])
    assert message.as_dict(only_output_properties=True)["language"]["label"] == "en"


def test_without_english_examples_everything_is_german_in_doubt(tmp_path: Path) -> None:
    assert trained(tmp_path, data(GERMAN_TEXTS, {})).read("where is my parcel") == {"label": "de", "confidence": DOUBT}


def test_another_language_is_refused_by_name() -> None:
    with pytest.raises(InvalidConfigException, match="ask: language 'fr'"):
        language_of(data(["où est mon colis"], {"language": "fr"})[0])


def test_the_language_is_read_from_the_metadata_of_a_topic_file(tmp_path: Path) -> None:
    topic = tmp_path / "topic.yml"
    topic.write_text(
        'version: "3.1"\nnlu:\n  - intent: ask\n    examples: |\n      - wo ist es\n'
        "  - intent: ask\n    metadata: {language: en}\n    examples: |\n      - where is it\n",
        encoding="utf-8",
    )
    importer = TrainingDataImporter.load_from_dict({}, None, None, [str(topic)])
    examples = importer.get_nlu_data().intent_examples
    assert {each.get("text"): language_of(each) for each in examples} == {"wo ist es": "de", "where is it": "en"}


# ---------------------------------------------------------------- the trained model

DOUBTFUL = [
    *(
        "tracking",
        "Newsletter",
        "Account",
        "ok",
        "hi",
        "sorry",
        "hello",
        "support",
        "Login",
        "PayPal",
        "Express",
        "thx",
    ),
    *("/action_hand_off", "https://www.dhl.com/en/home/tracking/track-and-trace-your-parcel.html?id=00340"),
    *("NV-204518", "204518", "10115", "anna.kruse@example.de", "0431 1234567", "Kuppelzelt Fjord 3", "???", "refund"),
]
SURELY_GERMAN = [
    *(
        "wo isch mis päckli",
        "chan ich das zruggschicke",
        "mei packerl is heut no ned kemma",
        "ick hab dat teil nich jekricht",
    ),
    *("hi, login geht nicht, könnt ihr helfen", "ist der slim fit rucksack wieder da", "ich hab noch keine mail dazu"),
]
SURELY_ENGLISH = [
    *(
        "could you tell me where my order is",
        "it doesn't fit, I want to return it",
        "the zip is broken on my Schlafsack",
    ),
    *("i am wanting to know where is my packet", "is there anybody I can talk to"),
]


@pytest.fixture
def sure(read: Any) -> Any:
    """The language of a text by the trained model; None in doubt."""

    def surely(text: str) -> str | None:
        language = read(text)["language"]
        return str(language["label"]) if language["confidence"] >= SURE_OF_LANGUAGE else None

    return surely


def test_loan_words_numbers_and_names_switch_nothing(sure: Any) -> None:
    assert {text: sure(text) for text in DOUBTFUL if sure(text)} == {}


def test_dialects_and_loan_words_in_german_sentences_are_german(sure: Any) -> None:
    assert {text: sure(text) for text in SURELY_GERMAN if sure(text) != "de"} == {}


def test_english_is_english_also_with_german_names_and_odd_grammar(sure: Any) -> None:
    assert {text: sure(text) for text in SURELY_ENGLISH if sure(text) != "en"} == {}
