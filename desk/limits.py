"""How often somebody may do something: a sliding window in memory."""

from collections import deque
from datetime import datetime, timedelta

from desk.clock import Clock
from desk.errors import TooManyError

MOST_KEYS = 10_000


class Limits:
    """Counts what happened lately, by key."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._moments: dict[str, deque[datetime]] = {}

    def check(self, key: str, most: int, seconds: int) -> None:
        """Raise TooManyError if it has happened `most` times within these seconds."""
        moments = self._recent(key, seconds)
        if len(moments) >= most:
            wait = seconds - (self._clock() - moments[0]).total_seconds() if moments else seconds
            raise TooManyError(
                "That was a little too fast. Please wait a moment.", retry_after_seconds=max(1, round(wait))
            )

    def count(self, key: str) -> None:
        """It has happened once more."""
        if len(self._moments) >= MOST_KEYS and key not in self._moments:
            self._moments.pop(next(iter(self._moments)))
        self._moments.setdefault(key, deque()).append(self._clock())

    def take(self, key: str, most: int, seconds: int) -> None:
        """Check, then count."""
        self.check(key, most, seconds)
        self.count(key)

    def _recent(self, key: str, seconds: int) -> deque[datetime]:
        moments = self._moments.get(key, deque())
        start = self._clock() - timedelta(seconds=seconds)
        while moments and moments[0] <= start:
            moments.popleft()
        return moments
