"""The agents' door, the service's rules: /api/v1/desk/rules. Everybody of the desk reads them, leads change them."""

from pydantic import RootModel
from sanic import Blueprint, HTTPResponse, Request

from desk import rule_changes, rules
from desk.api.agent import LOGIN_NEEDED, check_origin
from desk.api.bodies import check, parse_json
from desk.api.calls import Door
from desk.api.door import answer, desk_of, lead_of, session_of
from desk.errors import NotFoundError
from desk.rules import Care, Hours, Leeway, Routing, Rules, Skill

ruling = Blueprint("rules", url_prefix="/api/v1/desk/rules")
ruling.on_request(check_origin)
people = Door(name="agent", blueprint=ruling, refusals=LOGIN_NEEDED)


class RulesPart(RootModel[Hours | Routing | Care | Leeway | list[Skill]]):
    """The part as `GET` shows it: an object, for `skills` a list."""


@people.route("GET", "/", "The rules in force", answers={200: "`{hours, routing, care, leeway, skills}`"})
async def read(request: Request) -> HTTPResponse:
    """What nobody has changed is as Lotse brings it."""
    await session_of(request)
    async with desk_of(request).database.read() as connection:
        return answer((await rules.read(connection)).model_dump(mode="json"))


@people.route(
    "PUT",
    "/<part:str>",
    "Change a part of the rules",
    body=RulesPart,
    answers={200: "all rules as they are from now on"},
    refusals={
        404: "unknown_part",
        422: "invalid_body, overlapping_hours, skill_named_twice, unknown_reason, unknown_concern",
    },
)
async def change(request: Request, part: str) -> HTTPResponse:
    """The whole part, in force at once; what is left out of it is as Lotse brings it."""
    by = await lead_of(request)
    if part not in Rules.model_fields:
        raise NotFoundError(f"The parts are {', '.join(Rules.model_fields)}.", code="unknown_part", part=part)
    wanted = check(Rules, {part: parse_json(request.body)})
    return answer((await rule_changes.put(desk_of(request), by, part, wanted)).model_dump(mode="json"))
