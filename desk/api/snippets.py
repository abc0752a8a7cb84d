"""The agents' door, snippets: /api/v1/desk/snippets."""

import re
from typing import Annotated
from uuid import uuid4

from pydantic import AfterValidator, Field
from sanic import Blueprint, HTTPResponse, Request

from desk import snippets
from desk.api.agent import LOGIN_NEEDED, check_origin
from desk.api.bodies import Body, Clean, read_body
from desk.api.calls import Door
from desk.api.door import answer, desk_of, nothing, session_of
from desk.store.snippets import Snippet
from desk.texts import LONGEST_TEXT

GAP = re.compile(r"\{(.*?)\}")

snippet_calls = Blueprint("snippets", url_prefix="/api/v1/desk/snippets")
snippet_calls.on_request(check_origin)
snippet_door = Door(name="agent", blueprint=snippet_calls, refusals=LOGIN_NEEDED)
REFUSALS = {404: "unknown_snippet", 409: "keyword_taken"}


def check_gaps(text: str) -> str:
    """The text, if all its gaps can be filled. Raises ValueError."""
    unknown = [gap for gap in GAP.findall(text) if gap not in snippets.GAPS]
    if unknown:
        raise ValueError(f"nobody can fill {{{unknown[0]}}}; known are {', '.join(sorted(snippets.GAPS))}")
    return text


Text = Annotated[Clean, AfterValidator(check_gaps), Field(min_length=1, max_length=LONGEST_TEXT)]


class SnippetBody(Body):
    """A ready-made text. Gaps: `{kunde}`, `{ich}`, `{bestellung}`, `{anliegen}`; the console fills them."""

    keyword: Annotated[str, Field(pattern=r"^[a-z0-9äöüß_-]{1,40}$", description="Typed after a slash.")]
    title: Annotated[Clean, Field(min_length=1, max_length=120)]
    german: Text
    english: Text | None = None

    def as_snippet(self, snippet_id: str) -> Snippet:
        """The snippet that this id has, or gets."""
        return Snippet(id=snippet_id, **self.model_dump())


@snippet_door.route(
    "GET", "/", "All snippets", answers={200: "`{items: [{id, keyword, title, german, english, source}]}`"}
)
async def list_snippets(request: Request) -> HTTPResponse:
    """By keyword; for everybody at the desk. `source`: the German as written, in both forms of address, for editing."""
    await session_of(request)
    return answer({"items": await snippets.everything(desk_of(request))})


@snippet_door.route(
    "POST", "/", "Write a snippet", body=SnippetBody, answers={201: "`{id}`"}, refusals={409: "keyword_taken"}
)
async def add_snippet(request: Request) -> HTTPResponse:
    """For leads and trainers."""
    person, snippet = (await session_of(request)).person, read_body(request, SnippetBody).as_snippet(str(uuid4()))
    await snippets.add(desk_of(request), person, snippet)
    return answer({"id": snippet.id}, 201)


@snippet_door.route(
    "PUT", "/<snippet_id:str>", "Change a snippet", body=SnippetBody, answers={204: "changed"}, refusals=REFUSALS
)
async def put_snippet(request: Request, snippet_id: str) -> HTTPResponse:
    """For leads and trainers."""
    person = (await session_of(request)).person
    await snippets.put(desk_of(request), person, read_body(request, SnippetBody).as_snippet(snippet_id))
    return nothing()


@snippet_door.route(
    "DELETE", "/<snippet_id:str>", "Remove a snippet", answers={204: "removed"}, refusals={404: "unknown_snippet"}
)
async def remove_snippet(request: Request, snippet_id: str) -> HTTPResponse:
    """For leads and trainers."""
    person = (await session_of(request)).person
    await snippets.remove(desk_of(request), person, snippet_id)
    return nothing()
