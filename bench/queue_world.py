"""A day of a service desk, case by case: given out by `desk.routing`, or by a round robin, on the same arrivals.

Everything random is drawn beforehand from one seed (`a_day`): who comes when, with what, and how long it takes. So two
ways of giving out cases are compared on exactly the same customers.
"""

from __future__ import annotations

import heapq
import math
import random
from bisect import insort
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta

from desk import routing
from desk.person import Presence
from desk.routing import Colleague, Waiting
from desk.rules import Care, Routing

OPENS = datetime(2026, 6, 1, 8, tzinfo=UTC)

Drain = Callable[["World", float], list[tuple[Waiting, str]]]


@dataclass(frozen=True, kw_only=True)
class Arrival:
    """A customer who needs a person: when, with what, and for how long. Seconds count from the opening."""

    at: float
    seconds: float
    case: Waiting


@dataclass(frozen=True, kw_only=True)
class Plan:
    """One day: who comes, who works, and when each person is on a break (from, until)."""

    arrivals: tuple[Arrival, ...]
    people: tuple[Colleague, ...]
    breaks: dict[str, tuple[float, float]] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Served:
    """What became of one case."""

    case: Waiting
    person: Colleague
    waited: float
    at: float


@dataclass
class World:
    """The desk at one moment."""

    people: dict[str, Colleague]
    line: list[tuple[int, datetime, str, Waiting]] = field(default_factory=list)
    turn: int = 0  # of the round robin

    def waiting(self) -> list[Waiting]:
        """Who waits, in the order of being served."""
        return [entry[-1] for entry in self.line]


def simulate(plan: Plan, drain: Drain, rules: Routing, care: Care, known_saves: float = 0) -> list[Served]:
    """Play the day; every case in the order in which it was taken.

    `known_saves`: the share of a case's time that is saved if its person knows the customer.
    """
    world = World(people={person.id: person for person in plan.people})
    arrivals = {arrival.case.id: arrival for arrival in plan.arrivals}
    agenda: list[tuple[float, int, str, str]] = []
    for arrival in plan.arrivals:
        agenda.append((arrival.at, 1, "comes", arrival.case.id))
        later = {rules.known_wait_seconds, rules.pod_wait_seconds, rules.skill_wait_seconds} - {0}
        agenda.extend((arrival.at + seconds, 2, "looks", arrival.case.id) for seconds in later)
    for name, (begins, ends) in plan.breaks.items():
        agenda += [(begins, 0, "leaves", name), (ends, 0, "returns", name)]
    heapq.heapify(agenda)
    served: list[Served] = []
    taken: dict[str, str] = {}
    while agenda:
        now, _, what, who = heapq.heappop(agenda)
        match what:
            case "comes":
                case = arrivals[who].case
                insort(world.line, (-case.priority, case.waiting_since, case.id, case))
            case "ends":
                rests_until = _end(world, taken.pop(who), arrivals[who].case, now, rules, care)
                if rests_until:
                    heapq.heappush(agenda, (rests_until, 2, "looks", who))
            case "leaves" | "returns":
                presence = Presence.AWAY if what == "leaves" else Presence.AVAILABLE
                world.people[who] = replace(world.people[who], presence=presence)
            case _ if not world.line:
                continue
        for case, person_id in drain(world, now) if world.line else ():
            world.line.remove((-case.priority, case.waiting_since, case.id, case))
            waited = now - arrivals[case.id].at
            served.append(Served(case=case, person=world.people[person_id], waited=waited, at=now))
            world.people[person_id] = routing.given(world.people[person_id], case, rules, moment(now))
            taken[case.id] = person_id
            saved = known_saves if person_id == case.wanted_id else 0
            heapq.heappush(agenda, (now + arrivals[case.id].seconds * (1 - saved), 0, "ends", case.id))
    return served


def by_the_rule(rules: Routing, care: Care) -> Drain:
    """As the desk does it: `desk.routing.assign`."""

    def drain(world: World, now: float) -> list[tuple[Waiting, str]]:
        made = routing.assign(world.waiting(), list(world.people.values()), rules, care, moment(now))
        return [(choice.case, choice.person.id) for choice in made]

    return drain


def round_robin(rules: Routing) -> Drain:
    """First in, first out, to the next in turn who has room and whose language and skill fit; nothing else counts."""

    def drain(world: World, now: float) -> list[tuple[Waiting, str]]:
        found = []
        people = list(world.people)
        for case in world.waiting():
            for step in range(len(people)):
                person = world.people[people[(world.turn + step) % len(people)]]
                if _fits_plainly(case, person, rules):
                    world.turn = (world.turn + step + 1) % len(people)
                    world.people[person.id] = replace(person, load=person.load + routing.weight(case.hard, rules))
                    found.append((case, person.id))
                    break
        for case, person_id in found:  # `simulate` counts them
            person = world.people[person_id]
            world.people[person_id] = replace(person, load=person.load - routing.weight(case.hard, rules))
        return found

    return drain


def moment(seconds: float) -> datetime:
    """A moment of the day."""
    return OPENS + timedelta(seconds=seconds)


def a_day(seed: int, *, cases: int = 2000, people: int = 25, hours: float = 10, mean_seconds: float = 720) -> Plan:
    """A busy day: two peaks, breaks at noon, 60 % of customers known, 20 % hard, 10 % English, 10 % with a skill."""
    dice = random.Random(seed)
    team = _team(dice, people)
    times = sorted(_two_peaks(dice) * hours * 3600 for _ in range(cases))
    arrivals = tuple(_arrival(dice, number, at, team, mean_seconds) for number, at in enumerate(times))
    breaks = {person.id: _break(number, hours) for number, person in enumerate(team)}
    return Plan(arrivals=arrivals, people=team, breaks=breaks)


def plain_case(seed: int, *, cases: int, people: int, erlangs: float, mean_seconds: float) -> Plan:
    """M/M/c: everybody alike, one case each."""
    dice = random.Random(seed)
    at, arrivals = 0.0, []
    for number in range(cases):
        at += dice.expovariate(erlangs / mean_seconds)
        case = Waiting(id=f"{number:07d}", waiting_since=moment(at), language="de")
        arrivals.append(Arrival(at=at, seconds=dice.expovariate(1 / mean_seconds), case=case))
    team = tuple(
        Colleague(id=f"{number:03d}", name="", presence=Presence.AVAILABLE, capacity=1) for number in range(people)
    )
    return Plan(arrivals=tuple(arrivals), people=team)


def _end(world: World, person_id: str, case: Waiting, now: float, rules: Routing, care: Care) -> float | None:
    """The case is closed; until when the person recovers, if it was hard."""
    person = world.people[person_id]
    load = person.load - routing.weight(case.hard, rules)
    world.people[person_id] = replace(person, load=load)
    if not case.hard or not care.recovery_seconds:
        return None
    rests_until = now + care.recovery_seconds
    world.people[person_id] = replace(person, load=load, rests_until=moment(rests_until))
    return rests_until


def _fits_plainly(case: Waiting, person: Colleague, rules: Routing) -> bool:
    able = case.language in person.languages and (case.skill is None or case.skill in person.skills)
    room = routing.fits(person.load, routing.weight(case.hard, rules), person.capacity)
    return able and room and person.presence is Presence.AVAILABLE


def _team(dice: random.Random, people: int) -> tuple[Colleague, ...]:
    """Five pods; two of three speak English; each skill is had by one of three."""
    return tuple(
        Colleague(
            id=f"{number:03d}",
            name=f"{number:03d}",
            presence=Presence.AVAILABLE,
            capacity=4,
            pod_id=f"pod{number % 5}",
            languages=frozenset({"de", "en"} if number % 3 else {"de"}),
            skills=frozenset(skill for skill in ("Recht", "Technik") if dice.random() < 1 / 3),
        )
        for number in range(people)
    )


def _arrival(dice: random.Random, number: int, at: float, team: Sequence[Colleague], mean_seconds: float) -> Arrival:
    """Log-normal durations, as those of real service are (Brown et al. 2005); hard cases take half as much more."""
    known = dice.choice(team) if dice.random() < 0.6 else None
    hard = dice.random() < 0.2
    pod_id = known.pod_id if known else f"pod{dice.randrange(5)}"
    case = Waiting(
        id=f"{number:05d}",
        waiting_since=moment(at),
        language="en" if dice.random() < 0.1 else "de",
        skill=dice.choice(("Recht", "Technik")) if dice.random() < 0.1 else None,
        hard=hard,
        pod_id=pod_id,
        wanted_id=known.id if known else None,
    )
    spread = 0.8
    seconds = dice.lognormvariate(math.log(mean_seconds) - spread**2 / 2, spread) * (1.5 if hard else 1)
    return Arrival(at=at, seconds=seconds, case=case)


def _two_peaks(dice: random.Random) -> float:
    """A moment of the day, 0 to 1: evenly, or around late morning, or around late afternoon."""
    kind = dice.random()
    if kind < 0.4:
        return dice.random()
    return min(max(dice.gauss(0.3 if kind < 0.75 else 0.75, 0.08), 0), 0.999)


def _break(number: int, hours: float) -> tuple[float, float]:
    """Three quarters of an hour, one group after the other around noon."""
    begins = (0.4 + 0.05 * (number % 5)) * hours * 3600
    return begins, begins + 45 * 60
