"""Which words and runs of characters texts hold, and how often; each distinct word is cut once.

The counts are those of scikit-learn's CountVectorizer (`word` 1-2-grams and `char_wb`) to their order in memory, so
that a model learns the same from them. Only quicker: people repeat words, and CountVectorizer cuts each anew.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from functools import partial
from itertools import pairwise
from typing import Callable, Dict, List, Mapping, Sequence, Tuple

import numpy as np
from scipy.sparse import csr_matrix

_WORD = re.compile(r"\w+|[!?]+|[^\w\s.,]")


class Terms:
    """The known terms of one kind, each with its column."""

    def __init__(self, kind: Kind, known: Sequence[str]) -> None:
        self.known = list(known)
        self._kind = kind
        self._columns = {term: column for column, term in enumerate(known)}

    @classmethod
    def learn(cls, kind: Kind, texts: Sequence[str]) -> Tuple[Terms, csr_matrix]:
        """All terms of the texts, in alphabetical order; and how often each stands in each text."""
        numbers: Dict[str, int] = defaultdict()
        numbers.default_factory = numbers.__len__  # type: ignore[attr-defined]
        counts = _count(kind, texts, lambda terms: list(map(numbers.__getitem__, terms)), numbers)
        terms = cls(kind, sorted(numbers))
        places = np.fromiter(map(terms._columns.__getitem__, numbers), np.int32, len(numbers))
        # Not sorted anew within the rows: the order in which a row is summed up decides the last digit.
        return terms, csr_matrix((counts.data, places[counts.indices], counts.indptr), counts.shape)

    def count(self, texts: Sequence[str]) -> csr_matrix:
        """How often each known term stands in each text: (n texts, n terms)."""
        columns = self._columns
        return _count(self._kind, texts, lambda terms: [columns[term] for term in terms if term in columns], columns)


class Kind:
    """How a text is taken apart: into parts, and each distinct part into terms."""

    def __init__(self, parts: Callable[[str], List[str]], cut: Callable[[str], List[str]]) -> None:
        self.parts = parts
        self.cut = cut


def words() -> Kind:
    """Words, marks and pairs of neighbours."""
    return Kind(lambda text: [text], _words_and_pairs)


def characters(shortest: int, longest: int) -> Kind:
    """Runs of so many characters within words, a space at either end."""
    return Kind(str.split, partial(_runs, shortest=shortest, longest=longest))


def _words_and_pairs(text: str) -> List[str]:
    found = _WORD.findall(text)
    return found + [f"{word} {following}" for word, following in pairwise(found)]


def _runs(word: str, shortest: int, longest: int) -> List[str]:
    word = f" {word} "
    runs: List[str] = []
    for length in range(shortest, longest + 1):
        runs += [word[start : start + length] for start in range(max(1, len(word) - length + 1))]
        if length >= len(word):
            break
    return runs


def _count(
    kind: Kind, texts: Sequence[str], numbered: Callable[[List[str]], List[int]], numbers: Mapping[str, int]
) -> csr_matrix:
    """Counts of terms by number, in order of numbers within each row; `numbers` may grow while terms are numbered."""
    of_part: Dict[str, List[int]] = {}
    found: List[int] = []
    amounts: List[int] = []
    ends = [0]
    for text in texts:
        row: List[int] = []
        for part in kind.parts(text):
            if part not in of_part:
                of_part[part] = numbered(kind.cut(part))
            row += of_part[part]
        counted = Counter(row)
        found += counted
        amounts += counted.values()
        ends.append(len(found))
    counts = csr_matrix(
        (np.array(amounts, np.int64), np.array(found, np.int32), np.array(ends, np.int32)), (len(texts), len(numbers))
    )
    counts.sort_indices()
    return counts
