"""Dates, amounts and articles, found by spaCy's entity ruler on a German pipeline that is built here."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from typing import Any, Dict, List, Optional

from language.amounts import amount_patterns, read_amount
from language.article_kinds import DEFAULT_LIST, read_article_kinds
from language.dates import date_patterns, no_date_patterns, read_date, without_preposition

# Customers' messages have 2,000 characters at most.
_LONGEST_READ = 4000
# spaCy keeps every word that it has ever seen: after so many strings it starts afresh.
_MOST_STRINGS = 300_000
_NO_DATE = "no_date"
# "50euro" and "3rd" are two tokens, "49,90" and "3.5.2026" are one; spaCy's own cuts differ with what stands around.
_TOKEN = re.compile(r"\d+(?:[.,'’]\d+)*|[^\W\d_]+(?:[-'’][^\W\d_]+)*|\S")


class PhraseFinder:
    """Finds phrases of several words in a text."""

    def __init__(self, articles: Path = DEFAULT_LIST) -> None:
        self._kinds = read_article_kinds(articles)
        self._pipeline = self._build()

    def find(self, text: str, today: date) -> List[Dict[str, Any]]:
        """Entities `date`, `amount` (with `currency`) and `article` in Rasa's form, none overlapping."""
        if len(self._pipeline.vocab.strings) > _MOST_STRINGS:
            self._pipeline = self._build()
        tokens = list(_TOKEN.finditer(text, 0, _LONGEST_READ))
        spans = self._pipeline(self._document([token.group() for token in tokens])).ents
        places = ((span.label_, tokens[span.start].start(), tokens[span.end - 1].end()) for span in spans)
        found = (self._entity(label, text, start, end, today) for label, start, end in places)
        return [each for each in found if each]

    def _document(self, words: List[str]) -> Any:
        from spacy.tokens import Doc

        return Doc(self._pipeline.vocab, words)

    def _entity(self, label: str, text: str, start: int, end: int, today: date) -> Optional[Dict[str, Any]]:
        if label == "date":
            start += without_preposition(text[start:end])
        read = self._read(label, text[start:end], today)
        return {"entity": label, **read, "start": start, "end": end} if read else None

    def _read(self, label: str, text: str, today: date) -> Optional[Dict[str, Any]]:
        if label == "amount":
            return read_amount(text)
        value = None
        if label == "date":
            value = read_date(text, today)
        elif label == "article":
            value = self._kinds.kind_of(text)
        return {"value": value} if value else None

    def _build(self) -> Any:
        # Takes a second, for which nobody shall wait who only imports this module.
        import spacy

        pipeline = spacy.blank("de")
        ruler = pipeline.add_pipe("entity_ruler")
        ruler.add_patterns(  # type: ignore[attr-defined]
            [
                *({"label": "date", "pattern": pattern} for pattern in date_patterns()),
                *({"label": _NO_DATE, "pattern": pattern} for pattern in no_date_patterns()),
                *({"label": "amount", "pattern": pattern} for pattern in amount_patterns()),
                *({"label": "article", "pattern": pattern} for pattern in self._kinds.patterns()),
            ]
        )
        return pipeline
