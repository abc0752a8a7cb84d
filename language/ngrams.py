"""A linear model over word and character n-grams whose confidences mean something.

Method: TF-IDF of word 1-2-grams and `char_wb` 4-5-grams under a linear SVM (Joachims 1998), softmax of its margins with
one temperature fitted on held-out examples (Guo et al. 2017, "On calibration of modern neural networks").
"""

from __future__ import annotations

import json
import multiprocessing
from mmap import mmap
from pathlib import Path
from typing import Any, List, NamedTuple, Optional, Sequence, Tuple

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize_scalar
from scipy.sparse import csr_matrix, hstack
from scipy.special import log_softmax, softmax
from sklearn.preprocessing import normalize
from sklearn.svm import LinearSVC

from language.terms import Kind, Terms, words
from language.terms import characters as runs_of
from language.text import fold

Floats = NDArray[np.floating[Any]]

CHARACTERS = (4, 5)  # shorter and longer runs cost training time and bring our own data nothing
_HELD_OUT = 3  # one example in so many is kept from the model whose margins set the temperature
_PROCESSES = 2
_TOLERANCE = 0.1  # of the SVM's solver: ten times looser than its default, the same labels, two thirds of the time
_SEED = 20
_NEVER = -2.0  # a margin lower than any seen
_OTHERS = -1  # the column of all labels that another process cares for


class NgramFeatures:
    """TF-IDF of texts: sparse (n texts, n terms), rows of unit length per n-gram kind. Texts are folded first."""

    def __init__(self, terms: Sequence[Terms], rarities: Sequence[Floats], characters: Tuple[int, int]) -> None:
        self._terms = list(terms)
        self.rarities = list(rarities)
        self.characters = characters  # the shortest and the longest run

    @classmethod
    def fit(cls, texts: Sequence[str], characters: Tuple[int, int] = CHARACTERS) -> Tuple[NgramFeatures, csr_matrix]:
        """Learns terms and their rarity (smoothed inverse document frequency); and the features of `texts`.

        `characters` is the shortest and the longest run of characters.
        """
        folded = [fold(text) for text in texts]
        terms, counts = zip(*(Terms.learn(kind, folded) for kind in _kinds(characters)), strict=True)
        documents = [np.bincount(each.indices, minlength=each.shape[1]) for each in counts]
        features = cls(terms, [np.log((1 + len(texts)) / (1 + each)) + 1 for each in documents], characters)
        return features, features._weigh(counts)

    def transform(self, texts: Sequence[str]) -> csr_matrix:
        """Features of `texts`, words first. Costs what the texts hold, not what the vocabulary holds."""
        folded = [fold(text) for text in texts]
        return self._weigh([each.count(folded) for each in self._terms])

    def _weigh(self, counts: Sequence[csr_matrix]) -> csr_matrix:
        blocks = []
        for block, rarity in zip(counts, self.rarities, strict=True):
            data = ((1 + np.log(block.data)) * rarity[block.indices]).astype(np.float32)
            blocks.append(normalize(csr_matrix((data, block.indices, block.indptr), block.shape), copy=False))
        return hstack(blocks, format="csr")

    @property
    def vocabularies(self) -> List[List[str]]:
        """The terms of each kind in the order of their columns."""
        return [each.known for each in self._terms]

    @classmethod
    def restore(
        cls, vocabularies: Sequence[Sequence[str]], rarities: Sequence[Floats], characters: Tuple[int, int]
    ) -> NgramFeatures:
        """The features that the properties of the same names were read from."""
        kinds = _kinds(characters)
        return cls([Terms(kind, known) for kind, known in zip(kinds, vocabularies, strict=True)], rarities, characters)


def _kinds(characters: Tuple[int, int]) -> Tuple[Kind, Kind]:
    return words(), runs_of(*characters)


class HeldOut(NamedTuple):
    """What a model says of examples that it was not trained on."""

    margins: Floats  # (examples, labels)
    targets: NDArray[np.int64]  # (examples,): the column of each example's own label


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
        self.sharpness = sharpness  # 1 / temperature

    @classmethod
    def fit(
        cls,
        texts: Sequence[str],
        labels: Sequence[str],
        *,
        regularisation: float = 0.3,
        characters: Tuple[int, int] = CHARACTERS,
    ) -> NgramModel:
        """Learns from at least two labels. `regularisation` is the SVM's C.

        Raises:
            ValueError: if there are fewer than two labels.
        """
        return cls.fit_with_held_out(texts, labels, regularisation=regularisation, characters=characters)[0]

    @classmethod
    def fit_with_held_out(
        cls,
        texts: Sequence[str],
        labels: Sequence[str],
        *,
        regularisation: float = 0.3,
        characters: Tuple[int, int] = CHARACTERS,
    ) -> Tuple[NgramModel, HeldOut]:
        """As `fit`, and the margins of the held-out examples on which the temperature was fitted."""
        names = sorted(set(labels))
        if len(names) < 2:
            raise ValueError(f"expected examples of at least two labels, got {names}")
        features, matrix = NgramFeatures.fit(texts, characters)
        targets = np.searchsorted(names, labels)
        kept, held = _split(len(texts))
        (weights, bias), (fewer_weights, fewer_bias) = _separate_all(
            [(matrix, targets), (matrix[kept], targets[kept])], len(names), regularisation
        )
        held_out = HeldOut(np.asarray(matrix[held] @ fewer_weights) + fewer_bias, targets[held])
        return cls(features, names, weights, bias, fit_sharpness(held_out)), held_out

    def margins(self, texts: Sequence[str]) -> Floats:
        """Signed distances of each text from each label's plane, (n texts, n labels)."""
        return np.asarray(self._features.transform(texts) @ self._weights) + self._bias

    def probabilities(self, texts: Sequence[str]) -> Floats:
        """Confidences (n texts, n labels); each row sums to 1."""
        return self.confidences(self.margins(texts))

    def confidences(self, margins: Floats) -> Floats:
        """Margins as confidences; each row sums to 1."""
        return np.asarray(softmax(margins * self.sharpness, axis=1))

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
        terms = {
            "labels": self.labels,
            "characters": self._features.characters,
            "vocabularies": self._features.vocabularies,
            "sharpness": self.sharpness,
        }
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
            rarities = [arrays["words"], arrays["characters"]]
            features = NgramFeatures.restore(terms["vocabularies"], rarities, tuple(terms["characters"]))
            return cls(features, terms["labels"], arrays["weights"], arrays["bias"], terms["sharpness"])


def fit_sharpness(held_out: HeldOut) -> float:
    """The factor on margins that makes softmax of held-out margins as likely as possible."""
    rows = np.arange(len(held_out.targets))

    def surprise(sharpness: float) -> float:
        return -float(log_softmax(held_out.margins * sharpness, axis=1)[rows, held_out.targets].mean())

    return float(minimize_scalar(surprise, bounds=(0.1, 20), method="bounded").x)


def _split(count: int) -> Tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Indices to train on and to hold out, in seeded random order."""
    order = np.random.default_rng(_SEED).permutation(count)
    held = max(1, count // _HELD_OUT)
    return order[held:], order[:held]


Problem = Tuple[csr_matrix, NDArray[np.int64]]
Planes = Tuple[Floats, Floats]


def _separate_all(problems: Sequence[Problem], count: int, regularisation: float) -> List[Planes]:
    """Planes for each problem, labels shared out between processes.

    Processes, not threads: liblinear draws its random numbers from one stream, and training must be deterministic.
    They inherit the problems and write where this process reads: nothing large passes between them.
    """
    shares = np.array_split(np.arange(count), _PROCESSES)
    weights = [_shared_zeros(matrix.shape[1], count) for matrix, _ in problems]
    tasks = [(problem, share) for problem in range(len(problems)) for share in shares]
    common = [_in_reading_order(*problem) for problem in problems], weights, regularisation
    with multiprocessing.get_context("fork").Pool(_PROCESSES, _inherit, (common,)) as pool:
        biases = pool.starmap(_separate, tasks, chunksize=1)
    halves = [biases[start : start + len(shares)] for start in range(0, len(biases), len(shares))]
    return [(each, np.hstack(bias)) for each, bias in zip(weights, halves, strict=True)]


class _Ordered(NamedTuple):
    """A problem for the solver."""

    matrix: csr_matrix
    targets: NDArray[np.int64]
    places: NDArray[np.int32]  # (terms,): the matrix's column of each term


def _in_reading_order(matrix: csr_matrix, targets: NDArray[np.int64]) -> _Ordered:
    """Terms that first occur together side by side: the solver waits less for memory, by a sixth of its time.

    Within a row their order stays, and so does the result, to the last digit.
    """
    matrix = matrix.sorted_indices().astype(np.float64)  # what the solver makes of it
    firsts = np.full(matrix.shape[1], matrix.nnz)
    firsts[matrix.indices[::-1]] = np.arange(matrix.nnz)[::-1]  # what is written last stays
    places = np.empty(matrix.shape[1], np.int32)
    places[np.argsort(firsts, kind="stable")] = np.arange(matrix.shape[1], dtype=np.int32)
    return _Ordered(csr_matrix((matrix.data, places[matrix.indices], matrix.indptr), matrix.shape), targets, places)


def _shared_zeros(terms: int, labels: int) -> Floats:
    memory = mmap(-1, max(1, terms * labels) * np.dtype(np.float32).itemsize)
    return np.frombuffer(memory, np.float32, terms * labels).reshape(terms, labels)


_Common = Tuple[Sequence[_Ordered], Sequence[Floats], float]
_inherited: Optional[_Common] = None  # in a process of the pool only


def _inherit(common: _Common) -> None:
    global _inherited
    _inherited = common


def _separate(problem: int, columns: NDArray[np.int64]) -> Floats:
    """One-against-rest SVMs for some of a problem's labels: writes their weights, returns their bias (columns,).

    A label without an example here is never likely.
    """
    assert _inherited is not None
    problems, weights, regularisation = _inherited
    matrix, targets, places = problems[problem]
    bias: Floats = np.full(len(columns), _NEVER)
    present = np.intersect1d(columns, targets)
    machine = LinearSVC(C=regularisation, tol=_TOLERANCE, random_state=_SEED)
    machine.fit(matrix, np.where(np.isin(targets, columns), targets, _OTHERS))
    coefficients, intercepts = machine.coef_, machine.intercept_
    if len(machine.classes_) == 2:
        coefficients, intercepts = np.vstack([-coefficients, coefficients]), np.hstack([-intercepts, intercepts])
    solved = np.searchsorted(machine.classes_, present)
    weights[problem][:, present] = coefficients[solved].T[places]
    bias[np.searchsorted(columns, present)] = intercepts[solved]
    return bias
