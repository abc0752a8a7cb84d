"""The lead's view: who waits and how long, who has what in hand, who is due for a break."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from desk import board, dispatch, rules
from desk.clock import iso
from desk.core import Desk
from desk.person import Person
from desk.routing import Colleague, hard_in_a_row
from desk.rules import Care
from desk.store import people
from desk.store.tables import handoffs

A_DAY = timedelta(days=1)


async def view(desk: Desk) -> dict[str, Any]:
    """`{waiting, people, figures}`; durations in seconds, of the last 24 hours where they are of a day."""
    async with desk.database.read() as connection:
        in_force = await rules.read(connection)
        page, hands = await board.queue_page(desk, connection, 0, board.A_PAGE), await board.hands(desk, connection)
        everybody = {person.id: person for person in await people.all_people(connection)}
        team = await dispatch.colleagues(desk, connection, in_force)
        answered = await _answered(connection, desk.clock() - A_DAY)
    now = desk.clock()
    staff = [_person(everybody[one.id], one, hands.get(one.id, []), in_force.care, now) for one in team]
    return {"waiting": page.items, "people": staff, "figures": _figures(page, hands, answered)}


def _person(
    person: Person, colleague: Colleague, cases: list[dict[str, Any]], care: Care, now: datetime
) -> dict[str, Any]:
    since = person.working_since
    return {
        "id": person.id,
        "name": person.name,
        "first_name": person.first_name,
        "presence": colleague.presence,
        "pod": {"id": person.pod_id, "name": person.pod_name} if person.pod_id else None,
        "load": colleague.load,
        "capacity": person.capacity,
        "open": sum(case["state"] == "human" for case in cases),
        "hard_in_a_row": hard_in_a_row(colleague, now),
        "rests_until": iso(person.rests_until) if person.rests_until and person.rests_until > now else None,
        "working_since": iso(since),
        "break_due": since is not None and now - since >= timedelta(seconds=care.break_after_seconds),
        "cases": cases,
    }


def _figures(page: board.Queue, hands: dict[str, list[dict[str, Any]]], waits: list[float]) -> dict[str, Any]:
    with_people = sum(case["state"] == "human" for cases in hands.values() for case in cases)
    return {
        "waiting": page.total,
        "longest_wait_seconds": max((item["waiting_seconds"] for item in page.items), default=0),
        "with_people": with_people,
        "answered_today": len(waits),
        "mean_wait_seconds_today": round(_mean(waits)),
    }


async def _answered(connection: AsyncConnection, since: datetime) -> list[float]:
    """How long those waited, in seconds, who were answered since this moment."""
    wanted = select(handoffs.c.waiting_since, handoffs.c.accepted_at).where(handoffs.c.accepted_at > since)
    return [(row.accepted_at - row.waiting_since).total_seconds() for row in await connection.execute(wanted)]


def _mean(values: Iterable[float]) -> float:
    known = list(values)
    return sum(known) / len(known) if known else 0.0
