"""The only place that talks to the desk: reads and searches articles, and asks for a handoff."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from functools import cache
from typing import Any

import aiohttp

from actions.settings import settings

DESK_TIMEOUT_SECONDS = 5


class DeskUnavailable(Exception):
    """The desk does not answer as agreed."""


@dataclass(frozen=True, kw_only=True)
class Article:
    """A knowledge article in one language and form of address; `text` is None once it has expired."""

    slug: str
    title: str
    text: str | None
    leads_to: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class FoundArticle:
    """An article that may answer a message; `score` in 0..1 is the share of the message that fits."""

    slug: str
    score: float


@dataclass(frozen=True, kw_only=True)
class Feeling:
    """How one message of the customer was read."""

    text: str
    label: str
    intensity: float
    telling: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Handoff:
    """A case that a person shall take, with everything the bot knows."""

    turn_id: str
    reason: str
    concerns: tuple[str, ...]
    filled: Mapping[str, str]
    tried: tuple[str, ...]
    summary: str
    emotion_course: tuple[Feeling, ...]


class DeskClient:
    """The desk's internal API, on loopback."""

    def __init__(self, *, url: str, token: str, timeout_seconds: float = DESK_TIMEOUT_SECONDS) -> None:
        self._url = url
        self._headers = {"Authorization": f"Bearer {token}"}
        self._timeout = aiohttp.ClientTimeout(total=timeout_seconds)

    async def article(self, slug: str, language: str) -> Article | None:
        """The published article; None if there is none of that name.

        Raises:
            DeskUnavailable: if the desk does not answer as agreed.
        """
        status, body = await self._call("GET", f"/internal/v1/articles/{slug}", params={"language": language})
        if status == 404:
            return None
        if status != 200:
            raise DeskUnavailable(f"asked for article {slug}, expected status 200, got {status}")
        text = None if body.get("expired") else body.get("text")
        return Article(slug=slug, title=body["title"], text=text, leads_to=tuple(body.get("leads_to") or ()))

    async def search_articles(self, text: str, language: str) -> list[FoundArticle]:
        """Articles that may answer a message, best first.

        Raises:
            DeskUnavailable: if the desk does not answer as agreed.
        """
        status, body = await self._call(
            "POST", "/internal/v1/articles/search", json={"text": text, "language": language}
        )
        if status != 200:
            raise DeskUnavailable(f"searched the articles, expected status 200, got {status}")
        found = body.get("articles") or []
        return [FoundArticle(slug=each["slug"], score=float(each["score"])) for each in found]

    async def hand_off(self, handoff: Handoff) -> bool:
        """Asks for a person; True once the desk has recorded it.

        Raises:
            DeskUnavailable: if the desk does not answer, or does not know the turn as pending.
        """
        status, body = await self._call("POST", "/internal/v1/handoffs", json=asdict(handoff))
        if status != 200:
            raise DeskUnavailable(f"asked for a handoff, expected status 200, got {status}")
        return bool(body.get("accepted"))

    async def _call(self, method: str, path: str, **content: Any) -> tuple[int, dict[str, Any]]:
        try:
            async with (
                aiohttp.ClientSession(headers=self._headers, timeout=self._timeout) as session,
                session.request(method, self._url + path, **content) as response,
            ):
                body = await response.json() if response.status == 200 else {}
                return response.status, body
        except (aiohttp.ClientError, TimeoutError, ValueError) as exc:
            raise DeskUnavailable(f"the desk did not answer {method} {path}: {type(exc).__name__}") from exc


@cache
def desk() -> DeskClient:
    """The desk that this process talks to."""
    return DeskClient(url=settings().desk_url, token=settings().internal_token)
