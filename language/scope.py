"""Whether a message is this company's business at all: a detector of its own beside the ranking of concerns.

Features are two margins of the n-gram model: that of the best concern, and how far it lies above the margin of the
out-of-scope examples. A logistic regression over held-out margins makes one probability of them. Simple on purpose:
docs/why.md has the figures of what was tried instead.
"""

from __future__ import annotations

from typing import NamedTuple, Optional, Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.special import expit, logit
from sklearn.linear_model import LogisticRegression

from language.ngrams import Floats, HeldOut

_SEED = 20


class ScopeDetector(NamedTuple):
    """Weights of the two margins and the bias; `outside` is the column of the out-of-scope label."""

    outside: int
    weights: Sequence[float]
    bias: float

    @classmethod
    def fit(cls, held_out: HeldOut, labels: Sequence[str], outside: str, share: float) -> Optional[ScopeDetector]:
        """Learns from margins of examples that the model was not trained on; None without out-of-scope examples.

        `share` (0..1) is how many of the real messages are out of scope. The examples hold another share, so the bias
        is moved by the difference of the log odds (Saerens et al. 2002, "Adjusting the outputs of a classifier to new
        a priori probabilities").
        """
        if outside not in labels:
            return None
        column = labels.index(outside)
        inside = held_out.targets != column
        if inside.all():
            return None
        machine = LogisticRegression(random_state=_SEED).fit(_features(held_out.margins, column), inside)
        bias = float(machine.intercept_[0]) + logit(1 - share) - logit(inside.mean())
        return cls(column, [float(each) for each in machine.coef_[0]], float(bias))

    def in_scope(self, margins: Floats) -> Floats:
        """Probability, 0..1, that each row of margins (n texts, n labels) is this company's business."""
        return np.asarray(expit(_features(margins, self.outside) @ np.asarray(self.weights) + self.bias))

    def confidences(self, margins: Floats, sharpness: float) -> Floats:
        """Rows that sum to 1: the out-of-scope label gets what is not in scope, concerns share the rest."""
        inside = self.in_scope(margins)
        sharp = margins * sharpness
        sharp[:, self.outside] = -np.inf
        shares = np.exp(sharp - sharp.max(axis=1, keepdims=True))
        shares *= (inside / shares.sum(axis=1))[:, None]
        shares[:, self.outside] = 1 - inside
        return np.asarray(shares)


def _features(margins: Floats, outside: int) -> NDArray[np.float64]:
    best = np.delete(margins, outside, axis=1).max(axis=1)
    return np.column_stack([best, best - margins[:, outside]])
