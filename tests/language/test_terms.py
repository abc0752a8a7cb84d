"""The counts are CountVectorizer's, in the same order in memory."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.sparse import csr_matrix
from sklearn.feature_extraction.text import CountVectorizer

from language.terms import Kind, Terms, characters, words

TEXTS = [
    "wo ist mein paket",
    "mein paket, mein paket!!",
    "",
    "  ",
    "ä 😀 a ab abc abcd abcde",
    "das  ist\tdas\nist",
    "?",
]
UNSEEN = ["wo ist das andere paket", "völlig anderes", "", "abcdef"]
KINDS = [
    (words(), {"ngram_range": (1, 2), "token_pattern": r"(?u)\w+|[!?]+|[^\w\s.,]"}),
    (characters(4, 5), {"analyzer": "char_wb", "ngram_range": (4, 5)}),
    (characters(1, 3), {"analyzer": "char_wb", "ngram_range": (1, 3)}),
]


@pytest.mark.parametrize(("kind", "settings"), KINDS)
def test_learning_counts_as_scikit_learn_does(kind: Kind, settings: dict[str, object]) -> None:
    expected = CountVectorizer(lowercase=False, **settings)
    counts = expected.fit_transform(TEXTS)
    terms, ours = Terms.learn(kind, TEXTS)
    assert terms.known == list(expected.get_feature_names_out())
    _assert_same(ours, counts)


@pytest.mark.parametrize(("kind", "settings"), KINDS)
def test_known_terms_are_counted_in_any_text(kind: Kind, settings: dict[str, object]) -> None:
    expected = CountVectorizer(lowercase=False, **settings).fit(TEXTS)
    learned, _ = Terms.learn(kind, TEXTS)
    for terms in (learned, Terms(kind, learned.known)):
        _assert_same(terms.count(UNSEEN), expected.transform(UNSEEN))


def _assert_same(ours: csr_matrix, theirs: csr_matrix) -> None:
    assert ours.shape == theirs.shape
    for part in ("data", "indices", "indptr"):
        assert np.array_equal(getattr(ours, part), getattr(theirs, part)), part
