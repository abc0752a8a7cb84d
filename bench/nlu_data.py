"""Sets of texts with their intents, as tab-separated files: header `split intent text`, UTF-8, no quoting."""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

HEADER = "split\tintent\ttext"
OUT_OF_SCOPE = frozenset({"oos", "out_of_scope"})
TRAIN_SPLITS = frozenset({"train", "oos_train"})
TEST_SPLITS = frozenset({"test", "oos_test"})
SEED = 20


@dataclass(frozen=True, kw_only=True)
class Example:
    """A text with the intent that its writer had; `oos` is what no intent covers."""

    split: str
    intent: str
    text: str


@dataclass(frozen=True, kw_only=True)
class Round:
    """What is trained on and what is tested on, once."""

    train: list[Example]
    test: list[Example]


def read_examples(path: Path) -> list[Example]:
    """All rows of a file.

    Raises:
        ValueError: if the header or a row is not of the form.
    """
    lines = path.read_text(encoding="utf-8").splitlines()
    if not lines or lines[0] != HEADER:
        raise ValueError(f"{path}: expected the header {HEADER!r}, got {(lines or [''])[0]!r}")
    rows = [line.split("\t") for line in lines[1:]]
    for number, row in enumerate(rows, start=2):
        if len(row) != 3:
            raise ValueError(f"{path}, line {number}: expected 3 columns, got {len(row)}")
    return [Example(split=split, intent=intent, text=text) for split, intent, text in rows]


def rounds(examples: list[Example], folds: int) -> Iterator[Round]:
    """The file's own split as one round; without a split, `folds` rounds of seeded, stratified cross-validation."""
    if any(each.split in TEST_SPLITS for each in examples):
        yield Round(
            train=[each for each in examples if each.split in TRAIN_SPLITS],
            test=[each for each in examples if each.split in TEST_SPLITS],
        )
        return
    numbers = _fold_numbers(examples, folds)
    for fold in range(folds):
        yield Round(
            train=[each for each, number in zip(examples, numbers, strict=True) if number != fold],
            test=[each for each, number in zip(examples, numbers, strict=True) if number == fold],
        )


def _fold_numbers(examples: list[Example], folds: int) -> list[int]:
    """A fold for each example, every intent spread evenly; the same on every machine."""
    by_intent = defaultdict(list)
    for index, example in enumerate(examples):
        by_intent[example.intent].append(index)
    numbers = [0] * len(examples)
    shuffler = random.Random(SEED)
    start = 0
    for intent in sorted(by_intent):
        indices = by_intent[intent]
        shuffler.shuffle(indices)
        for place, index in enumerate(indices):
            numbers[index] = (start + place) % folds
        start += len(indices)
    return numbers
