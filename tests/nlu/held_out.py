"""The held-out sentences, and how the trained model reads them. Nothing here is ever trained on.

`<area>.yml` holds German ones, `en/<area>.yml` English ones, `several/*.yml` messages with two concerns. They were
written by people who had seen only the list of concerns. A feeling's intensity is labelled by the second hand only.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml
from rasa.core.agent import Agent

FOLDER = Path(__file__).parent
FALLBACK = "nlu_fallback"
OUT_OF_SCOPE = "out_of_scope"
CALM = "calm"
GRAVE = frozenset({"angry", "distressed"})


@dataclass(frozen=True, kw_only=True)
class Sentence:
    """A held-out sentence with the concern that it brings and, where noted, how its writer felt."""

    text: str
    concern: str
    language: str
    emotion: str | None
    intensity: str | None

    @property
    def needs_person(self) -> bool:
        """Angry or distressed at high intensity."""
        return self.emotion in GRAVE and self.intensity == "strong"


@dataclass(frozen=True, kw_only=True)
class Reading:
    """What the model made of a sentence; `concern` is FALLBACK if the bot asks back."""

    sentence: Sentence
    concern: str
    confidence: float
    runner_up: str
    # The likeliest concern with its confidence, whether or not it was sure enough to be answered.
    likeliest: str
    likeliest_confidence: float
    concerns: tuple[str, ...]
    emotion: str
    heat: float

    @property
    def right(self) -> bool:
        """The concern is the one that the message was answered by."""
        return self.concern == self.sentence.concern

    @property
    def refused(self) -> bool:
        """The bot says that this is not its business, or asks back."""
        return self.concern in (OUT_OF_SCOPE, FALLBACK)


@dataclass(frozen=True, kw_only=True)
class Message:
    """A held-out message that brings several concerns."""

    text: str
    concerns: frozenset[str]
    language: str


def read_sentences(folder: Path = FOLDER) -> list[Sentence]:
    """All held-out sentences that bring one concern, German first."""
    return [*_read_folder(folder, "de"), *_read_folder(folder / "en", "en")]


def read_messages(folder: Path = FOLDER / "several") -> list[Message]:
    """All held-out messages that bring several concerns."""
    return [
        Message(text=entry["text"], concerns=frozenset(entry["concerns"]), language=entry["language"])
        for path in sorted(folder.glob("*.yml"))
        for entry in yaml.safe_load(path.read_text(encoding="utf-8"))
    ]


def read_with(agent: Agent, sentences: Iterable[Sentence]) -> list[Reading]:
    """The model's reading of each sentence, through the whole pipeline."""
    return [_reading(each, asyncio.run(agent.parse_message(each.text))) for each in sentences]


def concerns_with(agent: Agent, messages: Iterable[Message]) -> list[tuple[Message, frozenset[str]]]:
    """Each message with the concerns that were recognised in it."""
    return [(each, frozenset(asyncio.run(agent.parse_message(each.text))["concerns"])) for each in messages]


def share(verdicts: Iterable[bool]) -> float:
    """How many of them are true, 0..1."""
    counted = list(verdicts)
    return sum(counted) / len(counted) if counted else 0.0


def accuracy(readings: Sequence[Reading]) -> float:
    """Share of sentences with the right concern; asking back counts as a miss."""
    return share(each.right for each in readings)


def refused_outside(readings: Sequence[Reading]) -> float:
    """Out-of-scope recall: share of out-of-scope sentences that were not answered as a concern."""
    return share(each.refused for each in readings if each.sentence.concern == OUT_OF_SCOPE)


def refused_inside(readings: Sequence[Reading]) -> float:
    """False refusals: share of in-scope sentences that were not answered as any concern."""
    return share(each.refused for each in readings if each.sentence.concern != OUT_OF_SCOPE)


def calls_for_person(readings: Sequence[Reading], heat: float) -> tuple[float, float]:
    """(recall of those that need a person, false alarms among the calm) if a person is called from a heat on."""
    return (
        share(each.heat >= heat for each in readings if each.sentence.needs_person),
        share(each.heat >= heat for each in readings if each.sentence.emotion == CALM),
    )


def emotion_scores(readings: Sequence[Reading]) -> dict[str, tuple[float, float, int]]:
    """Precision, recall and number of sentences for each emotion."""
    labelled = [each for each in readings if each.sentence.emotion]
    scores = {}
    for emotion in sorted({str(each.sentence.emotion) for each in labelled}):
        told = sum(each.emotion == emotion for each in labelled)
        meant = sum(each.sentence.emotion == emotion for each in labelled)
        both = sum(each.emotion == emotion == each.sentence.emotion for each in labelled)
        scores[emotion] = (both / told if told else 0.0, both / meant, meant)
    return scores


def emotion_f1(readings: Sequence[Reading]) -> float:
    """F1 averaged over the emotions."""
    scores = emotion_scores(readings).values()
    return sum(2 * p * r / (p + r) if p + r else 0.0 for p, r, _ in scores) / len(scores)


def _read_folder(folder: Path, language: str) -> list[Sentence]:
    return [
        Sentence(
            text=entry["text"],
            concern=entry["intent"],
            language=language,
            emotion=entry.get("emotion"),
            intensity=entry.get("intensity"),
        )
        for path in sorted(folder.glob("*.yml"))
        for entry in yaml.safe_load(path.read_text(encoding="utf-8"))
    ]


def _reading(sentence: Sentence, parsed: dict[str, Any]) -> Reading:
    intent = parsed["intent"]
    concern = intent.get("full_retrieval_intent_name") or intent["name"]
    ranking = [each for each in parsed["intent_ranking"] if each["name"] != FALLBACK]
    if concern not in (FALLBACK, OUT_OF_SCOPE) and parsed.get("concerns"):
        concern = parsed["concerns"][0]
    return Reading(
        sentence=sentence,
        concern=concern,
        confidence=intent["confidence"],
        runner_up=next((each["name"] for each in ranking if each["name"] != concern), ""),
        likeliest=ranking[0]["name"],
        likeliest_confidence=ranking[0]["confidence"],
        concerns=tuple(parsed.get("concerns", ())),
        emotion=parsed["emotion"]["label"],
        heat=parsed["emotion"]["heat"],
    )
