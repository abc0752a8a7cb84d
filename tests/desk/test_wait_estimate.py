"""The range for the wait: measured, kept honest by a simulated queue, and told to those who wait."""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from heapq import heapify, heapreplace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk import wait_estimate
from desk.wait_estimate import FEWEST_TAKEN, REACTION_SECONDS, STEPS, WINDOW, Pace, estimate, measure
from tests.desk.house import Agent, House

NOON = datetime(2026, 6, 1, 12, tzinfo=UTC)
HOUR = int(WINDOW.total_seconds())
paces = st.builds(Pace, taken=st.integers(FEWEST_TAKEN, 500), seconds=st.floats(60, HOUR))
positions = st.integers(1, 10_000)


def at(seconds: float) -> datetime:
    """So long after noon."""
    return NOON + timedelta(seconds=seconds)


@given(paces, positions)
def test_a_range_is_in_order_and_in_kind_steps(pace: Pace, position: int) -> None:
    wait = estimate(pace, position)
    assert wait is not None
    assert 0 <= wait.from_seconds < wait.to_seconds
    for seconds in (wait.from_seconds, wait.to_seconds):
        assert seconds % next(step for most, step in STEPS if seconds <= most) == 0


@given(paces, positions)
def test_rounding_never_makes_the_range_smaller(pace: Pace, position: int) -> None:
    wait = estimate(pace, position)
    assert wait is not None
    low, high = (wait_estimate._quantile(pace, position, share) for share in (0.2, 0.8))
    assert wait.from_seconds <= low <= high <= wait.to_seconds


@given(paces, st.integers(1, 9_999))
def test_who_stands_further_back_waits_longer(pace: Pace, position: int) -> None:
    nearer, further = estimate(pace, position), estimate(pace, position + 1)
    assert nearer is not None
    assert further is not None
    assert nearer.from_seconds <= further.from_seconds
    assert nearer.to_seconds <= further.to_seconds


@given(paces, positions)
def test_the_mean_gap_times_the_place_in_line_is_in_the_range(pace: Pace, position: int) -> None:
    wait = estimate(pace, position)
    assert wait is not None
    assert wait.from_seconds <= position * pace.seconds / pace.taken <= wait.to_seconds


@given(st.integers(0, FEWEST_TAKEN - 1), st.floats(0, HOUR), positions)
def test_little_known_is_nothing_told(taken: int, seconds: float, position: int) -> None:
    assert estimate(Pace(taken=taken, seconds=seconds), position) is None


@pytest.mark.parametrize(("first", "second"), [(1, 5), (1, 40), (3, 5), (10, 30), (200, 25)])
def test_the_quantiles_are_those_of_two_gamma_variables(first: int, second: int) -> None:
    chance = random.Random(first * second)
    ratios = sorted(
        (chance.gammavariate(first, 1) / first) / (chance.gammavariate(second, 1) / second) for _ in range(20_000)
    )
    for share in (0.2, 0.8):
        drawn = ratios[int(share * len(ratios))]
        assert wait_estimate._f_quantile(share, first, second) == pytest.approx(drawn, rel=0.04)


def test_only_time_in_which_somebody_waited_counts() -> None:
    waits = [(at(0), at(100)), (at(50), at(200)), (at(1000), at(1130))]
    pace = measure(waits, None, NOON, at(HOUR))
    assert pace == Pace(taken=3, seconds=200 + 130 - 2 * REACTION_SECONDS)


def test_cases_taken_at_once_say_nothing_of_a_line() -> None:
    taken_at_once = [(at(60 * minute), at(60 * minute + 8)) for minute in range(50)]
    assert measure(taken_at_once, None, NOON, at(HOUR)) == Pace(taken=0, seconds=0)


def test_a_line_that_stands_still_slows_the_pace() -> None:
    waits = [(at(60 * minute), at(60 * minute + 90)) for minute in range(20)]
    moving = measure(waits, None, NOON, at(HOUR))
    stuck = measure(waits, at(1500), NOON, at(HOUR))
    assert stuck.taken == moving.taken
    assert stuck.seconds == moving.seconds + HOUR - 1500 - REACTION_SECONDS


def test_what_was_before_the_window_does_not_count() -> None:
    waits = [(at(-50_000), at(-10)), (at(-50_000), at(100))]
    assert measure(waits, None, NOON, at(HOUR)) == Pace(taken=1, seconds=100 - REACTION_SECONDS)


@given(st.lists(st.tuples(st.floats(0, 3000), st.floats(0, 900)), max_size=30))
def test_the_pace_has_no_more_cases_or_seconds_than_there_are(waits: list[tuple[float, float]]) -> None:
    pace = measure([(at(since), at(since + lasted)) for since, lasted in waits], None, NOON, at(HOUR))
    assert 0 <= pace.taken <= len(waits)
    assert 0 <= pace.seconds <= min(HOUR, sum(lasted for _, lasted in waits)) + 1e-6


@dataclass(frozen=True, kw_only=True)
class Handled:
    """One case of a simulated day, in seconds: when it came, and when somebody took it."""

    came: float
    taken: float


@pytest.mark.parametrize(
    ("people", "load", "handling_seconds", "slowest_reaction"),
    [(5, 0.9, 400, 0), (25, 0.95, 600, 0), (2, 0.85, 240, 0), (10, 0.9, 400, 25)],
)
def test_in_a_simulated_queue_the_range_holds_for_about_as_many_as_it_says(
    people: int, load: float, handling_seconds: float, slowest_reaction: float
) -> None:
    held = [
        wait_estimate._quantile(pace, position, 0.2) <= waited <= wait_estimate._quantile(pace, position, 0.8)
        for seed in range(3)
        for pace, position, waited in _waits(_day(seed, people, load, handling_seconds, slowest_reaction))
    ]
    assert len(held) > 200
    assert 0.53 <= sum(held) / len(held) <= 0.67


def _day(seed: int, people: int, load: float, handling_seconds: float, slowest_reaction: float) -> list[Handled]:
    """Thirty hours of an M/M/c queue, first in first out; people need a moment to accept."""
    chance, now, cases = random.Random(seed), 0.0, []
    free_from = [0.0] * people
    heapify(free_from)
    while now < 30 * HOUR:
        now += chance.expovariate(people * load / handling_seconds)
        taken = max(now, free_from[0]) + chance.uniform(0, slowest_reaction)
        heapreplace(free_from, taken + chance.expovariate(1 / handling_seconds))
        cases.append(Handled(came=now, taken=taken))
    return cases


def _waits(cases: list[Handled]) -> Iterator[tuple[Pace, int, float]]:
    """For every third who really waits: the pace then known, the place in line, and how long it became."""
    for number, case in enumerate(cases):
        before = [other for other in cases[max(0, number - 400) : number] if other.taken > case.came - HOUR]
        if number % 3 or case.came < HOUR or case.taken - case.came <= REACTION_SECONDS:
            continue
        taken = [(at(other.came), at(other.taken)) for other in before if other.taken <= case.came]
        ahead = [other.came for other in before if other.taken > case.came]
        pace = measure(taken, at(min(ahead)) if ahead else None, at(case.came - HOUR), at(case.came))
        if estimate(pace, 1):
            yield pace, len(ahead) + 1, case.taken - case.came


# From here on: the running desk.


@pytest.mark.both_databases
async def test_a_customer_is_told_the_measured_range_once_enough_cases_were_taken(house: House) -> None:
    mira = await house.agent()
    await mira.calls("PUT", "/me/presence", json={"presence": "busy"})
    for _ in range(FEWEST_TAKEN):
        await _somebody_waits_two_minutes(house, mira)
    waiting = await house.waiting_customer()
    assert (await waiting.sees())["queue"]["wait"] is None  # busy is not available
    await mira.is_present()
    assert (await waiting.sees())["queue"]["wait"] == {"from_seconds": 0, "to_seconds": 240}


async def test_with_few_cases_no_wait_is_invented(house: House) -> None:
    mira = await house.agent()
    for _ in range(FEWEST_TAKEN - 1):
        await _somebody_waits_two_minutes(house, mira)
    await mira.is_present()
    assert (await (await house.waiting_customer()).sees())["queue"]["wait"] is None


async def test_an_hour_later_the_pace_is_forgotten(house: House) -> None:
    mira = await house.agent()
    for _ in range(FEWEST_TAKEN):
        await _somebody_waits_two_minutes(house, mira)
    house.clock.advance(HOUR)
    await (await house.agent()).is_present()
    assert (await (await house.waiting_customer()).sees())["queue"]["wait"] is None


async def _somebody_waits_two_minutes(house: House, agent: Agent) -> None:
    """A customer comes, is taken after two minutes, and is soon done."""
    customer = await house.waiting_customer()
    house.clock.advance(120)
    epoch = (await agent.claims(customer)).json()["owner_epoch"]
    await agent.does(customer, "resolve", disposition="solved", owner_epoch=epoch)
