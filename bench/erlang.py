"""Erlang C: waiting in the plain case, against which the simulation is checked.

M/M/c, first in first out: arrivals and durations exponential, `c` people with one case each (A. K. Erlang, 1917).
"""

from __future__ import annotations


def share_that_waits(people: int, erlangs: float) -> float:
    """The probability of having to wait, by the recursion of Erlang B. `erlangs`: arrivals times mean duration."""
    if erlangs >= people:
        raise ValueError(f"{erlangs:g} erlangs need more than {people} people; the queue would grow for ever.")
    blocked = 1.0
    for number in range(1, people + 1):
        blocked = erlangs * blocked / (number + erlangs * blocked)
    return blocked / (1 - erlangs / people * (1 - blocked))


def mean_wait(people: int, erlangs: float, mean_seconds: float) -> float:
    """Mean wait over all cases, in seconds; `mean_seconds` is how long a case takes."""
    return share_that_waits(people, erlangs) * mean_seconds / (people - erlangs)
