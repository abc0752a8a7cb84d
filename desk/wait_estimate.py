"""How long somebody in line will wait: a range, measured from how the line has moved lately. Pure.

While somebody waits, everybody who takes cases is busy, and cases are taken at random moments at one rate (a Poisson
process: exact where handling times are exponential, as in M/M/c, and close where many people work side by side). So
the line's pace is the number of cases taken while somebody waited, over the time in which somebody waited. Nothing is
learnt from quiet times: the first REACTION_SECONDS of a stretch of waiting are left out, in which a free person only
needs the time to accept. Leaving out the beginnings does not distort the rest, since such a process has no memory.

Of n cases taken in s seconds, the time T until the k-th next is distributed as s * k / n * F(2k, 2n): the sum of k
gaps, with what so few cases leave unknown of the pace (Hahn and Meeker, "Statistical Intervals", 1991, chapter 7). The
quantile of F is Paulson's normal approximation ("An approximate normalization of the analysis of variance
distribution", Annals of Mathematical Statistics 13, 1942), within a few percent at the quantiles used here.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import ceil, floor, sqrt
from statistics import NormalDist

WINDOW = timedelta(minutes=60)
REACTION_SECONDS = 30
FEWEST_TAKEN = 5
LOW, HIGH = 0.2, 0.8
# Waits up to so many seconds are told in steps of so many.
STEPS = ((600, 30), (3600, 60), (float("inf"), 300))


@dataclass(frozen=True, kw_only=True)
class Pace:
    """So many cases were taken within `seconds` in which somebody waited."""

    taken: int
    seconds: float


@dataclass(frozen=True, kw_only=True)
class Wait:
    """The 20 to 80 % range of the wait, in seconds; both ends kindly rounded outwards."""

    from_seconds: int
    to_seconds: int


def measure(
    taken: Iterable[tuple[datetime, datetime]], waiting_since: datetime | None, start: datetime, now: datetime
) -> Pace:
    """The pace between start and now.

    `taken`: since when each case waited, and when it was taken. `waiting_since`: the first moment of the case that now
    waits longest, None if nobody waits; so a line that has come to a standstill shows.
    """
    ended = [(since, at) for since, at in taken if start <= at <= now]
    open_end = [(waiting_since, now)] if waiting_since else []
    stretches = _stretches([(max(since, start), at) for since, at in [*ended, *open_end]])
    counted = sum(_is_within(at, stretches) for _, at in ended)
    return Pace(taken=counted, seconds=sum((end - begin).total_seconds() for begin, end in stretches))


def estimate(pace: Pace, position: int) -> Wait | None:
    """The range for a place in line, from 1; None if too little is known of the pace."""
    if pace.taken < FEWEST_TAKEN or pace.seconds <= 0:
        return None
    low, high = (_quantile(pace, position, share) for share in (LOW, HIGH))
    return Wait(from_seconds=_rounded(low, floor), to_seconds=_rounded(high, ceil))


def _stretches(waits: Sequence[tuple[datetime, datetime]]) -> list[tuple[datetime, datetime]]:
    """The times in which somebody waited, without the reaction's seconds at the beginning of each."""
    joined: list[tuple[datetime, datetime]] = []
    for since, until in sorted(wait for wait in waits if wait[0] < wait[1]):
        if joined and since <= joined[-1][1]:
            joined[-1] = joined[-1][0], max(until, joined[-1][1])
        else:
            joined.append((since, until))
    reaction = timedelta(seconds=REACTION_SECONDS)
    return [(begin + reaction, end) for begin, end in joined if begin + reaction < end]


def _is_within(moment: datetime, stretches: Sequence[tuple[datetime, datetime]]) -> bool:
    return any(begin < moment <= end for begin, end in stretches)


def _quantile(pace: Pace, position: int, share: float) -> float:
    """Seconds that the wait stays below with this probability."""
    return pace.seconds * position / pace.taken * _f_quantile(share, position, pace.taken)


def _f_quantile(share: float, half_of_first: int, half_of_second: int) -> float:
    """The quantile of the F distribution with 2a and 2b degrees of freedom, by Paulson's approximation.

    (c2 * x - c1) / sqrt(v1 + v2 * x^2) is about standard normal for x the cube root of F; solved for x.
    """
    v1, v2 = 1 / (9 * half_of_first), 1 / (9 * half_of_second)
    c1, c2, z = 1 - v1, 1 - v2, NormalDist().inv_cdf(share)
    a = c2 * c2 - z * z * v2
    root = (c1 * c2 + z * sqrt(c1 * c1 * v2 + c2 * c2 * v1 - z * z * v1 * v2)) / a
    return float(root**3)


def _rounded(seconds: float, towards: Callable[[float], int]) -> int:
    step = next(step for most, step in STEPS if seconds <= most)
    return int(towards(seconds / step) * step)
