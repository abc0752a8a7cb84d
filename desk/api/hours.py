"""Opening hours, for everybody and for the assistant's actions."""

from typing import Any

from sanic import Blueprint, HTTPResponse, Request

from desk import hours
from desk.api.calls import Door
from desk.api.door import answer, desk_of
from desk.api.internal import actions

public_hours = Blueprint("hours", url_prefix="/api/v1/hours")
everybody = Door(name="everybody", blueprint=public_hours)
LANGUAGE = {"language": "de or en: the names of holidays"}
ANSWERS = {
    200: "`{open, opens_at, closes_at, timezone, week, holidays_ahead: [{date, name}]}`; "
    "`week` is null without fixed hours: then whoever is available answers"
}


@everybody.route("GET", "/", "When people are there", query=LANGUAGE, answers=ANSWERS)
async def read_hours(request: Request) -> HTTPResponse:
    """Local times are those of `timezone`; the days of the next weeks on which the week does not count are listed."""
    return answer(await _hours(request))


@actions.route("GET", "/hours", "When people are there", query=LANGUAGE, answers=ANSWERS)
async def read_hours_for_actions(request: Request) -> HTTPResponse:
    """As everybody reads it."""
    return answer(await _hours(request))


async def _hours(request: Request) -> dict[str, Any]:
    desk = desk_of(request)
    async with desk.database.read() as connection:
        in_force = await hours.in_force(connection)
    language = "en" if request.args.get("language") == "en" else "de"
    return hours.public(in_force, desk.clock(), language)
