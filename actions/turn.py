"""One message of a customer, as it was understood."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from actions.services import BY_CONCERN
from actions.wording import ENGLISH, GERMAN

FAQ = "faq"
FALLBACK_INTENT = "nlu_fallback"
# The desk puts it before a leading "/", so that what customers type is never a command.
WORD_JOINER = "\u2060"

_WORD = re.compile(r"\w+")
_QUESTION_WORD = (
    r"(?:was|wie|wo|wohin|woher|wann|warum|wieso|weshalb|wer|wen|wem|welche[rsnm]?|wieviel"
    r"|what|how|where|when|why|who|which)\b"
)
_QUESTION = re.compile(rf"\?\W*$|^\W*{_QUESTION_WORD}")
_QUESTION_BESIDE = re.compile(rf"\?|(?:,|\bund|\band|\baber|\bbut)\s+{_QUESTION_WORD}")


@dataclass(frozen=True, kw_only=True)
class Candidate:
    """A concern that a message may bring, with the confidence (0..1) that it does."""

    concern: str
    confidence: float


@dataclass(frozen=True, kw_only=True)
class Emotion:
    """How a message was felt: intensity in 0..1, and the words that gave it away."""

    label: str = "calm"
    intensity: float = 0.0
    telling: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Turn:
    """A message with everything read from it. `concern` is a full id; FALLBACK_INTENT if it was not understood."""

    text: str
    concern: str
    confidence: float
    concerns: tuple[str, ...]
    ranking: tuple[Candidate, ...]
    entities: tuple[tuple[str, str], ...]
    emotion: Emotion
    language: str
    turn_id: str | None
    chosen: bool

    @classmethod
    def of(cls, parsed: Mapping[str, Any]) -> Turn:
        """The turn of what Rasa keeps of a message (`latest_message`, or `parse_data` of a past event)."""
        metadata = parsed.get("metadata") or {}
        concerns = tuple(parsed.get("concerns") or ())
        ranking = tuple(_candidates(parsed.get("intent_ranking") or ()))
        intent = parsed.get("intent") or {}
        concern = _full_id(intent, concerns, ranking)
        return cls(
            text=(parsed.get("text") or "").replace(WORD_JOINER, "").strip(),
            concern=concern,
            confidence=intent.get("confidence") or 0.0,
            concerns=_known(concern, concerns),
            ranking=ranking,
            entities=tuple((each["entity"], str(each["value"])) for each in parsed.get("entities") or ()),
            emotion=_emotion(parsed.get("emotion") or {}),
            language=ENGLISH if metadata.get("language") == ENGLISH else GERMAN,
            turn_id=metadata.get("turn_id"),
            chosen=bool(metadata.get("chosen")),
        )

    @property
    def understood(self) -> bool:
        """Whether a concern was recognised."""
        return self.concern != FALLBACK_INTENT

    @property
    def is_question(self) -> bool:
        """Whether the text as a whole has the shape of a question."""
        return bool(_QUESTION.search(self.text.lower()))

    @property
    def asks_beside(self) -> bool:
        """Whether a question is part of the text."""
        return self.is_question or bool(_QUESTION_BESIDE.search(self.text.lower()))

    @property
    def words(self) -> tuple[str, ...]:
        """The words of the text, in lower case."""
        return tuple(_WORD.findall(self.text.lower()))

    @property
    def articles(self) -> tuple[str, ...]:
        """The concerns that an article answers, by full id."""
        return tuple(concern for concern in self.concerns if concern.startswith(f"{FAQ}/"))

    @property
    def services(self) -> tuple[str, ...]:
        """The concerns that the bot serves with a form."""
        return tuple(concern for concern in self.concerns if concern in BY_CONCERN)

    def told(self, *kinds: str) -> tuple[str, ...]:
        """Values of the entities of these kinds, in the order of the text."""
        return tuple(value for kind, value in self.entities if kind in kinds)


def _candidates(ranking: Sequence[Mapping[str, Any]]) -> list[Candidate]:
    return [
        Candidate(concern=each["name"], confidence=each.get("confidence") or 0.0)
        for each in ranking
        if each["name"] not in (FALLBACK_INTENT, FAQ)
    ]


def _full_id(intent: Mapping[str, Any], concerns: Sequence[str], ranking: Sequence[Candidate]) -> str:
    name = intent.get("name") or FALLBACK_INTENT
    if name != FAQ:
        return str(name)
    named = [*concerns, *(each.concern for each in ranking)]
    return next((concern for concern in named if concern.startswith(f"{FAQ}/")), FALLBACK_INTENT)


def _known(concern: str, concerns: tuple[str, ...]) -> tuple[str, ...]:
    if concern == FALLBACK_INTENT:
        return ()
    return concerns or (concern,)


def _emotion(read: Mapping[str, Any]) -> Emotion:
    return Emotion(
        label=read.get("label") or "calm",
        intensity=float(read.get("intensity") or 0.0),
        telling=tuple(read.get("telling") or ()),
    )
