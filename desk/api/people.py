"""The agents' door, the team: /api/v1/desk/people and /pods, for leads and admins."""

from typing import Annotated, Any, Literal

from pydantic import AfterValidator, Field
from sanic import Blueprint, HTTPResponse, Request

from desk import overview, team
from desk.api.agent import LOGIN_NEEDED, check_origin
from desk.api.bodies import Body, Clean, read_body
from desk.api.calls import Door
from desk.api.door import answer, desk_of, lead_of, nothing
from desk.core import Desk
from desk.person import Person, Role
from desk.store import people as store
from desk.store.people import Pod

people = Blueprint("people", url_prefix="/api/v1/desk")
people.on_request(check_origin)
leads = Door(name="agent", blueprint=people, refusals=LOGIN_NEEDED)


def _line(text: str) -> str:
    """One line with something to read in it."""
    line = " ".join(text.split())
    if not any(sign.isalnum() for sign in line):
        raise ValueError("there must be a letter in it")
    return line


Line = Annotated[Clean, AfterValidator(_line)]
Name = Annotated[Line, Field(max_length=120)]
Roles = Annotated[frozenset[Role], Field(min_length=1)]


class PersonChange(Body):
    """What shall be other than before; what is not named stays. `pod` is an id, or null for none."""

    name: Name = ""
    pod: Clean | None = None
    roles: Roles = frozenset()
    capacity: Annotated[int, Field(strict=True, ge=1, le=50)] = 1
    languages: Annotated[frozenset[Literal["de", "en"]], Field(min_length=1)] = frozenset()
    skills: Annotated[frozenset[Annotated[Line, Field(max_length=80)]], Field(max_length=50)] = frozenset()
    active: Annotated[bool, Field(strict=True)] = True


class PodBody(Body):
    """A pod's name."""

    name: Annotated[Line, Field(max_length=80)]


@leads.route("GET", "/people", "Everybody with a login", answers={200: "`{items}`, by name"})
async def list_people(request: Request) -> HTTPResponse:
    """With what leads decide about them, and their presence as it really is."""
    await lead_of(request)
    desk = desk_of(request)
    async with desk.database.read() as connection:
        everybody = await store.all_people(connection)
    return answer({"items": [_person(desk, person) for person in everybody]})


@leads.route(
    "PUT",
    "/people/<person_id:str>",
    "Change a person",
    body=PersonChange,
    answers={200: "the person as they are from now on"},
    refusals={
        403: "admins_only",
        404: "unknown_person",
        409: "not_yourself, last_admin",
        422: "unknown_pod, unknown_skill",
    },
)
async def change_person(request: Request, person_id: str) -> HTTPResponse:
    """Whoever is no longer `active` is logged out at once. Cases of somebody who takes none any more wait again.

    Only admins decide who is an admin, and whether an admin may log in.
    """
    by, wanted = await lead_of(request), read_body(request, PersonChange).model_dump(exclude_unset=True)
    return answer(_person(desk_of(request), await team.change_person(desk_of(request), by, person_id, wanted)))


@leads.route("GET", "/pods", "The pods", answers={200: "`{items: [{id, name, people}]}`, by name"})
async def list_pods(request: Request) -> HTTPResponse:
    """With how many people who may log in belong to each."""
    await lead_of(request)
    async with desk_of(request).database.read() as connection:
        pods, everybody = await store.all_pods(connection), await store.all_people(connection)
    inside = [person.pod_id for person in everybody if person.active]
    return answer({"items": [_pod(pod) | {"people": inside.count(pod.id)} for pod in pods]})


@leads.route("POST", "/pods", "Add a pod", body=PodBody, answers={201: "`{id, name}`"}, refusals={409: "name_taken"})
async def add_pod(request: Request) -> HTTPResponse:
    """A small team that owns a pool of customers."""
    by, body = await lead_of(request), read_body(request, PodBody)
    return answer(_pod(await team.add_pod(desk_of(request), by, body.name)), 201)


@leads.route(
    "PUT",
    "/pods/<pod_id:str>",
    "Rename a pod",
    body=PodBody,
    answers={200: "`{id, name}`"},
    refusals={404: "unknown_pod", 409: "name_taken"},
)
async def rename_pod(request: Request, pod_id: str) -> HTTPResponse:
    """Its people and customers stay."""
    by, body = await lead_of(request), read_body(request, PodBody)
    return answer(_pod(await team.rename_pod(desk_of(request), by, pod_id, body.name)))


@leads.route(
    "DELETE",
    "/pods/<pod_id:str>",
    "Dissolve a pod",
    answers={204: "dissolved"},
    refusals={404: "unknown_pod", 409: "pod_in_use"},
)
async def remove_pod(request: Request, pod_id: str) -> HTTPResponse:
    """Only if no people, open cases or invitations belong to it.

    Its customers and closed cases belong to none then, and what was said in its room is gone.
    """
    await team.remove_pod(desk_of(request), await lead_of(request), pod_id)
    return nothing()


def _person(desk: Desk, person: Person) -> dict[str, Any]:
    return person.public() | person.settings() | {"presence": overview.really(desk, person)}


def _pod(pod: Pod) -> dict[str, Any]:
    return {"id": pod.id, "name": pod.name}
