"""How the desk's routing serves a day, against first in, first out round robin on the same arrivals.

    python -m bench.queue_sim [--seed 20] [--days 5]     (in .venv/desk; `make bench-queue` also draws the plot)

First the simulation is believed only where it can be: in the plain case its waits are compared with Erlang C. Then a
day of 2,000 handoffs and 25 people is played with the desk's rules and with a round robin of the same capacity.
Writes `bench/results/queue.md` and `queue.json`.
"""

from __future__ import annotations

import argparse
import json
import statistics
from collections import defaultdict
from pathlib import Path
from typing import Any

from bench import erlang, queue_world
from bench.queue_world import Plan, Served
from desk.rules import Care, Routing

RESULTS = Path(__file__).parent / "results"
PLAIN_ROUTING = Routing(known_wait_seconds=0, pod_wait_seconds=0, skill_wait_seconds=0)
NO_CARE = Care(hard_in_a_row=0, recovery_seconds=0)
PLAIN_CASES = ((10, 7.0), (10, 8.0), (25, 21.0))  # people, erlangs
MEAN_SECONDS = 600
WARM_UP = 2000
KNOWING_SAVES = 0.13  # what T-Mobile reported as the cost to serve that its pods saved; an assumption here


def main() -> None:
    """Check against Erlang C, play the days, write table and figures."""
    parser = argparse.ArgumentParser(description="The desk's routing against round robin, simulated.")
    parser.add_argument("--seed", type=int, default=20)
    parser.add_argument("--days", type=int, default=5, help="days with seeds of their own; figures are their means")
    parser.add_argument("--plain", type=int, default=150_000, help="cases of each check against Erlang C")
    asked = parser.parse_args()
    checks = [check(people, erlangs, asked.plain, asked.seed) for people, erlangs in PLAIN_CASES]
    days = [queue_world.a_day(asked.seed + number) for number in range(asked.days)]
    figures = {name: _mean_of([measure(plan, *way) for plan in days]) for name, way in WAYS.items()}
    waits = {name: _waits(days[0], *way) for name, way in WAYS.items()}
    RESULTS.mkdir(exist_ok=True)
    told = {"seed": asked.seed, "days": asked.days, "erlang": checks, "figures": figures, "waits": waits}
    (RESULTS / "queue.json").write_text(json.dumps(told) + "\n", encoding="utf-8")
    table = write(checks, figures, asked.seed, asked.days)
    (RESULTS / "queue.md").write_text(table, encoding="utf-8")
    print(table)


WAYS: dict[str, tuple[str, Routing, Care]] = {
    "round robin": ("round robin", Routing(), NO_CARE),
    "Lotse": ("rule", Routing(), Care()),
    "Lotse, no care": ("rule", Routing(), NO_CARE),
    "Lotse, no waiting for the known": ("rule", PLAIN_ROUTING.model_copy(update={"skill_wait_seconds": 300}), Care()),
}


def check(people: int, erlangs: float, cases: int, seed: int) -> dict[str, float]:
    """The simulation's waits in the plain case beside Erlang C's; shares 0 to 1, waits in seconds."""
    plan = queue_world.plain_case(seed, cases=cases, people=people, erlangs=erlangs, mean_seconds=MEAN_SECONDS)
    drain = queue_world.by_the_rule(PLAIN_ROUTING, NO_CARE)
    served = queue_world.simulate(plan, drain, PLAIN_ROUTING, NO_CARE)[WARM_UP:]
    return {
        "people": people,
        "erlangs": erlangs,
        "waits": sum(one.waited > 0 for one in served) / len(served),
        "waits_by_erlang": erlang.share_that_waits(people, erlangs),
        "mean_wait": statistics.fmean(one.waited for one in served),
        "mean_wait_by_erlang": erlang.mean_wait(people, erlangs, MEAN_SECONDS),
    }


def measure(plan: Plan, kind: str, rules: Routing, care: Care) -> dict[str, float]:
    """A day's figures: waits in seconds, shares 0 to 1, hard cases a person."""
    served = _played(plan, kind, rules, care)
    sooner = _played(plan, kind, rules, care, KNOWING_SAVES)
    waits = sorted(one.waited for one in served)
    known = [one for one in served if one.case.wanted_id]
    hard, runs = _hard_by_person(plan, served)
    return {
        "mean wait": statistics.fmean(waits),
        "p95 wait": waits[int(0.95 * len(waits))],
        "longest wait": waits[-1],
        "mean wait, if knowing saves 13 %": statistics.fmean(one.waited for one in sooner),
        "mean wait, hard cases": statistics.fmean(one.waited for one in served if one.case.hard),
        "reached who knows them": sum(one.person.id == one.case.wanted_id for one in known) / len(known),
        "reached their pod": sum(one.person.pod_id == one.case.pod_id for one in served) / len(served),
        "hard cases, spread": statistics.pstdev(hard),
        "hard cases, most": max(hard),
        "hard in a row, longest": max(runs),
        "hard in a row, mean of the longest": statistics.fmean(runs),
    }


def _played(plan: Plan, kind: str, rules: Routing, care: Care, known_saves: float = 0) -> list[Served]:
    drain = queue_world.by_the_rule(rules, care) if kind == "rule" else queue_world.round_robin(rules)
    return queue_world.simulate(plan, drain, rules, care, known_saves)


def _hard_by_person(plan: Plan, served: list[Served]) -> tuple[list[int], list[int]]:
    """For each person: how many hard cases, and the longest run of them."""
    kinds: dict[str, list[bool]] = defaultdict(list)
    for one in served:
        kinds[one.person.id].append(one.case.hard)
    return [sum(kinds[person.id]) for person in plan.people], [_longest_run(kinds[person.id]) for person in plan.people]


def _longest_run(kinds: list[bool]) -> int:
    longest = run = 0
    for hard in kinds:
        run = run + 1 if hard else 0
        longest = max(longest, run)
    return longest


def _waits(plan: Plan, kind: str, rules: Routing, care: Care) -> dict[str, list[float]]:
    """For the plot: all waits in order, and each person's hard cases."""
    served = _played(plan, kind, rules, care)
    return {
        "waits": [round(wait, 1) for wait in sorted(one.waited for one in served)],
        "hard": sorted(_hard_by_person(plan, served)[0]),
    }


def _mean_of(days: list[dict[str, float]]) -> dict[str, float]:
    return {name: statistics.fmean(day[name] for day in days) for name in days[0]}


def write(checks: list[dict[str, Any]], figures: dict[str, dict[str, float]], seed: int, days: int) -> str:
    """The report as Markdown."""
    lines = ["# The queue, simulated", "", f"`make bench-queue`, seed {seed}.", "", "## Against Erlang C", ""]
    lines += ["| people | erlangs | must wait | by Erlang C | mean wait, s | by Erlang C | off by |", "|" + "---|" * 7]
    for one in checks:
        off = one["mean_wait"] / one["mean_wait_by_erlang"] - 1
        lines.append(
            f"| {one['people']} | {one['erlangs']:g} | {one['waits']:.1%} | {one['waits_by_erlang']:.1%} "
            f"| {one['mean_wait']:.1f} | {one['mean_wait_by_erlang']:.1f} | {off:+.1%} |"
        )
    names = list(next(iter(figures.values())))
    lines += ["", f"## 2,000 handoffs, 25 people, ten hours; mean of {days} days", ""]
    lines += ["| | " + " | ".join(figures) + " |", "|" + "---|" * (len(figures) + 1)]
    lines += [f"| {name} | " + " | ".join(_shown(name, way[name]) for way in figures.values()) + " |" for name in names]
    return "\n".join(lines) + "\n"


def _shown(name: str, value: float) -> str:
    if "wait" in name:
        return f"{value:.0f} s"
    return f"{value:.0%}" if name.startswith("reached") else f"{value:.1f}"


if __name__ == "__main__":
    main()
