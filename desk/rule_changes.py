"""Changing the rules: a part at a time, checked also for what its shape cannot say, and in force at once."""

from itertools import pairwise

from sqlalchemy.ext.asyncio import AsyncConnection

from desk import rules
from desk.core import Desk
from desk.errors import InvalidError
from desk.handoff import Reason
from desk.person import Person
from desk.rules import Hours, Rules, Skill
from desk.store import audit, conversations, people
from desk.store import rules as store


async def put(desk: Desk, by: Person, part: str, wanted: Rules) -> Rules:
    """All rules as they are from now on, with this part as it is in `wanted`.

    Raises InvalidError (overlapping_hours, skill_named_twice, unknown_reason, unknown_concern).
    """
    _check_spans(wanted.hours)
    async with desk.database.write() as connection:
        await people.one_at_a_time(connection)
        was, now = await rules.read(connection), wanted.model_dump(mode="json")[part]
        _check_skills(desk, was.skills, wanted.skills)
        await store.put(connection, part, now, by.id, desk.clock())
        await _rename(connection, was.skills, wanted.skills)
        details = {"part": part, "was": was.model_dump(mode="json")[part], "now": now}
        await audit.note(connection, desk.clock(), "changed_rules", person_id=by.id, details=details)
        in_force = await rules.read(connection)
    desk.queue_changed.set()
    return in_force


def _check_spans(hours: Hours) -> None:
    for day, spans in (hours.week or {}).items():
        in_order = sorted(spans, key=lambda span: span.opens)
        if any(later.opens < earlier.closes for earlier, later in pairwise(in_order)):
            raise InvalidError(f"The hours of {day} overlap.", code="overlapping_hours", day=day)


def _check_skills(desk: Desk, was: list[Skill], wanted: list[Skill]) -> None:
    """A concern that stood there before may stay, so that one which is no longer trained hinders no other change."""
    names = [skill.name.casefold() for skill in wanted]
    if twice := sorted({name for name in names if names.count(name) > 1}):
        raise InvalidError(f"A skill is named twice: {twice[0]}.", code="skill_named_twice", skill=twice[0])
    _check_known("reason", _reasons(wanted), set(Reason))
    _check_known("concern", _concerns(wanted), _concerns(was) | set(desk.labels.concerns()))


async def _rename(connection: AsyncConnection, was: list[Skill], wanted: list[Skill]) -> None:
    """People keep a skill that has another name now, and so do cases that wait for somebody who has it."""
    before = {skill.name for skill in was}
    names = {skill.renamed_from: skill.name for skill in wanted if skill.renamed_from in before - {skill.name}}
    if names:
        await people.rename_skills(connection, names)
        await conversations.rename_skills(connection, names)


def _reasons(skills: list[Skill]) -> set[str]:
    return {reason for skill in skills for reason in skill.reasons}


def _concerns(skills: list[Skill]) -> set[str]:
    return {concern for skill in skills for concern in skill.concerns}


def _check_known(kind: str, named: set[str], known: set[str]) -> None:
    if unknown := sorted(named - known):
        message = f"There is no such {kind}: {', '.join(unknown)}."
        raise InvalidError(message, code=f"unknown_{kind}", unknown=unknown)
