"""Which language a message is written in, and how sure that is.

Trained on the project's own examples: those of an intent with `metadata: {language: en}` are English, all others
German, dialects included. A message is read surely only if it holds several words that one language uses and the
other does not, so that a loan word ("Tracking"), a bare number or a name never decides anything.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from pathlib import Path
from typing import Any, Dict, FrozenSet, List, Mapping, NamedTuple, Optional, Sequence

from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.shared.exceptions import InvalidConfigException
from rasa.shared.nlu.constants import METADATA, METADATA_INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from language.ngrams import NgramModel
from language.text import clean, fold
from language.trained import TrainedComponent

GERMAN = "de"
ENGLISH = "en"
LANGUAGES = (GERMAN, ENGLISH)
# What a doubtful message gets at most: as likely the one as the other.
DOUBT = 0.5

# Whole words of letters: what stands in "action_hand_off" or in a link is nobody's language.
_WORD = re.compile(r"(?<!\w)[^\W\d_]+(?!\w)")
_LINK = re.compile(r"(?:https?://|www\.)\S+", re.IGNORECASE)
_WORDS_FILE = "telling_words.json"


class LanguageModel(NamedTuple):
    """The n-gram model of both languages, and the words that give each away."""

    ngrams: NgramModel
    telling: Mapping[str, FrozenSet[str]]

    def save(self, folder: Path) -> None:
        """Writes the model's files and `telling_words.json`: data only, nothing that could execute when it is read."""
        self.ngrams.save(folder)
        words = {language: sorted(self.telling[language]) for language in LANGUAGES}
        (folder / _WORDS_FILE).write_text(json.dumps(words, ensure_ascii=False), encoding="utf-8")

    @classmethod
    def load(cls, folder: Path) -> LanguageModel:
        """Reads what `save` wrote."""
        words = json.loads((folder / _WORDS_FILE).read_text(encoding="utf-8"))
        return cls(NgramModel.load(folder), {language: frozenset(words[language]) for language in LANGUAGES})


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_FEATURIZER, is_trainable=True)
class LanguageReader(TrainedComponent[LanguageModel]):
    """Sets `language` of each message: `{label: de|en, confidence 0..1}`."""

    @staticmethod
    def get_default_config() -> Dict[str, Any]:
        """Settings with their defaults."""
        return {
            # A word tells a language if its share of examples there is so many times that in the other.
            "telling_times": 10.0,
            # With fewer telling words than this the confidence is at most DOUBT.
            "telling_words": 2,
            # The SVM's C.
            "regularisation": 1.0,
            # About so many examples are enough for the model.
            "examples": 8000,
        }

    def learn(self, training_data: TrainingData) -> Optional[LanguageModel]:
        """Learns from every example of an intent; where all are of one language, there is nothing to tell apart.

        Raises:
            InvalidConfigException: if an example's language is neither German nor English.
        """
        examples = [each for each in training_data.intent_examples if each.get(TEXT)]
        texts, languages = [each.get(TEXT) for each in examples], [language_of(each) for each in examples]
        if len(set(languages)) < len(LANGUAGES):
            return None
        # A language shows in a fraction of the examples; the telling words need them all.
        step = max(1, len(texts) // self._config["examples"])
        ngrams = NgramModel.fit(texts[::step], languages[::step], regularisation=self._config["regularisation"])
        return LanguageModel(ngrams, _telling_words(texts, languages, self._config["telling_times"]))

    @classmethod
    def read_model(cls, folder: Path) -> Optional[LanguageModel]:
        """What `LanguageModel.save` wrote; None if there was one language only."""
        return LanguageModel.load(folder) if (folder / _WORDS_FILE).is_file() else None

    def process(self, messages: List[Message]) -> List[Message]:
        """Adds the language to each message, in `/model/parse` and in the tracker's `parse_data`."""
        for message in messages:
            message.set("language", self.read(message.get(TEXT) or ""), add_to_output=True)
        return messages

    def read(self, text: str) -> Dict[str, Any]:
        """Language of one text; without English examples always German, in doubt."""
        if self._model is None:
            return {"label": GERMAN, "confidence": DOUBT}
        label, confidence = self._model.ngrams.ranking(clean(text))[0]
        if len(_words(text) & self._model.telling[label]) < self._config["telling_words"]:
            confidence = min(confidence, DOUBT)
        return {"label": label, "confidence": round(confidence, 3)}


def language_of(example: Message) -> str:
    """The language that a training example's intent names in its metadata; German if it names none.

    Raises:
        InvalidConfigException: if the language is neither German nor English.
    """
    language = ((example.get(METADATA) or {}).get(METADATA_INTENT) or {}).get("language", GERMAN)
    if language not in LANGUAGES:
        raise InvalidConfigException(f"{example.get_full_intent()}: language {language!r}, expected one of {LANGUAGES}")
    return str(language)


def _words(text: str) -> FrozenSet[str]:
    """The words of a text in one spelling, without digits and links."""
    return frozenset(_WORD.findall(fold(_LINK.sub(" ", text))))


def _telling_words(texts: Sequence[str], languages: Sequence[str], times: float) -> Dict[str, FrozenSet[str]]:
    """The words that give a language away: so many times likelier in its examples than in the other's."""
    heard: Dict[str, Counter[str]] = {language: Counter() for language in LANGUAGES}
    for text, language in zip(texts, languages, strict=True):
        heard[language].update(_words(text))
    sizes = Counter(languages)
    return {
        one: frozenset(
            # Half an example more keeps a word that was never heard in the other language from deciding by one example.
            word
            for word, count in heard[one].items()
            if count > 1 and count / sizes[one] >= times * (heard[other][word] + 0.5) / sizes[other]
        )
        for one, other in (LANGUAGES, LANGUAGES[::-1])
    }
