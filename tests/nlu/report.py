"""`make nlu-report`: how the trained model reads the held-out sentences, misses by name.

The sentences (`tests/nlu/<area>.yml`) were written by somebody who had not seen the training data. Nothing here is ever
trained on.
"""

from __future__ import annotations

import asyncio
import logging
import os
import sys
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import structlog
import yaml
from rasa.core.agent import Agent

FOLDER = Path(__file__).parent
FALLBACK = "nlu_fallback"


@dataclass(frozen=True, kw_only=True)
class Sentence:
    """A held-out sentence with the concern that it brings and, where noted, how its writer felt."""

    text: str
    concern: str
    emotion: str | None


@dataclass(frozen=True, kw_only=True)
class Reading:
    """What the model made of a sentence."""

    sentence: Sentence
    concern: str
    confidence: float
    runner_up: str
    concerns: tuple[str, ...]
    emotion: str

    @property
    def right(self) -> bool:
        """The concern is the one that the message was answered by."""
        return self.concern == self.sentence.concern


def read_sentences(folder: Path = FOLDER) -> list[Sentence]:
    """All held-out sentences of a folder."""
    return [
        Sentence(text=entry["text"], concern=entry["intent"], emotion=entry.get("emotion"))
        for path in sorted(folder.glob("*.yml"))
        for entry in yaml.safe_load(path.read_text(encoding="utf-8"))
    ]


def read_with(agent: Agent, sentences: Iterable[Sentence]) -> list[Reading]:
    """The model's reading of each sentence, through the whole pipeline."""
    return [_reading(each, asyncio.run(agent.parse_message(each.text))) for each in sentences]


def accuracy(readings: list[Reading]) -> float:
    """Share of sentences with the right concern; asking back counts as a miss."""
    return sum(each.right for each in readings) / len(readings)


def emotion_scores(readings: list[Reading]) -> dict[str, tuple[float, float, int]]:
    """Precision, recall and number of sentences for each emotion."""
    labelled = [each for each in readings if each.sentence.emotion]
    scores = {}
    for emotion in sorted({str(each.sentence.emotion) for each in labelled}):
        told = sum(each.emotion == emotion for each in labelled)
        meant = sum(each.sentence.emotion == emotion for each in labelled)
        both = sum(each.emotion == emotion == each.sentence.emotion for each in labelled)
        scores[emotion] = (both / told if told else 0.0, both / meant, meant)
    return scores


def _reading(sentence: Sentence, parsed: dict[str, Any]) -> Reading:
    intent = parsed["intent"]
    others = [each["name"] for each in parsed["intent_ranking"] if each["name"] != FALLBACK]
    concern = intent.get("full_retrieval_intent_name") or intent["name"]
    return Reading(
        sentence=sentence,
        concern=concern,
        confidence=intent["confidence"],
        runner_up=next((each for each in others if each != concern), ""),
        concerns=tuple(parsed.get("concerns", ())),
        emotion=parsed["emotion"]["label"],
    )


def _print(readings: list[Reading]) -> None:
    for miss in (each for each in readings if not each.right):
        print(
            f"✗ {miss.sentence.text!r}\n    meant {miss.sentence.concern}, read {miss.concern} ({miss.confidence:.2f})",
            end="",
        )
        print(f", then {miss.runner_up}")
    asked_back = sum(each.concern == FALLBACK for each in readings)
    per_concern = Counter(each.sentence.concern for each in readings if not each.right)
    print("\nMost missed:", ", ".join(f"{concern} {count}" for concern, count in per_concern.most_common(10)) or "none")
    for emotion, (precision, recall, count) in emotion_scores(readings).items():
        print(f"{emotion:>11}: precision {precision:.2f}, recall {recall:.2f} of {count}")
    print(f"{len(readings)} sentences: right {accuracy(readings):.1%}, asked back {asked_back / len(readings):.1%}")


def main() -> None:
    """Prints every miss and the totals for the newest model, or the one that LOTSE_MODEL names."""
    models = sorted(Path("models").glob("*.tar.gz"), key=lambda path: path.stat().st_mtime)
    model = os.environ.get("LOTSE_MODEL") or (str(models[-1]) if models else None)
    if not model:
        sys.exit("✗ There is no model yet: run `make train` first.")
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.WARNING))
    _print(read_with(Agent.load(model), read_sentences()))


if __name__ == "__main__":
    main()
