"""The passing of a conversation to people, with all that is known."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any

HARD_INTENSITY = 0.6


class Reason(StrEnum):
    """Why a person is needed."""

    REQUEST_HUMAN = "request_human"
    EMOTION = "emotion"
    COMPLEX = "complex"
    REPEATED_MISUNDERSTANDING = "repeated_misunderstanding"
    LEGAL = "legal"
    SAFETY = "safety"
    VULNERABLE = "vulnerable"
    FRAUD = "fraud"


HARD_REASONS = frozenset({Reason.EMOTION, Reason.LEGAL, Reason.SAFETY, Reason.VULNERABLE, Reason.FRAUD})
URGENT_REASONS = frozenset({Reason.SAFETY, Reason.VULNERABLE})  # served before all others
HARD_EMOTIONS = frozenset({"angry", "distressed"})
CALM: dict[str, Any] = {"label": "calm", "intensity": 0.0, "telling": []}


@dataclass(frozen=True, kw_only=True)
class Briefing:
    """What the assistant tells the person who takes over."""

    reason: Reason
    concerns: tuple[str, ...] = ()
    filled: dict[str, Any] = field(default_factory=dict)
    tried: tuple[str, ...] = ()
    summary: str = ""
    emotion_course: tuple[dict[str, Any], ...] = ()


@dataclass(frozen=True, kw_only=True)
class Handoff:
    """One handoff of one conversation."""

    id: str
    conversation_id: str
    briefing: Briefing
    waiting_since: datetime
    turn_id: str | None = None
    accepted_by: str | None = None
    accepted_at: datetime | None = None
    corrected: dict[str, Any] | None = None


def strongest_emotion(course: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """The emotion that stands out in the course: the most intense that is neither calm nor pleased; else calm."""
    stirred = [entry for entry in course if entry.get("label") not in (None, "calm", "pleased")]
    if not stirred:
        return CALM
    peak = max(stirred, key=lambda entry: float(entry.get("intensity") or 0))
    return {
        "label": peak["label"],
        "intensity": float(peak.get("intensity") or 0),
        "telling": list(peak.get("telling") or []),
    }


def is_hard(reason: str, emotion: dict[str, Any]) -> bool:
    """Whether a case asks a lot of the person who takes it."""
    stirred = emotion["label"] in HARD_EMOTIONS and emotion["intensity"] >= HARD_INTENSITY
    return reason in HARD_REASONS or stirred
