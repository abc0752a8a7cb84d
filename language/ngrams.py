"""A linear model over word and character n-grams whose confidences mean something.

Method: TF-IDF of word 1-2-grams and `char_wb` 2-5-grams under a linear SVM (Joachims 1998), softmax of its margins with
one temperature fitted on held-out folds (Guo et al. 2017, "On calibration of modern neural networks").
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import List, Sequence, Tuple

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize_scalar
from scipy.sparse import csr_matrix, hstack
from scipy.special import log_softmax, softmax
from sklearn.feature_extraction.text import CountVectorizer
from sklearn.model_selection import KFold
from sklearn.preprocessing import normalize
from sklearn.svm import LinearSVC

from language.text import fold

Floats = NDArray[np.float64]

_KINDS = (
    {"analyzer": "word", "ngram_range": (1, 2), "token_pattern": r"(?u)\w+|[!?]+|[^\w\s.,]", "lowercase": False},
    {"analyzer": "char_wb", "ngram_range": (2, 5), "lowercase": False},
)
_FOLDS = 5
_SEED = 20
_NEVER = -2.0  # a margin lower than any seen


class NgramFeatures:
    """TF-IDF of texts: sparse (n texts, n terms), rows of unit length per n-gram kind. Texts are folded first."""

    def __init__(self, counters: Sequence[CountVectorizer], rarities: Sequence[Floats]) -> None:
        self._counters = list(counters)
        self.rarities = list(rarities)

    @classmethod
    def fit(cls, texts: Sequence[str]) -> NgramFeatures:
        """Learns terms and their rarity (smoothed inverse document frequency) from `texts`."""
        folded = [fold(text) for text in texts]
        counters = [CountVectorizer(**kind).fit(folded) for kind in _KINDS]
        documents = [np.bincount(each.transform(folded).indices) for each in counters]
        return cls(counters, [np.log((1 + len(texts)) / (1 + count)) + 1 for count in documents])

    def transform(self, texts: Sequence[str]) -> csr_matrix:
        """Features of `texts`, words first. Costs what the texts hold, not what the vocabulary holds."""
        folded = [fold(text) for text in texts]
        blocks = []
        for counter, rarity in zip(self._counters, self.rarities, strict=True):
            counts = counter.transform(folded)
            counts.data = ((1 + np.log(counts.data)) * rarity[counts.indices]).astype(np.float32)
            blocks.append(normalize(counts, copy=False))
        return hstack(blocks, format="csr")

    @property
    def vocabularies(self) -> List[List[str]]:
        """The terms of each kind in the order of their columns."""
        return [sorted(each.vocabulary_, key=each.vocabulary_.__getitem__) for each in self._counters]

    @classmethod
    def restore(cls, vocabularies: Sequence[Sequence[str]], rarities: Sequence[Floats]) -> NgramFeatures:
        """The features that `vocabularies` and `rarities` were read from."""
        numbered = [{term: column for column, term in enumerate(terms)} for terms in vocabularies]
        return cls(
            [CountVectorizer(vocabulary=each, **kind) for kind, each in zip(_KINDS, numbered, strict=True)], rarities
        )


class NgramModel:
    """Labels for texts with calibrated confidences. Deterministic: the same texts give the same model."""

    def __init__(
        self, features: NgramFeatures, labels: Sequence[str], weights: Floats, bias: Floats, sharpness: float
    ) -> None:
        self.labels = list(labels)
        self._features = features
        # (terms, labels), in the features' own precision: a mixed product would copy all weights for every message.
        self._weights = np.ascontiguousarray(weights, dtype=np.float32)
        self._bias = bias  # (labels,)
        self._sharpness = sharpness  # 1 / temperature

    @classmethod
    def fit(cls, texts: Sequence[str], labels: Sequence[str], *, regularisation: float = 1.0) -> NgramModel:
        """Learns from at least two labels. `regularisation` is the SVM's C.

        Raises:
            ValueError: if there are fewer than two labels.
        """
        names = sorted(set(labels))
        if len(names) < 2:
            raise ValueError(f"expected examples of at least two labels, got {names}")
        features = NgramFeatures.fit(texts)
        matrix, targets = features.transform(texts), np.searchsorted(names, labels)
        weights, bias = _separate(matrix, targets, len(names), regularisation)
        return cls(features, names, weights, bias, _fit_sharpness(matrix, targets, len(names), regularisation))

    def probabilities(self, texts: Sequence[str]) -> Floats:
        """Confidences (n texts, n labels); each row sums to 1."""
        margins = np.asarray(self._features.transform(texts) @ self._weights) + self._bias
        return np.asarray(softmax(margins * self._sharpness, axis=1))

    def ranking(self, text: str) -> List[Tuple[str, float]]:
        """All labels of one text with their confidence, the likeliest first."""
        row = self.probabilities([text])[0]
        return [(self.labels[index], float(row[index])) for index in np.argsort(-row, kind="stable")]

    def evidence(self, parts: Sequence[str], label: str, against: str) -> List[float]:
        """How much each part of a text speaks for `label` rather than `against`, in margins of the SVM."""
        direction = self._weights[:, self.labels.index(label)] - self._weights[:, self.labels.index(against)]
        return [float(value) for value in self._features.transform(parts) @ direction]

    def save(self, folder: Path) -> None:
        """Writes `terms.json` and `weights.npz`: data only, nothing that could execute when it is read."""
        terms = {"labels": self.labels, "vocabularies": self._features.vocabularies, "sharpness": self._sharpness}
        (folder / "terms.json").write_text(json.dumps(terms, ensure_ascii=False), encoding="utf-8")
        words, characters = self._features.rarities
        np.savez(
            folder / "weights.npz",
            weights=self._weights,
            bias=self._bias,
            words=words,
            characters=characters,
        )

    @classmethod
    def load(cls, folder: Path) -> NgramModel:
        """Reads what `save` wrote."""
        terms = json.loads((folder / "terms.json").read_text(encoding="utf-8"))
        with np.load(folder / "weights.npz", allow_pickle=False) as arrays:
            features = NgramFeatures.restore(terms["vocabularies"], [arrays["words"], arrays["characters"]])
            return cls(features, terms["labels"], arrays["weights"], arrays["bias"], terms["sharpness"])


def _separate(
    matrix: csr_matrix, targets: NDArray[np.int64], count: int, regularisation: float
) -> Tuple[Floats, Floats]:
    """Weights (terms, labels) and bias (labels,) of one-against-rest SVMs.

    Two labels get a column each too; a label without an example here is never likely.
    """
    machine = LinearSVC(C=regularisation, random_state=_SEED).fit(matrix, targets)
    coefficients, intercepts = machine.coef_, machine.intercept_
    if len(machine.classes_) == 2:
        coefficients, intercepts = np.vstack([-coefficients, coefficients]), np.hstack([-intercepts, intercepts])
    weights, bias = np.zeros((matrix.shape[1], count)), np.full(count, _NEVER)
    weights[:, machine.classes_], bias[machine.classes_] = coefficients.T, intercepts
    return weights, bias


def _fit_sharpness(matrix: csr_matrix, targets: NDArray[np.int64], count: int, regularisation: float) -> float:
    """The factor on margins that makes softmax of held-out margins as likely as possible."""
    held_out = np.zeros((len(targets), count))
    for train, test in KFold(_FOLDS, shuffle=True, random_state=_SEED).split(matrix):
        weights, bias = _separate(matrix[train], targets[train], count, regularisation)
        held_out[test] = matrix[test] @ weights + bias

    def surprise(sharpness: float) -> float:
        return -float(log_softmax(held_out * sharpness, axis=1)[np.arange(len(targets)), targets].mean())

    return float(minimize_scalar(surprise, bounds=(0.1, 20), method="bounded").x)
