"""How good readings are: accuracy, macro-F1, out-of-scope recall at a given in-scope accuracy."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from bench.nlu_data import OUT_OF_SCOPE

Ranking = Sequence[tuple[str, float]]


def top(ranking: Ranking) -> str:
    """The likeliest intent."""
    return ranking[0][0] if ranking else ""


def accuracy(expected: Sequence[str], told: Sequence[str]) -> float:
    """Share of equal pairs, 0..1."""
    return sum(a == b for a, b in zip(expected, told, strict=True)) / len(expected)


def macro_f1(expected: Sequence[str], told: Sequence[str]) -> float:
    """F1 averaged over the intents that occur in `expected`, 0..1."""
    meant, said = Counter(expected), Counter(told)
    both = Counter(a for a, b in zip(expected, told, strict=True) if a == b)
    return sum(2 * both[intent] / (meant[intent] + said[intent]) for intent in meant) / len(meant)


def in_scope(expected: Sequence[str], rankings: Sequence[Ranking]) -> float:
    """Accuracy over the in-scope texts; told out of scope counts as a miss."""
    pairs = [(a, top(b)) for a, b in zip(expected, rankings, strict=True) if a not in OUT_OF_SCOPE]
    return accuracy([a for a, _ in pairs], [b for _, b in pairs])


def refusal_curve(expected: Sequence[str], rankings: Sequence[Ranking]) -> list[tuple[float, float]]:
    """(in-scope accuracy, out-of-scope recall) for every threshold on the confidence of the best in-scope intent.

    A text is refused if its confidence lies below the threshold; the first point refuses nothing.
    """
    best = [next(((i, c) for i, c in ranking if i not in OUT_OF_SCOPE), ("", 0.0)) for ranking in rankings]
    in_scope_count = sum(intent not in OUT_OF_SCOPE for intent in expected)
    outside_count = len(expected) - in_scope_count
    right = sum(a == b[0] for a, b in zip(expected, best, strict=True))
    refused = 0
    curve = [(right / in_scope_count, 0.0)]
    for index in sorted(range(len(expected)), key=lambda each: best[each][1]):
        if expected[index] in OUT_OF_SCOPE:
            refused += 1
        else:
            right -= expected[index] == best[index][0]
        curve.append((right / in_scope_count, refused / outside_count if outside_count else 0.0))
    return curve


def recall_at(curve: Sequence[tuple[float, float]], in_scope_accuracy: float) -> float | None:
    """The best out-of-scope recall at no less than an in-scope accuracy; None if that is never reached."""
    return max((recall for right, recall in curve if right >= in_scope_accuracy), default=None)
