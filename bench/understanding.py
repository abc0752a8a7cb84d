"""What the trained model's confidences, thresholds and data are worth: plots and a report in words.

`make bench-understanding` writes to `bench/results/`:
- `reliability.png`: how often the model is right where it says so (with expected calibration error),
- `escalation.png`: for each heat, who needs a person and gets none, and who gets one for nothing,
- `learning_curve.png`: right answers on the held-out sentences against examples a concern and language,
- `confusions.md`: which concerns are mixed up, and by which sentences (three-fold cross-validation of the examples),
- `understanding.json`: the figures behind them.
"""

from __future__ import annotations

import json
import logging
import random
from collections import Counter, defaultdict
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import matplotlib

matplotlib.use("Agg")
import numpy as np
import structlog
from matplotlib import pyplot
from rasa.core.agent import Agent
from rasa.shared.data import get_nlu_directory
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.loading import load_data

from language.concerns import ConcernModel
from language.language_reader import language_of
from language.ngrams import NgramModel
from tests.nlu import held_out
from tests.nlu.held_out import Reading, Sentence
from tests.nlu.report import escalation_heat, newest_model

RESULTS = Path(__file__).parent / "results"
BINS = 10
SIZES = (10, 20, 40, 80, 160, 320)
FOLDS = 3
PAIRS = 15
CAUSES = 5
SEED = 20
GREEN, RED, GREY = "#0b6e4f", "#b3261e", "#8a929a"

Example = tuple[str, str, str]  # text, concern, language


def main() -> None:
    """Makes all of it from the newest model and the present data."""
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.WARNING))
    RESULTS.mkdir(parents=True, exist_ok=True)
    readings = held_out.read_with(Agent.load(newest_model()), held_out.read_sentences())
    examples = read_examples()
    figures = {
        "calibration_error": plot_reliability(readings, RESULTS / "reliability.png"),
        "escalation": plot_escalation(readings, RESULTS / "escalation.png"),
        "learning_curve": plot_learning_curve(examples, RESULTS / "learning_curve.png"),
        "cross_validated": write_confusions(examples, RESULTS / "confusions.md"),
    }
    (RESULTS / "understanding.json").write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8")
    print(json.dumps(figures, indent=1))


def read_examples() -> list[Example]:
    """All training examples."""
    loaded = load_data(get_nlu_directory("data")).intent_examples
    return [(each.get(TEXT), each.get_full_intent(), language_of(each)) for each in loaded if each.get(TEXT)]


def calibration_error(
    confidences: Sequence[float], right: Sequence[bool]
) -> tuple[float, list[tuple[float, float, int]]]:
    """Expected calibration error (Naeini et al. 2015), and for each filled bin (confidence, share right, count)."""
    bins: dict[int, list[tuple[float, bool]]] = defaultdict(list)
    for confidence, verdict in zip(confidences, right, strict=True):
        bins[min(int(confidence * BINS), BINS - 1)].append((confidence, verdict))
    points = [
        (float(np.mean([c for c, _ in bins[b]])), float(np.mean([v for _, v in bins[b]])), len(bins[b]))
        for b in sorted(bins)
    ]
    return sum(abs(said - was) * count for said, was, count in points) / len(right), points


def plot_reliability(readings: Sequence[Reading], path: Path) -> float:
    """Confidence of the likeliest concern against how often it is right; returns the calibration error."""
    right = [each.likeliest == each.sentence.concern for each in readings]
    error, points = calibration_error([each.likeliest_confidence for each in readings], right)
    figure, axis = pyplot.subplots(figsize=(5, 5))
    axis.plot([0, 1], [0, 1], color=GREY, linestyle=":", label="as it should be")
    axis.plot([x for x, _, _ in points], [y for _, y, _ in points], color=GREEN, marker="o", label="Lotse")
    for x, y, count in points:
        axis.annotate(str(count), (x, y), textcoords="offset points", xytext=(6, -11), fontsize=8, color=GREY)
    axis.set_xlabel("confidence")
    axis.set_ylabel("share right (number of sentences beside the point)")
    axis.set_title(f"{len(readings)} held-out sentences, calibration error {error:.3f}", fontsize=10)
    _finish(figure, axis, path)
    return round(error, 4)


def plot_escalation(readings: Sequence[Reading], path: Path) -> dict[str, float]:
    """Handoffs missed against handoffs too many for every heat; returns both at the heat that is set."""
    groups = {
        "needs a person, gets none": ([each for each in readings if each.sentence.needs_person], RED),
        "calm, gets one for nothing": ([each for each in readings if each.sentence.emotion == "calm"], GREEN),
        "frustrated, gets one": ([each for each in readings if each.sentence.emotion == "frustrated"], GREY),
    }
    heats = np.linspace(0, 1, 101)
    figure, axis = pyplot.subplots(figsize=(6.5, 4.2))
    told = {}
    for label, (members, colour) in groups.items():
        called = [held_out.share(each.heat >= heat for each in members) for heat in heats]
        shares = [1 - each for each in called] if "none" in label else called
        axis.plot(heats, [100 * each for each in shares], color=colour, label=f"{label} ({len(members)})")
        told[label] = round(shares[round(escalation_heat() * 100)], 4)
    axis.axvline(escalation_heat(), color="black", linewidth=0.8, linestyle="--", label=f"set: {escalation_heat()}")
    axis.set_xlabel("heat from which on a person is called")
    axis.set_ylabel("% of them")
    _finish(figure, axis, path)
    return told


def plot_learning_curve(examples: Sequence[Example], path: Path) -> dict[str, Any]:
    """Right answers against examples a concern and language; returns them, and what the last doubling brought where."""
    sentences = held_out.read_sentences()
    curve: dict[str, dict[int, float]] = {"de": {}, "en": {}}
    verdicts: dict[int, list[bool]] = {}
    for size in SIZES:
        model = _fit(_at_most(examples, size))
        verdicts[size] = [model.ranking(each.text)[0].concern == each.concern for each in sentences]
        for language in curve:
            own = [v for v, s in zip(verdicts[size], sentences, strict=True) if s.language == language]
            curve[language][size] = round(held_out.share(own), 4)
    figure, axis = pyplot.subplots(figsize=(6.5, 4.2))
    for language, colour, name in (("de", GREEN, "German"), ("en", GREY, "English")):
        axis.plot(SIZES, [100 * each for each in curve[language].values()], color=colour, marker="o", label=name)
    axis.set_xscale("log", base=2)
    axis.set_xticks(SIZES, [str(each) for each in SIZES])
    axis.set_xlabel("examples a concern and language, at most")
    axis.set_ylabel("% of held-out sentences read right")
    _finish(figure, axis, path)
    return {
        "right": curve,
        "gained_by_the_last_two_doublings": _gains(sentences, verdicts[SIZES[-3]], verdicts[SIZES[-1]]),
    }


def write_confusions(examples: Sequence[Example], path: Path) -> float:
    """The report in words; returns the cross-validated share right."""
    read = _cross_validate(examples)
    wrong: dict[tuple[str, ...], list[tuple[str, str, str, float]]] = defaultdict(list)
    for (text, concern, _), (told, margin) in zip(examples, read, strict=True):
        if told != concern:
            wrong[tuple(sorted((concern, told)))].append((text, concern, told, margin))
    right = held_out.share(told == concern for (_, concern, _), (told, _) in zip(examples, read, strict=True))
    lines = [
        "# Which concerns are mixed up, and by which sentences",
        "",
        f"Three-fold cross-validation of the {len(examples):,} training examples: {right:.1%} right. They are harder "
        "than what customers write (each is unlike the others): this shows where to look, not how good the model is.",
    ]
    for (one, other), causes in sorted(wrong.items(), key=lambda each: -len(each[1]))[:PAIRS]:
        lines += [
            "",
            f"**{one}** and **{other}** are mixed up {len(causes)} times, most surely by these sentences:",
            "",
        ]
        surest = sorted(causes, key=lambda each: -each[3])[:CAUSES]
        lines += [f"- “{text}” is {concern}, read as {told}" for text, concern, told, _ in surest]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return round(right, 4)


def _fit(examples: Sequence[Example]) -> ConcernModel:
    texts, concerns = [each[0] for each in examples], [each[1] for each in examples]
    return ConcernModel.fit(texts, concerns, outside="out_of_scope", outside_share=0.2)


def _at_most(examples: Sequence[Example], size: int) -> list[Example]:
    """Up to `size` examples of each concern and language, chosen by a seed."""
    shuffled = list(examples)
    random.Random(SEED).shuffle(shuffled)
    counts: Counter[tuple[str, str]] = Counter()
    chosen = []
    for each in shuffled:
        counts[each[1:]] += 1
        if counts[each[1:]] <= size:
            chosen.append(each)
    return chosen


def _gains(sentences: Sequence[Sentence], before: Sequence[bool], after: Sequence[bool]) -> dict[str, int]:
    """By how many sentences more each concern is read right, where it changed most."""
    gains: Counter[str] = Counter()
    for sentence, was, now in zip(sentences, before, after, strict=True):
        gains[sentence.concern] += int(now) - int(was)
    return dict(gains.most_common(8))


def _cross_validate(examples: Sequence[Example]) -> list[tuple[str, float]]:
    """What each example is read as by a model that has not seen it, and by how much margin over the next."""
    order = np.random.default_rng(SEED).permutation(len(examples))
    read: list[tuple[str, float]] = [("", 0.0)] * len(examples)
    for fold in np.array_split(order, FOLDS):
        outside = set(fold.tolist())
        known = [each for index, each in enumerate(examples) if index not in outside]
        model = NgramModel.fit([each[0] for each in known], [each[1] for each in known])
        margins = model.margins([examples[index][0] for index in fold])
        for index, row in zip(fold, margins, strict=True):
            first, second = np.argsort(-row)[:2]
            read[index] = (model.labels[first], float(row[first] - row[second]))
    return read


def _finish(figure: Any, axis: Any, path: Path) -> None:
    axis.legend(frameon=False, fontsize=8)
    axis.spines[["top", "right"]].set_visible(False)
    figure.tight_layout()
    figure.savefig(path, dpi=120)
    pyplot.close(figure)


if __name__ == "__main__":
    main()
