"""Which concerns a message brings: one classifier over all of them, by their full ids, with calibrated confidence.

A message may bring several ("was kostet der Versand, und kann ich auf Rechnung zahlen?"), so it is read as a whole and
clause by clause. Stock Rasa would first decide `faq`, then which article; one flat decision is surer and faster.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, Dict, List, NamedTuple, Optional, Sequence, Tuple

import numpy as np
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.classifiers.classifier import IntentClassifier
from rasa.shared.exceptions import InvalidConfigException
from rasa.shared.nlu.constants import INTENT, INTENT_RANKING_KEY, RESPONSE_SELECTOR, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from language.denials import split_denied
from language.ngrams import CHARACTERS, NgramModel
from language.scope import ScopeDetector
from language.text import clauses, clean, has_letters, has_words, is_only_details
from language.trained import TrainedComponent

RETRIEVAL_INTENT = "faq"
RANKING_LENGTH = 10


class Candidate(NamedTuple):
    """A concern with the confidence that a text brings it."""

    concern: str
    confidence: float


class ConcernModel(NamedTuple):
    """The n-gram model of all concerns and, if there are out-of-scope examples, the detector that guards it."""

    ngrams: NgramModel
    scope: Optional[ScopeDetector]

    @classmethod
    def fit(
        cls, texts: Sequence[str], labels: Sequence[str], *, outside: str, outside_share: float, **settings: Any
    ) -> ConcernModel:
        """Learns concerns from texts; `outside` labels what is none, `outside_share` is its share of real messages.

        `settings` are those of `NgramModel.fit`.
        """
        ngrams, held_out = NgramModel.fit_with_held_out(texts, labels, **settings)
        return cls(ngrams, ScopeDetector.fit(held_out, ngrams.labels, outside, outside_share))

    def ranking(self, text: str) -> List[Candidate]:
        """All concerns of a text, the likeliest first; their confidences sum to 1."""
        margins = self.ngrams.margins([text])
        if self.scope:
            row = self.scope.confidences(margins, self.ngrams.sharpness)[0]
        else:
            row = self.ngrams.confidences(margins)[0]
        return [Candidate(self.ngrams.labels[index], float(row[index])) for index in np.argsort(-row, kind="stable")]

    def save(self, folder: Path) -> None:
        """Writes the model's files and `scope.json`: data only, nothing that could execute when it is read."""
        self.ngrams.save(folder)
        (folder / "scope.json").write_text(json.dumps(self.scope._asdict() if self.scope else None), encoding="utf-8")

    @classmethod
    def load(cls, folder: Path) -> ConcernModel:
        """Reads what `save` wrote."""
        scope = json.loads((folder / "scope.json").read_text(encoding="utf-8"))
        return cls(NgramModel.load(folder), ScopeDetector(**scope) if scope else None)


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class ConcernClassifier(TrainedComponent[ConcernModel], IntentClassifier):
    """Sets `intent`, `intent_ranking` (full ids), `response_selector` and `concerns` of each message."""

    @staticmethod
    def get_default_config() -> Dict[str, Any]:
        """Settings with their defaults; the ids of concerns come from the project's `config.yml`."""
        return {
            # The SVM's C.
            "regularisation": 0.3,
            # The shortest and the longest run of characters that counts as a feature.
            "characters": list(CHARACTERS),
            # The label of what is no business of this company.
            "outside": "out_of_scope",
            # The share of real messages that are no business of this company; the examples hold fewer of them.
            "outside_share": 0.2,
            # How sure a clause must be to count as a concern of its own.
            "clause_confidence": 0.9,
            # ... and how far up in the ranking of the whole message its concern must stand.
            "clause_rank": 5,
            # Clauses shorter than this many words are no concerns of their own.
            "clause_words": 2,
            # Concerns that go to a person: one of them in any clause outranks the others.
            "human": [],
            # Small talk: beside a real concern it is politeness, no concern of its own.
            "small_talk": [],
            # How sure the rest of a message must be that denies a wish.
            "rest_confidence": 0.5,
            # Concerns that a clause easily sounds like in bad mood: only the whole message makes them one, or another
            # matter for people beside them.
            "moods": [],
        }

    def __init__(
        self, config: Dict[str, Any], storage: ModelStorage, resource: Resource, model: Optional[ConcernModel] = None
    ) -> None:
        super().__init__(config, storage, resource, model)
        self._human = frozenset(config["human"])
        self._small_talk = frozenset(config["small_talk"])
        self._moods = frozenset(config["moods"])

    def learn(self, training_data: TrainingData) -> ConcernModel:
        """Learns from every example of an intent, by full id such as `faq/delivery_cost`.

        Raises:
            InvalidConfigException: if a concern named in the settings has no examples.
        """
        examples = [each for each in training_data.intent_examples if each.get(TEXT)]
        labels = [each.get_full_intent() for each in examples]
        if unknown := (self._human | self._small_talk | self._moods) - set(labels):
            raise InvalidConfigException(
                f"ConcernClassifier in config.yml names concerns without examples: {', '.join(sorted(unknown))}."
            )
        return ConcernModel.fit(
            [each.get(TEXT) for each in examples],
            labels,
            regularisation=self._config["regularisation"],
            characters=tuple(self._config["characters"]),
            outside=self._config["outside"],
            outside_share=self._config["outside_share"],
        )

    @classmethod
    def read_model(cls, folder: Path) -> ConcernModel:
        """What `ConcernModel.save` wrote."""
        return ConcernModel.load(folder)

    def process(self, messages: List[Message]) -> List[Message]:
        """Reads each message; a concern chosen by button is certain."""
        for message in messages:
            chosen = (message.get("metadata") or {}).get("chosen")
            if chosen and self._model and chosen in self._model.ngrams.labels:
                self._tell(message, [Candidate(chosen, 1.0)], [chosen])
            else:
                self._tell(message, *self.read(message.get(TEXT) or ""))
        return messages

    def read(self, text: str) -> Tuple[List[Candidate], List[str]]:
        """Ranking of concerns for a whole message (likeliest first) and the concerns that it brings.

        A text without a word, number or emoji ("??"), or with nothing but an order number, a postcode and the like,
        brings none, with no confidence in any.
        """
        assert self._model is not None, "read before training"
        text = clean(text)
        if not has_words(text) or is_only_details(text):
            return [Candidate(label, 0.0) for label in self._model.ngrams.labels], []
        ranking = self._model.ranking(text)
        if not has_letters(text) and ranking[0].concern == self._config["outside"]:
            # Emoji alone may be a yes or thanks, but name no subject that could be somebody else's.
            return [each._replace(confidence=0.0) for each in ranking], []
        text, ranking = self._without_denied_wish(text, ranking)
        found = self._concerns_by_clause(text, ranking)
        if not found:
            return ranking, [ranking[0].concern]
        ordered = sorted(found, key=lambda each: self._rank_of_duty(each, ranking[0].concern))
        first = Candidate(ordered[0], max(found[ordered[0]], dict(ranking)[ordered[0]]))
        # What the message brings as well is no rival of the first: it must not make the reading look doubtful.
        return [first] + [each for each in ranking if each.concern not in found], ordered

    def _without_denied_wish(self, text: str, ranking: List[Candidate]) -> Tuple[str, List[Candidate]]:
        """The text and its ranking, or those of what is left if it only seemed to bring a wish that it denies."""
        assert self._model is not None
        denied, rest = split_denied(text)
        best = ranking[0].concern
        if not denied or not rest or best.startswith(f"{RETRIEVAL_INTENT}/"):
            return text, ranking
        wishes = (
            each.concern for each in self._model.ranking(", ".join(denied)) if each.concern not in self._small_talk
        )
        if next(wishes) != best:
            return text, ranking
        left = ", ".join(rest)
        meant = [each for each in map(self._model.ranking, [left, *rest]) if self._is_other_wish(each[0], best)]
        return (left, max(meant, key=lambda each: each[0].confidence)) if meant else (text, ranking)

    def _is_other_wish(self, candidate: Candidate, denied: str) -> bool:
        no_wish = {denied, self._config["outside"]} | self._small_talk
        return candidate.concern not in no_wish and candidate.confidence >= self._config["rest_confidence"]

    def _concerns_by_clause(self, text: str, ranking: Sequence[Candidate]) -> Dict[str, float]:
        """The several concerns that single clauses bring, with their confidence; empty if the message brings one.

        The message as a whole is the better witness: a clause counts only if it is sure and if its concern is among
        the likeliest of the whole, whose best concern always counts.
        """
        best = ranking[0]
        parts = clauses(text)
        if len(parts) < 2 or self._model is None or best.concern == self._config["outside"]:
            return {}
        likely = {each.concern for each in ranking[: self._config["clause_rank"]]} - self._small_talk
        if best.concern not in self._human:
            likely -= self._moods
        found: Dict[str, float] = {}
        for part in parts:
            if len(part.split()) < self._config["clause_words"] or is_only_details(part):
                continue
            concern, confidence = self._model.ranking(part)[0]
            if concern in likely and confidence >= self._config["clause_confidence"]:
                found[concern] = max(confidence, found.get(concern, 0.0))
        if not found or set(found) == {best.concern}:
            return {}
        if best.concern not in self._small_talk:
            found.setdefault(best.concern, best.confidence)
        return found

    def _rank_of_duty(self, concern: str, best: str) -> int:
        """A person's case first, then what the whole message is about, then what is to be done, then to be told."""
        if concern in self._human:
            return 0 if concern == best else 1
        if concern == best:
            return 2
        return 4 if concern.startswith(f"{RETRIEVAL_INTENT}/") else 3

    @staticmethod
    def _tell(message: Message, ranking: List[Candidate], concerns: List[str]) -> None:
        best = ranking[0]
        base = best.concern.split("/")[0]
        message.set(INTENT, {"name": base, "confidence": best.confidence}, add_to_output=True)
        named = [{"name": each.concern, "confidence": each.confidence} for each in ranking[:RANKING_LENGTH]]
        message.set(INTENT_RANKING_KEY, named, add_to_output=True)
        message.set("concerns", concerns, add_to_output=True)
        message.set(RESPONSE_SELECTOR, _selection(ranking), add_to_output=True)


def _selection(ranking: List[Candidate]) -> Dict[str, Any]:
    """The article in the form of Rasa's ResponseSelector, so that `rasa test` and trackers name it."""
    articles = [each for each in ranking if each.concern.startswith(f"{RETRIEVAL_INTENT}/")][:RANKING_LENGTH]
    keys = [{"intent_response_key": each.concern, "confidence": each.confidence} for each in articles]
    best = dict(keys[0], responses=[], utter_action=f"utter_{articles[0].concern}") if keys else {}
    return {
        "all_retrieval_intents": [RETRIEVAL_INTENT],
        RETRIEVAL_INTENT: {"response": best, "ranking": keys},
    }
