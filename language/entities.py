"""The entities that are written rather than learned, each with one normal form; no two overlap."""

from __future__ import annotations

from datetime import UTC, date, datetime
from functools import lru_cache
from pathlib import Path
from typing import Any, Callable, Dict, Iterator, List, Optional

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.extractors.extractor import EntityExtractorMixin
from rasa.shared.nlu.constants import ENTITIES, TEXT
from rasa.shared.nlu.training_data.message import Message

from language.account_numbers import find_account_numbers
from language.article_kinds import DEFAULT_LIST
from language.phrases import PhraseFinder
from language.written_forms import EMAIL, ORDER_NUMBER, PHONE, POSTCODE, SPOKEN_EMAIL, WrittenForm

Entity = Dict[str, Any]
Clock = Callable[[], date]


def today_here() -> date:
    """The day at the shop."""
    return datetime.now(UTC).astimezone().date()


def find_entities(text: str, today: Optional[date] = None, phrases: Optional[PhraseFinder] = None) -> List[Entity]:
    """Entities of a message in Rasa's form: entity, value (normalised), start and end (offsets in characters).

    A postcode also has its `country`, an amount its `currency`. "Yesterday" counts from `today`, which is the shop's
    day unless it is given; `phrases` finds what has several words, by default with the project's list of articles.
    """
    phrases = phrases or _default_phrases()
    found: List[Entity] = []
    taken = bytearray(len(text))
    for entity in _by_certainty(text, today or today_here(), phrases):
        place = slice(entity["start"], entity["end"])
        if not any(taken[place]):
            taken[place] = b"\1" * (place.stop - place.start)
            found.append(entity)
    return sorted(found, key=lambda each: int(each["start"]))


@lru_cache(maxsize=1)
def _default_phrases() -> PhraseFinder:
    return PhraseFinder()


def _by_certainty(text: str, today: date, phrases: PhraseFinder) -> Iterator[Entity]:
    """What is found, surest first: the digits of a card are no phone number, the year of a date no postcode."""
    for number in find_account_numbers(text):
        yield {"entity": number.kind, "value": number.masked, "start": number.start, "end": number.end}
    for form in (EMAIL, ORDER_NUMBER, SPOKEN_EMAIL, PHONE):
        yield from _written(text, form)
    said = phrases.find(text, today)
    yield from (entity for entity in said if entity["entity"] != "article")
    yield from _written(text, POSTCODE)
    yield from (entity for entity in said if entity["entity"] == "article")


def _written(text: str, form: WrittenForm) -> Iterator[Entity]:
    for match in form.pattern.finditer(text):
        read = form.read(match)
        if read:
            yield {"entity": form.entity, **read, "start": match.start(), "end": match.end()}


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=False)
class PatternEntities(GraphComponent, EntityExtractorMixin):
    """Finds the entities that have a written form of their own; nothing is learned."""

    @staticmethod
    def get_default_config() -> Dict[str, Any]:
        """`articles`: the file that lists the kinds of articles; the project's own if it is None."""
        return {"articles": None}

    @classmethod
    def create(
        cls,
        config: Dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> PatternEntities:
        """With spaCy's pipeline, built once for all messages."""
        return cls(PhraseFinder(Path(config["articles"] or DEFAULT_LIST)), today_here)

    def __init__(self, phrases: PhraseFinder, clock: Clock) -> None:
        self._phrases = phrases
        self._clock = clock

    def process(self, messages: List[Message]) -> List[Message]:
        """Adds what was found to each message's entities."""
        for message in messages:
            found = find_entities(message.get(TEXT) or "", self._clock(), self._phrases)
            message.set(ENTITIES, message.get(ENTITIES, []) + self.add_extractor_name(found), add_to_output=True)
        return messages
