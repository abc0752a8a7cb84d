"""The simulation of a service desk: believed because it agrees with theory where there is one."""

import pytest

from bench import erlang, queue_sim, queue_world
from desk.rules import Care, Routing


def test_erlang_c_gives_the_textbook_figures() -> None:
    assert erlang.share_that_waits(1, 0.5) == pytest.approx(0.5)  # M/M/1: the utilisation
    assert erlang.share_that_waits(2, 1.0) == pytest.approx(1 / 3)
    assert erlang.mean_wait(1, 0.5, 60) == pytest.approx(60)
    with pytest.raises(ValueError, match="need more than 7 people"):
        erlang.share_that_waits(7, 7)


def test_in_the_plain_case_the_simulation_waits_as_erlang_says() -> None:
    seen = queue_sim.check(people=6, erlangs=4.0, cases=30_000, seed=20)
    assert seen["waits"] == pytest.approx(seen["waits_by_erlang"], rel=0.05)
    assert seen["mean_wait"] == pytest.approx(seen["mean_wait_by_erlang"], rel=0.08)


def test_the_same_seed_gives_the_same_day_and_everybody_is_served_once() -> None:
    day = queue_world.a_day(7, cases=200, people=8, hours=3)
    assert day == queue_world.a_day(7, cases=200, people=8, hours=3)
    for drain in (queue_world.by_the_rule(Routing(), Care()), queue_world.round_robin(Routing())):
        served = queue_world.simulate(day, drain, Routing(), Care())
        assert sorted(one.case.id for one in served) == [arrival.case.id for arrival in day.arrivals]
        assert all(one.waited >= 0 for one in served)


def test_nobody_is_given_a_case_while_on_a_break() -> None:
    day = queue_world.a_day(7, cases=300, people=8, hours=3)
    served = queue_world.simulate(day, queue_world.by_the_rule(Routing(), Care()), Routing(), Care())
    for one in served:
        begins, ends = day.breaks[one.person.id]
        assert not begins <= one.at < ends
