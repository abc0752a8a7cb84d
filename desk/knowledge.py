"""The articles: `data/knowledge/<slug>.md`, read again when a file changes, told in the right form of address.

What stands between `<!-- opening hours -->` and `<!-- /opening hours -->` is told as written only while the rules have
no fixed hours; else the rules' hours are told in its place, so that article and service never disagree.
"""

import os
import re
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import yaml

from desk.address import render
from desk.clock import Clock
from desk.logs import log_of
from desk.rules import Hours
from desk.when import week_in_words

log = log_of(__name__)
HELP = "help"
NO_FIXED_HOURS = Hours()
SLUG = re.compile(r"[a-z0-9_-]{1,80}")
OPENING_HOURS = re.compile(r"<!-- opening hours -->\n(.*?)\n<!-- /opening hours -->", re.DOTALL)
LANGUAGE_HEADING = re.compile(r"^# (de|en)\s*$", re.MULTILINE)


class ArticleError(Exception):
    """An article cannot be read; the message names the file and what is wrong."""


@dataclass(frozen=True, kw_only=True)
class Article:
    """One answer, in every language that it has."""

    slug: str
    kind: str
    titles: dict[str, str]
    texts: dict[str, str]
    leads_to: tuple[str, ...]
    owner: str
    review_by: date | None
    expires: date | None

    def review_due(self, today: date) -> bool:
        """Whether somebody should look at it again."""
        return self.review_by is not None and today > self.review_by

    def expired(self, today: date) -> bool:
        """Whether it must not be told as fact any more."""
        return self.expires is not None and today > self.expires


class Knowledge:
    """The folder of articles."""

    def __init__(self, folder: Path, address: str, clock: Clock) -> None:
        self._folder, self._address, self._clock = folder, address, clock
        self._read: dict[str, tuple[int, Article]] = {}

    def article(self, slug: str) -> Article | None:
        """The article as its file now stands; None if there is none or it is broken (which is logged)."""
        if not SLUG.fullmatch(slug):
            return None
        path = f"{self._folder}/{slug}.md"
        try:
            changed = os.stat(path).st_mtime_ns  # asked for every case of a queue: `Path` would take ten times as long
        except OSError:
            return None
        if self._read.get(slug, (0, None))[0] != changed:
            self._reread(slug, Path(path), changed)
        return self._read[slug][1] if slug in self._read else None

    def for_concern(self, concern: str) -> Article | None:
        """The article that answers a concern such as "faq/return_period"."""
        return self.article(concern.removeprefix("faq/"))

    def helpful(self) -> list[Article]:
        """What may be told as an answer now, by slug: articles of help that have not expired; no small talk."""
        today = self._clock().date()
        articles = (self.article(path.stem) for path in sorted(self._folder.glob("*.md")))
        return [one for one in articles if one and one.kind == HELP and not one.expired(today)]

    def title(self, article: Article, language: str) -> str:
        """The title in a language, else in German."""
        return render(article.titles.get(language) or article.titles.get("de", article.slug), self._address)

    def tell(self, article: Article, language: str, hours: Hours = NO_FIXED_HOURS) -> dict[str, Any]:
        """The article for one reader, with the opening hours in force; an expired one has no text."""
        now = self._clock()
        expired = article.expired(now.date())
        told_in = language if language in article.texts else "de"
        text = with_hours(article.texts.get(told_in, ""), week_in_words(hours, now, told_in))
        return {
            "slug": article.slug,
            "title": self.title(article, language),
            "text": None if expired else render(text, self._address),
            "leads_to": list(article.leads_to),
            "expired": expired,
            "review_due": article.review_due(now.date()),
        }

    def _reread(self, slug: str, path: Path, changed: int) -> None:
        """Read a changed file; a broken one is logged, and the last good version stays."""
        try:
            self._read[slug] = changed, read_article(path)
        except ArticleError as exc:
            log.error("An article is broken", file=path.name, problem=str(exc))
            if slug in self._read:
                self._read[slug] = changed, self._read[slug][1]


def with_hours(text: str, hours_in_words: str | None) -> str:
    """The text with these opening hours where it has a place for them; None: with those that it brings itself."""
    return OPENING_HOURS.sub(lambda place: hours_in_words or place.group(1), text)


def read_article(path: Path) -> Article:
    """The article in a file: front matter, then a section a language. Raises ArticleError."""
    parts = path.read_text(encoding="utf-8").split("---\n", 2)
    if len(parts) != 3 or parts[0].strip():
        raise ArticleError(f"{path.name} does not begin with front matter between two lines of ---")
    try:
        return _article(path.stem, yaml.safe_load(parts[1]), parts[2])
    except (yaml.YAMLError, AttributeError, TypeError) as exc:
        raise ArticleError(f"{path.name}: {exc}") from exc


def _article(slug: str, front: dict[str, Any], body: str) -> Article:
    return Article(
        slug=slug,
        kind=str(front.get("kind", HELP)),
        titles={str(language): str(title) for language, title in (front.get("title") or {}).items()},
        texts=_sections(body),
        leads_to=tuple(str(concern) for concern in front.get("leads_to") or ()),
        owner=str(front.get("owner", "")),
        review_by=_date(front.get("review_by")),
        expires=_date(front.get("expires")),
    )


def _sections(body: str) -> dict[str, str]:
    """The texts by language: what stands below `# de` and `# en`."""
    _, *pieces = LANGUAGE_HEADING.split(body)
    return {language: text.strip() for language, text in zip(pieces[::2], pieces[1::2], strict=True)}


def _date(value: object) -> date | None:
    if value is None or isinstance(value, date):
        return value
    raise TypeError(f"{value!r} is not a date such as 2027-05-31")
