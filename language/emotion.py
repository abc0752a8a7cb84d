"""How a customer feels, read from each message beside the intent, with the words that gave it away.

Trained on its own labelled examples (`data/emotions/<emotion>.yml`, English in `<emotion>_en.yml`), spread over all
concerns, so that neither predicts the other. Rasa does not read these files; their content is part of the component's
fingerprint.
"""

from __future__ import annotations

import hashlib
import re
from pathlib import Path
from typing import Any, Dict, List, NamedTuple, Optional, Sequence, Tuple

import numpy as np
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.shared.exceptions import InvalidConfigException
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData
from rasa.shared.utils.io import read_yaml_file
from spacy.lang.de.stop_words import STOP_WORDS as GERMAN_STOP_WORDS
from spacy.lang.en.stop_words import STOP_WORDS as ENGLISH_STOP_WORDS

from language.crisis import speaks_of_crisis
from language.ngrams import NgramModel
from language.text import clean, tokens
from language.trained import TrainedComponent

CALM = "calm"
EMOTIONS = (CALM, "pleased", "worried", "frustrated", "angry", "distressed")
INTENSITIES = {"none": 0.0, "mild": 0.3, "clear": 0.6, "strong": 0.9}
# spaCy's stop words of both languages, but for those that deny or complain of once more.
_SAY_SOMETHING = {
    *("nicht", "nichts", "nie", "niemand", "kein", "keine", "keinen", "schon", "wieder", "immer", "genug", "leider"),
    *("gut", "mehr", "weiter"),
    *("not", "no", "never", "nobody", "nothing", "again", "still", "always", "enough", "please", "bad"),
}
HOLDING_TOGETHER = (GERMAN_STOP_WORDS | ENGLISH_STOP_WORDS | {"mal", "halt", "eben"}) - _SAY_SOMETHING
TELLING_WORDS = 3


class EmotionExample(NamedTuple):
    """A sentence with what a reader felt in it; intensity is a key of INTENSITIES."""

    text: str
    emotion: str
    intensity: str


def read_examples(folder: Path) -> List[EmotionExample]:
    """All labelled sentences of a folder.

    Raises:
        InvalidConfigException: if a file is missing, or names an unknown emotion or intensity.
    """
    examples: List[EmotionExample] = []
    for emotion in EMOTIONS:
        paths = sorted(folder.glob(f"{emotion}*.yml"))
        if not paths:
            raise InvalidConfigException(f"expected a file of examples at {folder / emotion}.yml")
        for path in paths:
            examples += _read_file(path, emotion)
    return examples


def _read_file(path: Path, emotion: str) -> List[EmotionExample]:
    examples: List[EmotionExample] = []
    for intensity, block in read_yaml_file(path)["examples"].items():
        if intensity not in INTENSITIES:
            raise InvalidConfigException(f"{path}: intensity {intensity!r}, expected one of {list(INTENSITIES)}")
        lines = (line.strip()[2:].strip() for line in block.splitlines() if line.strip().startswith("- "))
        examples += [EmotionExample(line, emotion, intensity) for line in lines]
    return examples


def with_tone(text: str) -> str:
    """The text with words added for what its letters say beside their meaning: shouting, insisting."""
    letters = [letter for letter in text if letter.isalpha()]
    shouted = sum(letter.isupper() for letter in letters)
    tone = " lautgeschrien" if len(letters) >= 8 and shouted / len(letters) > 0.6 else ""
    tone += " vieleausrufe" if re.search(r"!\s*!|[!?]{3,}", text) else ""
    return clean(text) + tone


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_FEATURIZER, is_trainable=True)
class EmotionReader(TrainedComponent[NgramModel]):
    """Sets `emotion` of each message.

    `{label, intensity 0..1, heat 0..1, crisis, telling: [words], scores: {emotion: confidence}}`; heat is how much the
    message calls for a person, `crisis` whether its writer speaks of ending the own life.
    """

    @staticmethod
    def get_default_config() -> Dict[str, Any]:
        """Settings with their defaults."""
        return {
            # Where the examples lie, relative to the project.
            "examples": "data/emotions",
            # The SVM's C.
            "regularisation": 0.3,
            # Examples of concerns that a first model takes for calm with a confidence in this range, and about how
            # many of them, become calm examples of the second. Surer ones would teach it nothing.
            "rather_calm": [0.55, 0.9],
            "calm_examples": 6000,
            # A message's heat is the sum of its readings' confidences, each with its weight.
            "heat": {
                "angry": {"mild": 0.4, "clear": 0.9, "strong": 1.0},
                "distressed": {"mild": 0.5, "clear": 0.9, "strong": 1.0},
                "frustrated": {"mild": 0.1, "clear": 0.2, "strong": 0.5},
            },
        }

    @classmethod
    def fingerprint_addon(cls, config: Dict[str, Any]) -> Optional[str]:
        """The code, and the examples' content: a changed sentence trains anew."""
        digest = hashlib.sha256((super().fingerprint_addon(config) or "").encode())
        for path in sorted(Path(config.get("examples", cls.get_default_config()["examples"])).glob("*.yml")):
            digest.update(path.read_bytes())
        return digest.hexdigest()

    def learn(self, training_data: TrainingData) -> NgramModel:
        """Learns emotion and intensity together: a label is `angry/strong`.

        Twice: what a first model takes for calm among the concerns' own examples, but not for sure, is calm to the
        second one (self-training, Scudder 1965). So it knows the words of everyday matters for what they are.
        """
        labelled = read_examples(Path(self._config["examples"]))
        first = self._fit(labelled)
        texts = [each.get(TEXT) for each in training_data.intent_examples if each.get(TEXT)]
        return self._fit([*labelled, *self._rather_calm(first, texts)])

    def _fit(self, examples: Sequence[EmotionExample]) -> NgramModel:
        return NgramModel.fit(
            [with_tone(each.text) for each in examples],
            [f"{each.emotion}/{each.intensity}" for each in examples],
            regularisation=self._config["regularisation"],
        )

    def _rather_calm(self, model: NgramModel, texts: Sequence[str]) -> List[EmotionExample]:
        """Texts, evenly chosen, whose calm a model believes in without being sure of it."""
        if not texts:
            return []
        calm = model.probabilities([with_tone(each) for each in texts])[:, model.labels.index(f"{CALM}/none")]
        least, most = self._config["rather_calm"]
        found = [text for text, confidence in zip(texts, calm, strict=True) if least < confidence <= most]
        step = max(1, len(found) // self._config["calm_examples"])
        return [EmotionExample(each, CALM, "none") for each in found[::step]]

    @classmethod
    def read_model(cls, folder: Path) -> NgramModel:
        """What `NgramModel.save` wrote."""
        return NgramModel.load(folder)

    def process(self, messages: List[Message]) -> List[Message]:
        """Adds the emotion to each message, in `/model/parse` and in the tracker's `parse_data`."""
        for message in messages:
            message.set("emotion", self.read(message.get(TEXT) or ""), add_to_output=True)
        return messages

    def read(self, text: str) -> Dict[str, Any]:
        """Emotion of one text. Intensity is the expected one among the label's own degrees."""
        assert self._model is not None, "read before training"
        graded = dict(self._model.ranking(with_tone(text)))
        scores = {emotion: _total(graded, emotion) for emotion in EMOTIONS}
        crisis = speaks_of_crisis(text)
        label = "distressed" if crisis else max(EMOTIONS, key=scores.__getitem__)
        return {
            "label": label,
            "intensity": 1.0 if crisis else round(_expected_intensity(graded, label), 2),
            "heat": 1.0 if crisis else round(self._heat(graded), 3),
            "crisis": crisis,
            "telling": [] if label == CALM else self._telling(text, label, graded),
            "scores": {emotion: round(score, 3) for emotion, score in scores.items()},
        }

    def _heat(self, graded: Dict[str, float]) -> float:
        weights = self._config["heat"]
        return sum(
            weight * graded.get(f"{emotion}/{intensity}", 0.0)
            for emotion, degrees in weights.items()
            for intensity, weight in degrees.items()
        )

    def _telling(self, text: str, label: str, graded: Dict[str, float]) -> List[str]:
        """The words of a text that speak most for `label` against calm, in the order of the text.

        Words that only hold a sentence together are named only where there are no others.
        """
        assert self._model is not None
        likeliest = max((each for each in graded if each.startswith(f"{label}/")), key=graded.__getitem__)
        spans = _word_spans(text)
        spans = [span for span in spans if span.lower() not in HOLDING_TOGETHER] or spans
        weights = self._model.evidence(spans, likeliest, f"{CALM}/none")
        best = sorted(range(len(spans)), key=lambda index: -weights[index])[:TELLING_WORDS]
        return [spans[index] for index in sorted(best) if weights[index] > float(np.mean(weights))]


def _total(graded: Dict[str, float], emotion: str) -> float:
    return sum(confidence for label, confidence in graded.items() if label.split("/")[0] == emotion)


def _expected_intensity(graded: Dict[str, float], emotion: str) -> float:
    degrees: List[Tuple[float, float]] = [
        (INTENSITIES[label.split("/")[1]], confidence)
        for label, confidence in graded.items()
        if label.split("/")[0] == emotion
    ]
    mass = sum(confidence for _, confidence in degrees)
    return sum(intensity * confidence for intensity, confidence in degrees) / mass if mass else 0.0


def _word_spans(text: str) -> List[str]:
    """Words of a text as typed, a run of exclamation marks or an emoji counting as one, each once."""
    return list(
        dict.fromkeys(token.text for token in tokens(clean(text)) if len(token.text) > 1 or not token.text.isalnum())
    )
