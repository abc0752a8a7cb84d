"""Who gets which case. Pure: nothing here knows of a database, a network or a clock of its own.

The rule, in the order in which it is asked:

1. Urgent cases first, then by the first moment of waiting. No case overtakes another of its kind for somebody who
   fits both.
2. Only who is available, speaks the language, has the skill (a wish after `skill_wait_seconds`), has room left, has
   not just refused this case, is not recovering from a hard case and has not had too many of them in a row.
3. Of these: whoever knows the customer; `known_wait_seconds` long nobody else, if that person is at work. Then the
   customer's pod; `pod_wait_seconds` long nobody else, if anybody of the pod who could do it is at work. Then
   everybody. Urgent cases wait for no one.
4. Of several: who is closest to the customer, then the least loaded, then who has been without a new case longest.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from enum import StrEnum

from desk.person import Presence
from desk.rules import Care, Routing

AT_WORK = frozenset({Presence.AVAILABLE, Presence.BUSY})
ASK_AGAIN_SECONDS = 300
RELIEF_SECONDS = 900  # without a hard case; then the count of hard cases in a row begins anew
LONG_AGO = datetime.min.replace(tzinfo=UTC)


class Because(StrEnum):
    """Why a person is asked."""

    KNOWS = "knows"  # knows the customer
    POD = "pod"  # belongs to the customer's pod
    OVERFLOW = "overflow"  # the customer's pod had its time, or nobody of it is at work
    ANYBODY = "anybody"  # the customer has no pod, or the case is urgent


class NotBecause(StrEnum):
    """Why a person is not asked."""

    ABSENT = "absent"
    LANGUAGE = "language"
    SKILL = "skill"
    FULL = "full"
    RECOVERING = "recovering"
    HARD_IN_A_ROW = "hard_in_a_row"
    REFUSED = "refused"  # declined or missed this case a moment ago
    KEPT_FOR_KNOWN = "kept_for_known"  # the person who knows the customer has a little time
    KEPT_FOR_POD = "kept_for_pod"
    LESS_CLOSE = "less_close"  # fits, but somebody knows the customer or is of the pod
    MORE_LOAD = "more_load"
    LATER_IDLE = "later_idle"  # as little load, but got a case more recently


@dataclass(frozen=True, kw_only=True)
class Waiting:
    """A case that waits. `refused`: who declined or missed it, and when."""

    id: str
    waiting_since: datetime
    language: str
    skill: str | None = None
    hard: bool = False
    priority: int = 0
    pod_id: str | None = None
    wanted_id: str | None = None
    refused: Mapping[str, datetime] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Colleague:
    """Somebody who takes cases. `load` counts all that this person has or is offered, hard cases by their weight."""

    id: str
    name: str
    presence: Presence
    capacity: int
    load: int = 0
    pod_id: str | None = None
    languages: frozenset[str] = frozenset({"de"})
    skills: frozenset[str] = frozenset()
    hard_in_a_row: int = 0
    rests_until: datetime | None = None
    last_assigned_at: datetime | None = None


@dataclass(frozen=True, kw_only=True)
class Choice:
    """This case for this person, and why not for the others."""

    case: Waiting
    person: Colleague
    because: Because
    others: tuple[tuple[Colleague, NotBecause], ...]


def in_line(cases: Iterable[Waiting]) -> list[Waiting]:
    """The order in which cases are served."""
    return sorted(cases, key=lambda case: (-case.priority, case.waiting_since, case.id))


def assign(
    line: Sequence[Waiting], people: Sequence[Colleague], routing: Routing, care: Care, now: datetime
) -> list[Choice]:
    """Cases of the line, in its order, for people who are free; their load counts on from choice to choice.

    For the first hard case for which nobody has room enough, one person is kept free, so that small cases do not fill
    the room for ever (as a batch scheduler that backfills does; Lifka 1995).
    """
    team = {person.id: person for person in people}
    made: list[Choice] = []
    kept: Colleague | None = None
    for case in line:
        if not any(may_take_something(person, now) for person in team.values()):
            break
        choice = choose(case, tuple(team.values()), routing, care, now)
        if choice:
            made.append(choice)
            team[choice.person.id] = given(choice.person, case, routing, now)
        elif case.hard and kept is None:
            kept = _nearly_roomy(case, tuple(team.values()), routing, care, now)
            if kept:
                team[kept.id] = replace(kept, load=max(kept.load, kept.capacity))
    return made


def choose(case: Waiting, people: Sequence[Colleague], routing: Routing, care: Care, now: datetime) -> Choice | None:
    """The person for this case, or None if it has to wait."""
    hindered = {person.id: hindrance(case, person, routing, care, now) for person in people}
    fitting = [person for person in people if hindered[person.id] is None]
    circle = _circle(case, people, routing, now)
    allowed = [person for person in fitting if _closeness(case, person) <= circle]
    if not allowed:
        return None
    best = min(allowed, key=lambda person: _preference(case, person))
    others = tuple(
        (person, hindered[person.id] or _why_not(case, person, best, circle)) for person in people if person != best
    )
    return Choice(case=case, person=best, because=_because(case, best), others=others)


def hindrance(case: Waiting, person: Colleague, routing: Routing, care: Care, now: datetime) -> NotBecause | None:
    """What keeps this person from taking the case now, whoever else there is; None if nothing does."""
    if person.presence is not Presence.AVAILABLE:
        return NotBecause.ABSENT
    if unfit := _unfit(case, person, routing, now):
        return unfit
    if not fits(person.load, weight(case.hard, routing), person.capacity):
        return NotBecause.FULL
    if person.rests_until and now < person.rests_until:
        return NotBecause.RECOVERING
    if case.hard and _had_enough(person, care, now):
        return NotBecause.HARD_IN_A_ROW
    refused_at = case.refused.get(person.id)
    return NotBecause.REFUSED if refused_at and now - refused_at < timedelta(seconds=ASK_AGAIN_SECONDS) else None


def may_take_something(person: Colleague, now: datetime) -> bool:
    """Whether any case at all could be given to this person now."""
    resting = person.rests_until is not None and now < person.rests_until
    return person.presence is Presence.AVAILABLE and fits(person.load, 1, person.capacity) and not resting


def weight(hard: bool, routing: Routing) -> int:
    """What a case adds to the load of whoever has it."""
    return routing.hard_weight if hard else 1


def fits(load: int, more: int, capacity: int) -> bool:
    """Whether this much more fits; who has nothing in hand may take any one case."""
    return load + more <= capacity or (load == 0 and capacity > 0)


def given(person: Colleague, case: Waiting, routing: Routing, now: datetime) -> Colleague:
    """The person with the case in hand. A calm case ends a row of hard ones."""
    in_a_row = hard_in_a_row(person, now) + 1 if case.hard else 0
    load = person.load + weight(case.hard, routing)
    return replace(person, load=load, last_assigned_at=now, hard_in_a_row=in_a_row)


def hard_in_a_row(person: Colleague, now: datetime) -> int:
    """How many hard cases in a row; none any more after RELIEF_SECONDS without one."""
    relieved = person.rests_until and now >= person.rests_until + timedelta(seconds=RELIEF_SECONDS)
    return 0 if relieved else person.hard_in_a_row


def _nearly_roomy(
    case: Waiting, people: Sequence[Colleague], routing: Routing, care: Care, now: datetime
) -> Colleague | None:
    """Whoever would be asked next for a hard case, had they a little more room."""
    circle = _circle(case, people, routing, now)
    nearly = [
        person
        for person in people
        if fits(person.load, 1, person.capacity)
        and _closeness(case, person) <= circle
        and hindrance(case, person, routing, care, now) is NotBecause.FULL
        and hindrance(case, replace(person, load=0), routing, care, now) is None
    ]
    return min(nearly, key=lambda person: _preference(case, person), default=None)


def _unfit(case: Waiting, person: Colleague, routing: Routing, now: datetime) -> NotBecause | None:
    """Language and skill: what a person is, apart from how things are just now."""
    if case.language not in person.languages:
        return NotBecause.LANGUAGE
    needed = case.skill is not None and case.skill not in person.skills
    return NotBecause.SKILL if needed and _waited(case, now) < routing.skill_wait_seconds else None


def _had_enough(person: Colleague, care: Care, now: datetime) -> bool:
    return care.hard_in_a_row > 0 and hard_in_a_row(person, now) >= care.hard_in_a_row


def _closeness(case: Waiting, person: Colleague) -> int:
    """0: knows the customer; 1: of the customer's pod; 2: anybody."""
    if person.id == case.wanted_id:
        return 0
    return 1 if case.pod_id and person.pod_id == case.pod_id else 2


def _circle(case: Waiting, people: Sequence[Colleague], routing: Routing, now: datetime) -> int:
    """How far from the customer a person may be at this moment of waiting."""
    waited = _waited(case, now)
    at_work = [p for p in people if p.presence in AT_WORK and _unfit(case, p, routing, now) is None]
    if case.priority == 0 and waited < routing.known_wait_seconds and _anybody(case, at_work, 0):
        return 0
    if case.priority == 0 and waited < routing.pod_wait_seconds and _anybody(case, at_work, 1):
        return 1
    return 2


def _anybody(case: Waiting, people: Iterable[Colleague], closeness: int) -> bool:
    return any(_closeness(case, person) == closeness and person.id not in case.refused for person in people)


def _preference(case: Waiting, person: Colleague) -> tuple[int, int, datetime, str]:
    return _closeness(case, person), person.load, person.last_assigned_at or LONG_AGO, person.id


def _because(case: Waiting, person: Colleague) -> Because:
    match _closeness(case, person):
        case 0:
            return Because.KNOWS
        case 1:
            return Because.POD
        case _:
            return Because.OVERFLOW if case.pod_id and case.priority == 0 else Because.ANYBODY


def _why_not(case: Waiting, person: Colleague, best: Colleague, circle: int) -> NotBecause:
    """Why somebody who fits was not the one."""
    if _closeness(case, person) > circle:
        return NotBecause.KEPT_FOR_KNOWN if circle == 0 else NotBecause.KEPT_FOR_POD
    if _closeness(case, person) > _closeness(case, best):
        return NotBecause.LESS_CLOSE
    return NotBecause.MORE_LOAD if person.load > best.load else NotBecause.LATER_IDLE


def _waited(case: Waiting, now: datetime) -> float:
    return (now - case.waiting_since).total_seconds()
