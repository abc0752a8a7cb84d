"""The state machine by itself: which moves there are, and how the owner is counted."""

import itertools
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk import lifecycle
from desk.lifecycle import Conversation, Move, MoveError, State

NOON = datetime(2026, 6, 1, 12, tzinfo=UTC)

MOVES: dict[str, Callable[[Conversation, datetime], Conversation]] = {
    "hand over": lifecycle.hand_over,
    "offer to Mira": lambda conversation, now: lifecycle.offer(conversation, "mira", now),
    "offer to Jonas": lambda conversation, now: lifecycle.offer(conversation, "jonas", now),
    "Mira accepts": lambda conversation, now: lifecycle.accept(conversation, "mira", now),
    "Jonas accepts": lambda conversation, now: lifecycle.accept(conversation, "jonas", now),
    "Mira takes over": lambda conversation, now: lifecycle.take_over(conversation, "mira", now),
    "Jonas takes over": lambda conversation, now: lifecycle.take_over(conversation, "jonas", now),
    "requeue": lifecycle.requeue,
    "hand back": lifecycle.hand_back,
    "resolve": lambda conversation, now: lifecycle.resolve(conversation, "solved", None, now),
    "close": lifecycle.close,
    "reopen": lifecycle.reopen,
    "it was not all": lambda conversation, now: lifecycle.come_back(conversation, "mira", now),
    "erase": lifecycle.erase,
}
KINDS = [move.value for move in Move]
names_of_moves = st.lists(st.sampled_from(sorted(MOVES)), max_size=40)


def fresh() -> Conversation:
    return Conversation(id="c", token_hash="", customer_id="k", language="de", created_at=NOON, changed_at=NOON)


def lives(names: list[str]) -> list[Conversation]:
    """The conversation after each move that was allowed, a minute apart."""
    life = [fresh()]
    for minute, name in enumerate(names, start=1):
        try:
            life.append(MOVES[name](life[-1], NOON + timedelta(minutes=minute)))
        except MoveError:
            continue
    return life


@given(names_of_moves)
def test_owner_epoch_rises_by_one_exactly_when_the_owner_changes(names: list[str]) -> None:
    life = lives(names)
    for before, after in itertools.pairwise(life):
        assert after.owner_epoch - before.owner_epoch == (1 if after.owner != before.owner else 0)


@given(names_of_moves)
def test_only_allowed_moves_happen(names: list[str]) -> None:
    life = lives(names)
    for before, after in itertools.pairwise(life):
        assert any(before.state in allowed_from and after.state is to for allowed_from, to in KINDS)


@given(names_of_moves)
def test_a_person_owns_it_exactly_while_it_is_with_a_person(names: list[str]) -> None:
    for conversation in lives(names):
        assert (conversation.owner_id is not None) == (conversation.state in lifecycle.WITH_A_PERSON)
        assert (conversation.offered_to is not None) == (conversation.state is State.OFFERED)


@given(names_of_moves)
def test_the_first_moment_of_waiting_is_kept_through_every_requeue(names: list[str]) -> None:
    life = lives(names)
    waiting_or_taken = lifecycle.WAITING | {State.HUMAN}
    for before, after in itertools.pairwise(life):
        if before.state in waiting_or_taken and after.state in waiting_or_taken:
            assert after.waiting_since == before.waiting_since
        if after.state in lifecycle.WAITING:
            assert after.waiting_since is not None


@given(names_of_moves)
def test_every_stretch_of_the_assistant_and_every_return_is_a_new_episode(names: list[str]) -> None:
    life = lives(names)
    for before, after in itertools.pairwise(life):
        returned = before.state in lifecycle.OVER and after.state is State.QUEUED
        assert after.episode - before.episode == (1 if after.state is State.BOT or returned else 0)


@given(names_of_moves)
def test_who_comes_back_waits_from_that_moment_on_for_whoever_knows_the_case(names: list[str]) -> None:
    for conversation in lives(names):
        if conversation.state in lifecycle.OVER and conversation.erased_at is None:
            returned = lifecycle.come_back(conversation, "mira", conversation.changed_at + timedelta(minutes=1))
            assert (returned.state, returned.wanted_id, returned.owner) == (State.QUEUED, "mira", "queue")
            assert returned.waiting_since == conversation.changed_at + timedelta(minutes=1)
            assert returned.owner_epoch == conversation.owner_epoch + 1


def test_only_what_is_over_can_come_back() -> None:
    with pytest.raises(MoveError, match="cannot make the move return"):
        lifecycle.come_back(lifecycle.hand_over(fresh(), NOON), "mira", NOON)


def test_a_move_that_is_not_allowed_is_refused() -> None:
    with pytest.raises(MoveError, match="in state bot cannot make the move accept"):
        lifecycle.accept(fresh(), "mira", NOON)


def test_every_state_can_be_reached_and_left() -> None:
    assert {to for _, to in KINDS} == set(State)
    assert {state for allowed_from, _ in KINDS for state in allowed_from} == set(State)


def test_declining_an_offer_keeps_the_owner_epoch() -> None:
    queued = lifecycle.hand_over(fresh(), NOON)
    declined = lifecycle.requeue(lifecycle.offer(queued, "mira", NOON), NOON)
    assert declined.owner_epoch == queued.owner_epoch
