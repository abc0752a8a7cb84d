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

# What says who or which order it is; a date, an amount or an article is part of what is said about it.
DETAILS = frozenset({"order_number", "postcode", "email", "phone", "iban", "card_number"})
# Words that come with a number or a postcode and mean nothing of their own.
_AROUND_DETAILS = re.compile(
    "die|der|das|meine?|ist|lautet|und|oder|bitte|also|hier|ja|nein|ok|okay|es|in|mit|ich|hab|habe|gerne|ach|so|äh|sorry"
    "|nummer|nr|no|bestellung|bestellnummer|bestellnr|auftrag|auftragsnummer|plz|postleitzahl|mail|email|e|adresse|tel"
    "|telefon|handy|my|the|is|order|number|postcode|postal|zip|code|phone|address|and|it|its|s|yes|no|sure|here|you|go"
    "|for|please|thats|that|this|i|have|think|should|be|ah|oh|well|me|got|found|now|wait|one|gefunden|jetzt|moment|da"
)
_WORD = re.compile(r"\w+")
_QUESTION_WORD = (
    r"(?:was|wie|wo|wohin|woher|wann|warum|wieso|weshalb|wer|wen|wem|welche[rsnm]?|wieviel"
    r"|what|how|where|when|why|who|which)\b"
)
# English asks with the verb first ("can i return this"), and people leave the question mark out.
_VERB_FIRST = (
    r"(?:(?:can|could|do|does|did|would|should|may)\s+(?:i|you|we|they|it|the|my)"
    r"|will\s+(?:you|they|it|the|my)|is\s+(?:it|there|this|that|my|the))\b"
)
_QUESTION = re.compile(rf"\?\W*$|^\W*(?:{_QUESTION_WORD}|{_VERB_FIRST})")
_QUESTION_BESIDE = re.compile(rf"\?|(?:,|\bund|\band|\baber|\bbut)\s+{_QUESTION_WORD}")


@dataclass(frozen=True, kw_only=True)
class Candidate:
    """A concern that a message may bring, with the confidence (0..1) that it does."""

    concern: str
    confidence: float


@dataclass(frozen=True, kw_only=True)
class Emotion:
    """How a message was felt: intensity in 0..1, and the words that gave it away.

    `crisis` says that its writer speaks of ending the own life.
    """

    label: str = "calm"
    intensity: float = 0.0
    crisis: bool = False
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
    # Whether the text is an order number, a postcode and the like, with hardly a word around it.
    only_details: bool
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
            only_details=not metadata.get("chosen") and _has_only_details(parsed, concern),
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


def _has_only_details(parsed: Mapping[str, Any], concern: str) -> bool:
    text = parsed.get("text") or ""
    entities = [each for each in parsed.get("entities") or () if each["entity"] in DETAILS]
    if not entities or "?" in text:
        return False
    for entity in sorted(entities, key=lambda each: int(each["start"]), reverse=True):
        text = f"{text[: entity['start']]} {text[entity['end'] :]}"
    rest = [word for word in _WORD.findall(text.lower()) if not _AROUND_DETAILS.fullmatch(word)]
    # The one word more is the town of a postcode, unless it is a wish ("50667 zurückschicken").
    has_town = len(rest) == 1 and concern not in BY_CONCERN and any(each["entity"] == "postcode" for each in entities)
    return not rest or has_town


def _emotion(read: Mapping[str, Any]) -> Emotion:
    return Emotion(
        label=read.get("label") or "calm",
        intensity=float(read.get("intensity") or 0.0),
        crisis=bool(read.get("crisis")),
        telling=tuple(read.get("telling") or ()),
    )
