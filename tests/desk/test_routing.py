"""Who gets which case: the rule by itself, by example and by its properties."""

from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from desk import routing
from desk.person import Presence
from desk.routing import Because, Choice, Colleague, NotBecause, Waiting
from desk.rules import Care, Routing

NOON = datetime(2026, 6, 1, 12, tzinfo=UTC)
ROUTING, CARE = Routing(), Care()
LONG = 3600  # longer than all that a case may wait for somebody special


def ago(seconds: float) -> datetime:
    return NOON - timedelta(seconds=seconds)


def a_case(name: str = "case", waited: float = 0, **more: object) -> Waiting:
    return Waiting(id=name, waiting_since=ago(waited), language="de", **more)  # type: ignore[arg-type]


def person(name: str, **more: object) -> Colleague:
    defaults: dict[str, object] = {"presence": Presence.AVAILABLE, "capacity": 4}
    return Colleague(id=name, name=name.title(), **defaults | more)  # type: ignore[arg-type]


def chosen(case: Waiting, *people: Colleague) -> Choice | None:
    return routing.choose(case, people, ROUTING, CARE, NOON)


def name_of(choice: Choice | None) -> str | None:
    return choice.person.id if choice else None


def why_not(case: Waiting, somebody: Colleague) -> NotBecause | None:
    return routing.hindrance(case, somebody, ROUTING, CARE, NOON)


def test_who_knows_the_customer_is_asked_first_even_with_more_to_do() -> None:
    choice = chosen(a_case(wanted_id="mira", pod_id="süd"), person("mira", load=2), person("leni", pod_id="süd"))
    assert choice is not None
    assert (choice.person.id, choice.because) == ("mira", Because.KNOWS)
    assert dict((other.id, code) for other, code in choice.others) == {"leni": NotBecause.KEPT_FOR_KNOWN}


def test_who_knows_the_customer_is_waited_for_a_moment_while_busy_and_not_at_all_when_away() -> None:
    leni = person("leni")
    full = person("mira", load=4)
    assert chosen(a_case(wanted_id="mira", waited=29), full, leni) is None
    assert name_of(chosen(a_case(wanted_id="mira", waited=30), full, leni)) == "leni"
    away = person("mira", presence=Presence.AWAY)
    assert name_of(chosen(a_case(wanted_id="mira"), away, leni)) == "leni"


def test_the_customers_pod_has_its_time_and_then_everybody_may() -> None:
    theirs, others = person("leni", pod_id="süd", load=4), person("jonas", pod_id="nord")
    assert chosen(a_case(pod_id="süd", waited=59), theirs, others) is None
    choice = chosen(a_case(pod_id="süd", waited=60), theirs, others)
    assert choice is not None
    assert (choice.person.id, choice.because) == ("jonas", Because.OVERFLOW)
    assert (theirs, NotBecause.FULL) in choice.others


def test_a_pod_of_which_nobody_is_at_work_is_not_waited_for() -> None:
    asleep, awake = person("leni", pod_id="süd", presence=Presence.OFFLINE), person("jonas", pod_id="nord")
    assert name_of(chosen(a_case(pod_id="süd"), asleep, awake)) == "jonas"


def test_an_urgent_case_waits_for_nobody_special() -> None:
    full, free = person("mira", load=4, pod_id="süd"), person("jonas")
    assert name_of(chosen(a_case(pod_id="süd", wanted_id="mira", priority=1), full, free)) == "jonas"


def test_of_several_the_least_loaded_is_asked_then_who_has_been_without_a_case_for_longest() -> None:
    busy, rested, lately = (
        person("a", load=2),
        person("c", load=1, last_assigned_at=ago(900)),
        person("b", load=1, last_assigned_at=ago(30)),
    )
    choice = chosen(a_case(), busy, rested, lately)
    assert choice is not None
    assert choice.person.id == "c"
    assert dict((other.id, code) for other, code in choice.others) == {
        "a": NotBecause.MORE_LOAD,
        "b": NotBecause.LATER_IDLE,
    }


def test_language_must_fit_for_ever_and_a_skill_only_for_a_while() -> None:
    german = person("mira")
    english = replace(a_case(waited=LONG), language="en")
    assert chosen(english, german) is None
    assert chosen(a_case(skill="Recht", waited=299), german) is None
    assert name_of(chosen(a_case(skill="Recht", waited=300), german)) == "mira"
    assert name_of(chosen(a_case(skill="Recht"), german, person("tom", skills=frozenset({"Recht"})))) == "tom"


@pytest.mark.parametrize(
    ("more", "hindered_by"),
    [
        ({"presence": Presence.BUSY}, NotBecause.ABSENT),
        ({"load": 4}, NotBecause.FULL),
        ({"load": 3}, NotBecause.FULL),  # a hard case weighs 2
        ({"load": 2}, None),
        ({"rests_until": NOON + timedelta(seconds=1)}, NotBecause.RECOVERING),
        ({"rests_until": NOON}, None),
        ({"hard_in_a_row": 2}, NotBecause.HARD_IN_A_ROW),
        ({"hard_in_a_row": 1}, None),
    ],
)
def test_what_keeps_somebody_from_a_hard_case(more: dict[str, object], hindered_by: NotBecause | None) -> None:
    assert why_not(a_case(hard=True), person("mira", **more)) is hindered_by


def test_too_many_hard_cases_do_not_keep_anybody_from_a_calm_one_and_are_forgotten_after_a_while() -> None:
    tired = person("mira", hard_in_a_row=2, rests_until=ago(1))
    assert why_not(a_case(), tired) is None
    assert why_not(a_case(hard=True), tired) is NotBecause.HARD_IN_A_ROW
    relieved = replace(tired, rests_until=ago(routing.RELIEF_SECONDS))
    assert why_not(a_case(hard=True), relieved) is None


def test_who_has_just_refused_a_case_is_asked_again_later() -> None:
    mira = person("mira")
    assert why_not(a_case(refused={"mira": ago(routing.ASK_AGAIN_SECONDS - 1)}), mira) is NotBecause.REFUSED
    assert why_not(a_case(refused={"mira": ago(routing.ASK_AGAIN_SECONDS)}), mira) is None


def test_a_small_capacity_still_takes_one_hard_case() -> None:
    assert why_not(a_case(hard=True), person("mira", capacity=1)) is None
    assert why_not(a_case(), person("mira", capacity=0)) is NotBecause.FULL


def test_two_cases_go_to_two_people_who_have_nothing_to_do() -> None:
    made = routing.assign([a_case("first"), a_case("second")], [person("a"), person("b")], ROUTING, CARE, NOON)
    assert [(choice.case.id, choice.person.id) for choice in made] == [("first", "a"), ("second", "b")]


languages = st.sets(st.sampled_from(["de", "en"]), min_size=1).map(frozenset)
skills = st.sets(st.sampled_from(["Recht", "Rechnungen"])).map(frozenset)
pods = st.sampled_from(["nord", "süd", None])
names = [f"person{number}" for number in range(6)]


@st.composite
def teams(draw: st.DrawFn) -> list[Colleague]:
    size = draw(st.integers(1, len(names)))
    return [
        Colleague(
            id=name,
            name=name,
            presence=draw(st.sampled_from(list(Presence))),
            capacity=draw(st.integers(0, 4)),
            load=0,
            pod_id=draw(pods),
            languages=draw(languages),
            skills=draw(skills),
            hard_in_a_row=draw(st.integers(0, 3)),
            rests_until=draw(st.sampled_from([None, ago(10), NOON + timedelta(seconds=10), ago(2 * LONG)])),
        )
        for name in names[:size]
    ]


@st.composite
def lines(draw: st.DrawFn, shortest_wait: int = 0) -> list[Waiting]:
    cases = [
        Waiting(
            id=f"case{number}",
            waiting_since=ago(draw(st.integers(shortest_wait, 2 * LONG))),
            language=draw(st.sampled_from(["de", "en"])),
            skill=draw(st.sampled_from(["Recht", None])),
            hard=draw(st.booleans()),
            priority=draw(st.integers(0, 1)),
            pod_id=draw(pods),
            wanted_id=draw(st.sampled_from([*names, None])),
        )
        for number in range(draw(st.integers(0, 12)))
    ]
    return routing.in_line(cases)


def team_after(team: list[Colleague], made: list[Choice]) -> dict[str, Colleague]:
    after = {somebody.id: somebody for somebody in team}
    for choice in made:
        after[choice.person.id] = routing.given(after[choice.person.id], choice.case, ROUTING, NOON)
    return after


@given(lines(), teams())
def test_no_case_has_two_owners_and_nobody_more_than_fits(line: list[Waiting], team: list[Colleague]) -> None:
    made = routing.assign(line, team, ROUTING, CARE, NOON)
    assert max(Counter(choice.case.id for choice in made).values(), default=1) == 1
    for name, somebody in team_after(team, made).items():
        cases = [choice.case for choice in made if choice.person.id == name]
        assert somebody.load <= somebody.capacity or (len(cases) == 1 and somebody.capacity > 0)


@given(lines(), teams())
def test_only_people_who_may_are_given_cases(line: list[Waiting], team: list[Colleague]) -> None:
    known = {somebody.id: somebody for somebody in team}
    for choice in routing.assign(line, team, ROUTING, CARE, NOON):
        somebody = known[choice.person.id]
        assert somebody.presence is Presence.AVAILABLE
        assert choice.case.language in somebody.languages
        assert somebody.rests_until is None or somebody.rests_until <= NOON


@given(lines(shortest_wait=LONG), teams())
def test_nobody_waits_long_while_somebody_who_fits_is_free(line: list[Waiting], team: list[Colleague]) -> None:
    made = routing.assign(line, team, ROUTING, CARE, NOON)
    given_away = {choice.case.id for choice in made}
    left = [case for case in line if case.id not in given_away]
    free = {case.id: [one for one in team_after(team, made).values() if not why_not(case, one)] for case in left}
    kept = {one.id for case in left for one in free[case.id]}
    assert len(kept) <= 1  # one person at most is kept free, for a hard case that needs a little more room
    for case in left:
        earlier = left[: left.index(case)]
        assert not free[case.id] or any(
            one.hard and why_not(one, free[case.id][0]) is NotBecause.FULL for one in earlier
        )


def test_small_cases_do_not_take_the_room_that_a_hard_case_waits_for() -> None:
    nearly, full = person("mira", load=3), person("jonas", load=4)
    line = [a_case("hard", hard=True, waited=10), a_case("small", waited=5)]
    assert routing.assign(line, [nearly, full], ROUTING, CARE, NOON) == []
    [choice] = routing.assign(line, [nearly, person("leni", load=3)], ROUTING, CARE, NOON)
    assert choice.case.id == "small"  # one is kept free, not everybody
    [choice] = routing.assign(line, [replace(nearly, load=2), full], ROUTING, CARE, NOON)
    assert (choice.case.id, choice.person.id) == ("hard", "mira")


@given(lines(shortest_wait=LONG), teams())
def test_no_case_overtakes_one_of_its_kind(line: list[Waiting], team: list[Colleague]) -> None:
    """Of cases that the same people can take, those that are given away are the ones that have waited longest."""
    given_away = {choice.case.id for choice in routing.assign(line, team, ROUTING, CARE, NOON)}
    kinds = {(case.language, case.hard, case.priority) for case in line}
    for kind in kinds:
        taken = [case.id in given_away for case in line if (case.language, case.hard, case.priority) == kind]
        assert taken == sorted(taken, reverse=True)


@given(lines(), teams())
def test_every_choice_says_why_not_everybody_else(line: list[Waiting], team: list[Colleague]) -> None:
    for choice in routing.assign(line, team, ROUTING, CARE, NOON):
        assert {other.id for other, _ in choice.others} == {somebody.id for somebody in team} - {choice.person.id}


class Day(RuleBasedStateMachine):
    """Cases come, are given, refused, lost by vanishing people and closed, while time goes by."""

    @initialize(team=teams())
    def begin(self, team: list[Colleague]) -> None:
        self.now = NOON
        self.team = {somebody.id: replace(somebody, rests_until=None, hard_in_a_row=0) for somebody in team}
        self.line: dict[str, Waiting] = {}
        self.held: dict[str, tuple[str, Waiting]] = {}
        self.first_moments: dict[str, datetime] = {}
        self.hard_runs: Counter[str] = Counter()

    @rule(hard=st.booleans(), language=st.sampled_from(["de", "en"]), pod_id=pods)
    def somebody_comes(self, hard: bool, language: str, pod_id: str | None) -> None:
        name = f"case{len(self.first_moments)}"
        self.first_moments[name] = self.now
        self.line[name] = Waiting(id=name, waiting_since=self.now, language=language, hard=hard, pod_id=pod_id)

    @rule(seconds=st.sampled_from([1, 30, 100, 1000]))
    def time_goes_by(self, seconds: int) -> None:
        self.now += timedelta(seconds=seconds)

    @rule()
    def the_queue_drains(self) -> None:
        line = routing.in_line(self.line.values())
        for choice in routing.assign(line, list(self.team.values()), ROUTING, CARE, self.now):
            case, before = choice.case, self.team[choice.person.id]
            self.hard_runs[before.id] = routing.hard_in_a_row(before, self.now) + 1 if case.hard else 0
            self.team[before.id] = routing.given(before, case, ROUTING, self.now)
            self.held[case.id] = before.id, self.line.pop(case.id)

    @rule(data=st.data(), vanished=st.booleans())
    def a_case_ends_or_its_agent_vanishes(self, data: st.DataObject, vanished: bool) -> None:
        if not self.held:
            return
        name = data.draw(st.sampled_from(sorted(self.held)))
        person_id, case = self.held.pop(name)
        somebody = self.team[person_id]
        rests_until = self.now + timedelta(seconds=CARE.recovery_seconds) if case.hard else somebody.rests_until
        load = somebody.load - routing.weight(case.hard, ROUTING)
        self.team[person_id] = replace(somebody, load=load, rests_until=rests_until)
        if vanished:
            self.line[name] = case

    @invariant()
    def nobody_has_more_than_fits(self) -> None:
        for somebody in getattr(self, "team", {}).values():
            count = sum(holder == somebody.id for holder, _ in self.held.values())
            assert somebody.load <= somebody.capacity or count == 1

    @invariant()
    def nobody_gets_more_hard_cases_in_a_row_than_set(self) -> None:
        assert max(getattr(self, "hard_runs", Counter()).values(), default=0) <= CARE.hard_in_a_row

    @invariant()
    def waiting_counts_from_the_first_moment(self) -> None:
        for name, case in getattr(self, "line", {}).items():
            assert case.waiting_since == self.first_moments[name]


TestDay = Day.TestCase
TestDay.settings = settings(max_examples=60, stateful_step_count=40, deadline=None)
