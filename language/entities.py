"""Order number, postcode, e-mail and phone in the spellings people use, each with one normal form."""

from __future__ import annotations

import re
from typing import Any, Callable, Dict, List, NamedTuple, Pattern

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.extractors.extractor import EntityExtractorMixin
from rasa.shared.nlu.constants import ENTITIES, TEXT
from rasa.shared.nlu.training_data.message import Message


class EntityPattern(NamedTuple):
    """How an entity is written, and how its match becomes the value that records use."""

    entity: str
    pattern: Pattern[str]
    normalise: Callable[[re.Match[str]], str]


def _order_number(match: re.Match[str]) -> str:
    return "NV-" + re.sub(r"\D", "", match.group("digits"))


def _phone(match: re.Match[str]) -> str:
    digits = re.sub(r"[^\d+]", "", match.group())
    return "+" + digits[2:] if digits.startswith("00") else digits


# Earlier patterns win where two overlap: the digits of an order number are no phone number.
PATTERNS = (
    EntityPattern(
        "email",
        re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)*\.[a-z]{2,}", re.IGNORECASE),
        lambda match: match.group().lower(),
    ),
    EntityPattern(
        "order_number",
        re.compile(
            r"(?<![a-z0-9])(?:nv|n\.?\s?v\.?)[\s:#_./‐-―-]*(?P<digits>\d(?:[\s.]?\d){5})(?!\d)"
            r"|(?<![\d+])(?P<bare>\d{6})(?!\d)",
            re.IGNORECASE,
        ),
        lambda match: _order_number(match) if match.group("digits") else "NV-" + match.group("bare"),
    ),
    EntityPattern(
        "phone",
        re.compile(
            r"(?<![\w-])(?:\+|00)\d{2}[\d\s()/.-]{6,16}\d|(?<![\w-])0\d{2,5}[\s/.-]*\d(?:[\s/.-]?\d){4,9}(?!\d)"
        ),
        _phone,
    ),
    EntityPattern(
        "postcode",
        re.compile(
            r"(?<![\w-])(?:(?:DE?|A|AT|CH)[\s-]?)?(?P<five>\d{5})(?![\d.,]*\d|\s?(?:€|euro|eur|chf)\b)"
            r"|(?<![\w-])(?:(?:A|AT|CH)[\s-]?)?(?P<four>[1-9]\d{3})(?![\d.,]*\d|\s?(?:€|euro|eur|chf|uhr)\b)",
            re.IGNORECASE,
        ),
        lambda match: match.group("five") or match.group("four"),
    ),
)


def find_entities(text: str) -> List[Dict[str, Any]]:
    """Entities of a message in Rasa's form: entity, value (normalised), start and end (offsets in characters)."""
    found: List[Dict[str, Any]] = []
    for entity, pattern, normalise in PATTERNS:
        for match in pattern.finditer(text):
            if not any(match.start() < other["end"] and other["start"] < match.end() for other in found):
                found.append({"entity": entity, "value": normalise(match), "start": match.start(), "end": match.end()})
    return sorted(found, key=lambda each: int(each["start"]))


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=False)
class PatternEntities(GraphComponent, EntityExtractorMixin):
    """Finds the entities that have a written form of their own; nothing is learned."""

    @classmethod
    def create(
        cls,
        config: Dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> PatternEntities:
        """Needs no settings."""
        return cls()

    def process(self, messages: List[Message]) -> List[Message]:
        """Adds what was found to each message's entities."""
        for message in messages:
            found = self.add_extractor_name(find_entities(message.get(TEXT) or ""))
            message.set(ENTITIES, message.get(ENTITIES, []) + found, add_to_output=True)
        return messages
